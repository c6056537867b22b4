import { aPlan } from '@watch-tower/testing';
import fc from 'fast-check';
import { evolve, type TripMessage, type TripRow } from '../find-trips/trip-row.js';
import { tripAt, type TripEvent } from './trip-at.js';

const tripId = '0197b1a0-0000-7000-8000-000000000001';
const truckId = '0197b1a0-0000-7000-8000-00000000000a';
const otherTruckId = '0197b1a0-0000-7000-8000-00000000000b';
const evidence = { kind: 'person', actorId: 'a', role: 'admin' } as const;
const day = (hour: number): string => new Date(Date.UTC(2026, 0, 1, 0, hour * 60)).toISOString();

type Told = [name: string, recordedHour: number, fields?: object];
const told = (...events: Told[]): TripEvent[] =>
  events.map(([name, hour, fields = {}], index) => ({
    version: index + 1,
    message: {
      type: `watchtower.trip.${name}.v1`,
      data: { tripId, recordedAt: day(hour), evidence, ...fields },
    } as TripMessage,
  }));

const plan = aPlan(
  [
    ['pickup', tripId],
    ['delivery', tripId],
    ['empty_return', tripId],
  ],
  day(8),
);
const created: Told = ['created', 1, { plan, backdated: false, originTripId: null }];
const truck: Told = ['truck-assigned', 2, { truckId }];
const driver: Told = ['driver-assigned', 3, { driverId: otherTruckId }];
const pickup: Told = ['pickup-reached', 7, { at: day(6), stopIndex: 0, stage: 'at_pickup' }];
const started: Told = ['started', 9, { at: day(8), stage: 'in_transit' }];
const arrived: Told = ['delivery-reached', 12, { at: day(12), stopIndex: 1, stage: 'at_delivery' }];
const offloaded: Told = ['offloaded', 14, { at: day(14), stopIndex: 1, stage: 'offloaded' }];
const left: Told = ['delivery-left', 15, { at: day(15), stopIndex: 1, stage: 'returning_empty' }];
const returned: Told = [
  'empty-returned',
  17,
  { at: day(17), stopIndex: 2, locationId: tripId, stage: 'empty_returned' },
];
const completed: Told = ['completed', 18, { at: day(18), stage: 'completed' }];
const journey = told(created, truck, driver, pickup, started, arrived, offloaded, left, returned, completed);

const rowAt = (events: readonly TripEvent[], asOf?: number, knownAt?: number): TripRow | undefined =>
  tripAt(events, {
    ...(asOf === undefined ? {} : { asOf: day(asOf) }),
    ...(knownAt === undefined ? {} : { knownAt: day(knownAt) }),
  })?.row;

describe('a trip at a moment', () => {
  it('did not exist before it was created', () => {
    expect(rowAt(journey, 0.5)).toBeUndefined();
    expect(rowAt(journey, undefined, 0.5)).toBeUndefined();
  });

  it.each([
    [1, 'planned', 'scheduled'],
    [2, 'planned', 'scheduled'],
    [3, 'assigned', 'scheduled'],
    [6, 'at_pickup', 'scheduled'],
    [8, 'in_transit', 'ongoing'],
    [12, 'at_delivery', 'ongoing'],
    [14.5, 'offloaded', 'ongoing'],
    [15, 'returning_empty', 'ongoing'],
    [17, 'empty_returned', 'ongoing'],
    [18, 'completed', 'completed'],
  ])('at hour %d was %s', (hour, stage, status) => {
    expect(rowAt(journey, hour)).toMatchObject({ stage, status });
  });

  it('shows what had happened by then, though it was recorded later', () => {
    expect(rowAt(journey, 6.5)).toMatchObject({ stage: 'at_pickup', version: 10, actualDeparture: null });
    expect(rowAt(journey, 6.5, 6.5)).toMatchObject({ stage: 'assigned', version: 3 });
  });

  it('is by later corrections what was true, and by what was known then what was believed', () => {
    const corrected: Told = [
      'time-corrected',
      20,
      { milestone: 'arrival', stopIndex: 1, at: day(13), was: day(12), stage: 'at_delivery' },
    ];
    const events = told(created, truck, driver, started, arrived, corrected);
    expect(rowAt(events, 12.5)).toMatchObject({ stage: 'in_transit', arrivalTime: null });
    expect(rowAt(events, 12.5, 19)).toMatchObject({ stage: 'at_delivery', arrivalTime: day(12) });
    expect(rowAt(events, 13)).toMatchObject({ stage: 'at_delivery', arrivalTime: day(13) });
  });

  it('never had what was withdrawn, unless one asks what was known before', () => {
    const withdrawn: Told = [
      'progress-withdrawn',
      16,
      { milestone: 'arrival', stopIndex: 1, was: day(12), stage: 'in_transit' },
    ];
    const again: Told = ['delivery-reached', 19, { at: day(18), stopIndex: 1, stage: 'at_delivery' }];
    const events = told(created, started, arrived, withdrawn, again);
    expect(rowAt(events, 13)).toMatchObject({
      stage: 'in_transit',
      milestones: [{ milestone: 'departure' }],
    });
    expect(rowAt(events, 13, 15)).toMatchObject({ stage: 'at_delivery' });
    expect(rowAt(events, 18)).toMatchObject({ stage: 'at_delivery', arrivalTime: day(18) });
  });

  it('that was entered after it began had its plan and its truck when it began', () => {
    const late = told(
      ['created', 10, { plan, backdated: true, originTripId: null }],
      ['truck-assigned', 10, { truckId }],
      ['started', 10, { at: day(8), stage: 'in_transit' }],
    );
    expect(rowAt(late, 9)).toMatchObject({ stage: 'in_transit', truckId });
    expect(rowAt(late, 7)).toBeUndefined();
    expect(rowAt(late, 9, 9)).toBeUndefined();
  });

  it('had the truck that drove it then', () => {
    const place = { kind: 'point', latitude: 6, longitude: 3 };
    const swap = { at: day(10), place, reason: 'r', fromTruckId: truckId, toTruckId: otherTruckId };
    const events = told(created, truck, driver, started, ['truck-swapped', 11, swap]);
    expect(rowAt(events, 9)).toMatchObject({ truckId, handOvers: [] });
    expect(rowAt(events, 10)).toMatchObject({ truckId: otherTruckId, handOvers: [{ of: 'truck' }] });
    expect(rowAt(events, 10, 10)).toMatchObject({ truckId });
  });

  it('waited from when it was held until it was resumed', () => {
    const held: Told = ['held', 9, { at: day(9), reason: 'r', stage: 'in_transit' }];
    const events = told(created, started, held, ['resumed', 11, { at: day(11), stage: 'in_transit' }]);
    expect([8.5, 10, 11].map((hour) => rowAt(events, hour)?.hold?.reason)).toEqual([
      undefined,
      'r',
      undefined,
    ]);
  });

  it('to this day is the row that lists show, whatever happened to it', () => {
    const later = fc.constantFrom<Told>(
      pickup,
      started,
      arrived,
      offloaded,
      left,
      returned,
      ['time-corrected', 19, { milestone: 'arrival', stopIndex: 1, at: day(11), was: day(12) }],
      ['progress-withdrawn', 19, { milestone: 'arrival', stopIndex: 1, was: day(12) }],
      ['progress-withdrawn', 19, { milestone: 'departure', stopIndex: 0, was: day(8) }],
      completed,
      ['progress-withdrawn', 19, { milestone: 'end', stopIndex: null, was: day(18) }],
    );
    fc.assert(
      fc.property(fc.array(later, { maxLength: 12 }), fc.integer({ min: 1, max: 24 }), (events, hour) => {
        const all = told(created, truck, driver, ...events);
        const folded = all.reduce<TripRow | undefined>(
          (row, { message, version }) => evolve(row, message, version),
          undefined,
        );
        expect(tripAt(all, {})?.row).toEqual(folded);
        expect(tripAt(all, { asOf: day(100), knownAt: day(100) })?.row).toEqual(folded);
        for (const { at } of rowAt(all, hour)?.milestones ?? []) expect(at <= day(hour)).toBe(true);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
