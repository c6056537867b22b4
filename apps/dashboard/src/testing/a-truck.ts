import type { TruckLocation } from '@watch-tower/contracts';

/** A position for tests. */
export function aTruck(facts: Partial<TruckLocation> = {}): TruckLocation {
  return {
    truckId: '0190d4f0-0000-7000-8000-000000000001',
    number: 'T11985LA',
    version: 1,
    latitude: 6.5,
    longitude: 3.35,
    speedKmh: 42,
    headingDegrees: 90,
    ignition: true,
    deviceTime: '2026-03-01T10:00:00.000Z',
    receivedAt: '2026-03-01T10:00:02.000Z',
    ageSeconds: 5,
    motion: 'moving',
    ...facts,
  };
}
