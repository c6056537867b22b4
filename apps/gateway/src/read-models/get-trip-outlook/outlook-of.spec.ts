import type { TripStage } from '@watch-tower/contracts';
import type { ReachedMilestone } from '../find-trips/trip-row.js';
import { legOf, outlookOf, type Lane } from './outlook-of.js';

const stop = (kind: 'pickup' | 'delivery' | 'empty_return', locationId: string) => ({
  kind,
  locationId,
  plannedArrivalAt: null,
  plannedDepartureAt: null,
});
const stops = [
  stop('pickup', 'terminal'),
  stop('delivery', 'first'),
  stop('delivery', 'second'),
  stop('empty_return', 'depot'),
];
const arrival = (stopIndex: number): ReachedMilestone => ({
  milestone: 'arrival',
  stopIndex,
  at: '2026-01-01T10:00:00.000Z',
  evidence: { kind: 'person', actorId: 'a', role: 'dispatcher' },
});
const leg = (stage: TripStage, ...reached: number[]) =>
  legOf({ stage, stops, milestones: reached.map(arrival) });

describe('the leg of a trip', () => {
  it('goes to the first delivery that was not reached, then to where the empty belongs', () => {
    expect(leg('in_transit', 0)).toEqual({ stopIndex: 1, fromId: 'terminal', toId: 'first' });
    expect(leg('in_transit', 0, 1)).toEqual({ stopIndex: 2, fromId: 'first', toId: 'second' });
    expect(leg('returning_empty', 0, 1, 2)).toEqual({ stopIndex: 3, fromId: 'second', toId: 'depot' });
  });

  it.each([
    'planned',
    'assigned',
    'at_pickup',
    'at_delivery',
    'offloaded',
    'completed',
    'cancelled',
    'failed',
  ] as const)('is none while the trip is %s', (stage) => expect(leg(stage, 0)).toBeNull());

  it('is none where the empty is brought back to no place', () => {
    expect(legOf({ stage: 'returning_empty', stops: stops.slice(0, 2), milestones: [] })).toBeNull();
  });
});

describe('the outlook', () => {
  const rules = {
    idlingBelowKmh: 5,
    outdatedWhenMovingHours: 4,
    outdatedWhenStationaryHours: 24,
    expectedSpeedKmh: 20,
  };
  const nowMs = Date.parse('2026-01-01T12:00:00Z');
  /** One degree of latitude is 111.195 km. */
  const terminal = { latitude: 6, longitude: 3 };
  const client = { latitude: 7, longitude: 3 };
  const lane = (trips: number, medianSeconds: number | null): Lane => ({
    trips,
    medianSeconds,
    from: terminal,
  });
  const fix = (latitude: number, minutesAgo = 0) => ({
    latitude,
    longitude: 3,
    speedKmh: 40,
    ignition: true,
    deviceTime: new Date(nowMs - minutesAgo * 60_000),
  });
  const outlook = (of: Lane, seen = fix(6.5)) =>
    outlookOf({ stopIndex: 1, to: client, lane: of }, seen, nowMs, rules);

  it('is the way that is left at the speed of the trips before', () => {
    expect(outlook(lane(5, 4 * 3_600))).toEqual({
      stopIndex: 1,
      expectedAt: '2026-01-01T14:00:00.000Z',
      basis: { fixAt: '2026-01-01T12:00:00.000Z', distanceKm: 55.6, speedKmh: 27.8, laneTrips: 5 },
    });
  });

  it('counts from when the truck was there', () => {
    expect(outlook(lane(5, 4 * 3_600), fix(6.5, 30))?.expectedAt).toBe('2026-01-01T13:30:00.000Z');
  });

  it.each([
    ['few trips', lane(4, 4 * 3_600)],
    ['no trip', lane(0, null)],
    ['trips from nobody knows where', { ...lane(9, 3_600), from: null }],
    ['trips next door', { ...lane(9, 3_600), from: { latitude: 6.995, longitude: 3 } }],
  ])('takes what the operator expects where it knows of %s', (_, known) => {
    expect(outlook(known)?.basis).toMatchObject({ speedKmh: 20, laneTrips: 0 });
  });

  it('never lies in the past', () => {
    expect(outlook(lane(5, 4 * 3_600), fix(6.99, 200))?.expectedAt).toBe('2026-01-01T12:00:00.000Z');
  });

  it('is none once nobody knows where the truck is', () => {
    expect(outlook(lane(5, 4 * 3_600), fix(6.5, 4 * 60))).toBeNull();
  });
});
