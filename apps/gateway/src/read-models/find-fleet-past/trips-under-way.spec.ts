import type { TripMessage } from '../find-trips/trip-row.js';
import type { TripEvent } from '../get-trip-past/trip-at.js';
import { tripsUnderWay } from './trips-under-way.js';

const [truckId, otherTruckId, driverId] = ['truck', 'other truck', 'driver'];
const evidence = { kind: 'person', actorId: 'a', role: 'admin' } as const;
const day = (hour: number): string => new Date(Date.UTC(2026, 0, 1, 0, hour * 60)).toISOString();
const stop = (kind: 'pickup' | 'delivery') => ({ kind, locationId: 'place' });

type Told = [name: string, recordedHour: number, fields?: object];
const trip = (id: string, departure: number, ...events: Told[]): TripEvent[] =>
  (
    [
      [
        'created',
        1,
        {
          plan: {
            vpcId: id,
            clientId: null,
            stops: [stop('pickup'), stop('delivery')],
            containers: [],
            cargoType: null,
            weightTons: null,
            scheduledDeparture: day(departure),
          },
          backdated: false,
          originTripId: null,
        },
      ],
      ['truck-assigned', 2, { truckId }],
      ['driver-assigned', 2, { driverId }],
      ...events,
    ] as Told[]
  ).map(([name, hour, fields = {}], index) => ({
    version: index + 1,
    message: {
      type: `watchtower.trip.${name}.v1`,
      data: { tripId: id, recordedAt: day(hour), evidence, ...fields },
    } as TripMessage,
  }));

const atPickup = (hour: number, recordedHour = hour): Told => [
  'pickup-reached',
  recordedHour,
  { at: day(hour), stopIndex: 0, stage: 'at_pickup' },
];
const started = (hour: number, recordedHour = hour): Told => [
  'started',
  recordedHour,
  { at: day(hour), stage: 'in_transit' },
];
const completed = (hour: number, recordedHour = hour): Told => [
  'completed',
  recordedHour,
  { at: day(hour), stage: 'completed' },
];

const then = (trips: TripEvent[][], asOf: number, knownAt?: number) =>
  Object.fromEntries(
    tripsUnderWay(trips, {
      asOf: day(asOf),
      ...(knownAt === undefined ? {} : { knownAt: day(knownAt) }),
    }),
  );

describe('the trip under way at a moment', () => {
  const journey = trip('a', 8, atPickup(7), started(8), completed(12));

  it('is that of the truck from its pickup to its end, at the stage of then', () => {
    expect(then([journey], 6)).toEqual({});
    expect(then([journey], 7)).toEqual({ [truckId]: { id: 'a', vpcId: 'a', stage: 'at_pickup' } });
    expect(then([journey], 9)).toMatchObject({ [truckId]: { stage: 'in_transit' } });
    expect(then([journey], 12)).toEqual({});
  });

  it('goes with the truck that took over', () => {
    const swap = { at: day(10), fromTruckId: truckId, toTruckId: otherTruckId, reason: 'engine', place: {} };
    const swapped = trip('a', 8, started(8), ['truck-swapped', 10, swap]);
    expect(Object.keys(then([swapped], 9))).toEqual([truckId]);
    expect(Object.keys(then([swapped], 11))).toEqual([otherTruckId]);
  });

  it('is what was known, where that is asked', () => {
    const toldLate = trip('a', 8, started(8, 10), completed(12, 15));
    expect(then([toldLate], 9)).toMatchObject({ [truckId]: { id: 'a' } });
    expect(then([toldLate], 9, 9)).toEqual({});
    expect(then([toldLate], 13)).toEqual({});
    expect(then([toldLate], 13, 13)).toMatchObject({ [truckId]: { stage: 'in_transit' } });
  });

  it.each([
    ['forwards', 0],
    ['backwards', 1],
  ])('of several is the one that had left, then the one that departs last, given %s', (_, backwards) => {
    const inOrder = (trips: TripEvent[][]) => (backwards === 1 ? trips.reverse() : trips);
    const left = trip('left', 8, started(8));
    const later = trip('later', 9, atPickup(9));
    const latest = trip('latest', 10, atPickup(9));
    expect(then(inOrder([left, later, latest]), 11)).toMatchObject({ [truckId]: { id: 'left' } });
    expect(then(inOrder([later, latest]), 11)).toMatchObject({ [truckId]: { id: 'latest' } });
  });
});
