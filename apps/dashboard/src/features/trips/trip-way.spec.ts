import { trucksOnTrip } from './trip-way.js';

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const ms = (hour: number): number => Date.parse(at(hour));
const evidence = { kind: 'person', actorId: 'a', role: 'dispatcher' } as const;
const nothing = { arrival: null, offloading: null, offload: null, departure: null };
const trip = (reachedAt: number | null, more: object = {}): Parameters<typeof trucksOnTrip>[0] => ({
  truck: { id: 'T1', number: 'T1' },
  stops: [
    {
      kind: 'pickup',
      locationId: 'P',
      location: { id: 'P', name: 'P' },
      plannedArrivalAt: null,
      plannedDepartureAt: null,
      broughtTo: null,
      actual: { ...nothing, ...(reachedAt !== null && { arrival: { at: at(reachedAt), evidence } }) },
    },
  ],
  handOvers: [],
  completedAt: null,
  cancellation: null,
  failure: null,
  ...more,
});
const swap = (hour: number, from: string, to: string) => ({
  of: 'truck',
  at: at(hour),
  place: { kind: 'point', latitude: 6, longitude: 3 },
  reason: 'broken down',
  from: { id: from, name: from },
  to: { id: to, name: to },
});

describe('the trucks of a trip', () => {
  it('are none before anything happened', () => expect(trucksOnTrip(trip(null), ms(9))).toEqual([]));

  it('drive until now, or until the trip ended', () => {
    expect(trucksOnTrip(trip(6), ms(9))).toEqual([{ truckId: 'T1', fromMs: ms(6), toMs: ms(9) }]);
    expect(trucksOnTrip(trip(6, { completedAt: at(8) }), ms(9))).toEqual([
      { truckId: 'T1', fromMs: ms(6), toMs: ms(8) },
    ]);
  });

  it('are looked at for as long as the API tells of at once', () => {
    expect(trucksOnTrip(trip(6), ms(6 + 40 * 24))).toEqual([
      { truckId: 'T1', fromMs: ms(6 + 9 * 24), toMs: ms(6 + 40 * 24) },
    ]);
  });

  it('follow one another where the load changed trucks', () => {
    const handOvers = [swap(8, 'T2', 'T3'), swap(7, 'T1', 'T2')];
    expect(trucksOnTrip(trip(6, { truck: { id: 'T3', number: 'T3' }, handOvers }), ms(9))).toEqual([
      { truckId: 'T1', fromMs: ms(6), toMs: ms(7) },
      { truckId: 'T2', fromMs: ms(7), toMs: ms(8) },
      { truckId: 'T3', fromMs: ms(8), toMs: ms(9) },
    ]);
  });
});
