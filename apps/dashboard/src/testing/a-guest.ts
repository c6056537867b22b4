import type { TruckAtLocation } from '@watch-tower/contracts';

/** A truck at a terminal, for tests. */
export function aGuest(facts: Partial<TruckAtLocation> = {}): TruckAtLocation {
  return {
    truckId: '0190d4f0-0000-7000-8000-000000000001',
    truckNumber: 'T11985LA',
    locationId: '0190d4f0-0000-7000-8000-0000000000a1',
    locationName: 'APM Terminals Apapa',
    locationType: 'terminal',
    visitId: '0190d4f0-0000-7000-8000-0000000000c1',
    status: 'confirmed',
    since: '2026-11-23T10:00:00Z',
    lastSeenInsideAt: '2026-11-23T11:59:00Z',
    silentSince: null,
    stale: false,
    ...facts,
  };
}
