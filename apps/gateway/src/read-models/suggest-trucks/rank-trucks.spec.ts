import { rankTrucks, type FreeTruck } from './rank-trucks.js';

const rules = { idlingBelowKmh: 5, outdatedWhenMovingHours: 4, outdatedWhenStationaryHours: 24 };
const now = new Date('2026-01-02T00:00:00Z');
const apapa = { latitude: 6.4433, longitude: 3.3668 };

/** @param north how many degrees north of the pickup it stands. */
const truck = (number: string, north?: number, ageHours = 0): FreeTruck => ({
  truck: { id: number, number },
  lastTrip: null,
  nextTrip: null,
  position:
    north === undefined
      ? null
      : {
          latitude: apapa.latitude + north,
          longitude: apapa.longitude,
          speedKmh: 0,
          ignition: false,
          deviceTime: new Date(now.getTime() - ageHours * 3_600_000),
        },
});
const rank = (...trucks: FreeTruck[]) => rankTrucks(trucks, apapa, now.getTime(), rules);

describe('suggested trucks', () => {
  it('stand nearest first, those whose place nobody knows now last, without one at the end', () => {
    const ranked = rank(truck('D'), truck('C', 0, 25), truck('B', 0.2), truck('E'), truck('A', 0.1, 23));
    expect(ranked.map(({ truck: { number } }) => number)).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(ranked.map(({ positionIsRecent }) => positionIsRecent)).toEqual([true, true, false, false, false]);
  });

  it('say why', () => {
    expect(rank(truck('A', 0.1, 1), truck('B', 0, 25), truck('C'))).toMatchObject([
      { distanceKm: 11.1, positionAgeSeconds: 3_600, motion: 'stationary' },
      { distanceKm: 0, positionAgeSeconds: 90_000, motion: 'outdated' },
      { distanceKm: null, positionAgeSeconds: null, motion: null },
    ]);
  });

  it('at one distance stand by number', () => {
    expect(rank(truck('B', 0.1), truck('A', 0.1)).map(({ truck: { number } }) => number)).toEqual(['A', 'B']);
  });
});
