import type { TripStage, TruckPast } from '@watch-tower/contracts';
import { ageSecondsOf } from '../live-trucks/live-trucks.js';
import { notesOf, toPastFleet } from './past-fleet.js';

const atMs = Date.parse('2026-03-01T10:10:00Z');
const then = (facts: Partial<TruckPast> = {}): TruckPast => ({
  truckId: 'a',
  number: 'T11985LA',
  position: {
    latitude: 6.5,
    longitude: 3.35,
    speedKmh: 42,
    headingDegrees: 90,
    ignition: true,
    deviceTime: '2026-03-01T10:00:00.000Z',
    receivedAt: '2026-03-01T10:00:02.000Z',
    ageSeconds: 600,
    motion: 'moving',
  },
  place: null,
  trip: null,
  ...facts,
});
const place = { locationId: 'p', name: 'Apapa', visitId: 'v', since: '', status: 'confirmed' } as const;

describe('the fleet at a moment', () => {
  it('has the ages of then, and knows the trucks that nobody had heard', () => {
    const fleet = toPastFleet(atMs, [then(), then({ truckId: 'b', position: null })]);
    expect([...fleet.trucks.keys()]).toEqual(['a']);
    expect([...fleet.then.keys()]).toEqual(['a', 'b']);
    const truck = fleet.trucks.get('a');
    expect(truck && ageSecondsOf(truck, fleet.atMs)).toBe(600);
  });

  it('gives a truck another version with every other fix', () => {
    const position = then().position;
    const later = position && { ...position, deviceTime: '2026-03-01T10:05:00.000Z' };
    const versionOf = (truck: TruckPast) => toPastFleet(atMs, [truck]).trucks.get('a')?.version;
    expect(versionOf(then())).toBe(versionOf(then({ number: 'other' })));
    expect(versionOf(then({ position: later }))).not.toBe(versionOf(then()));
  });

  it('says of a truck on which trip it was, else at which place', () => {
    const trip = { id: 't', vpcId: 'V1', stage: 'at_pickup' } as const;
    const trucks = [then({ place, trip }), then({ truckId: 'b', place }), then({ truckId: 'c' })];
    const stageNames = { at_pickup: 'At pickup' } as Record<TripStage, string>;
    expect([...notesOf(toPastFleet(atMs, trucks), stageNames)]).toEqual([
      ['a', 'V1 · At pickup'],
      ['b', 'At Apapa'],
    ]);
  });
});
