import { placeIndex } from '../places/place-index.js';
import type { Place } from '../places/place.js';
import type { Sighting } from '../positions/fix.js';
import { circle, edited, placeOf, seen, square, dayMs } from './testing/ground.js';
import { onlineTruck } from './testing/online-truck.js';
import { visitsOf } from './visits-of.js';

const depot = placeOf('depot', circle(0, 100));

/** Fixes at these minutes, all as far east. */
const staying = (eastM: number, ...minutes: number[]): Sighting[] =>
  minutes.map((minute) => seen(minute * 60, eastM));
const minutes = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The visits in minutes; online, fix by fix, they are the same. */
const visitsBy = (fixes: readonly Sighting[], places: readonly Place[] = [depot]) => {
  const batch = visitsOf(fixes, places);
  const truck = onlineTruck(places, { fixesMax: 10_000, sliceSize: 100 });
  for (const fix of fixes) truck.take([fix]);
  expect(truck.visits()).toEqual(batch);
  const minuteOf = (timeMs: number) => (timeMs - dayMs) / 60_000;
  return batch.map(
    ({ placeId, status, first, last, leftBeforeMs, longestGapMs, unobservedMs, fenceVersion }) => ({
      placeId,
      status,
      from: minuteOf(first.deviceTimeMs),
      to: minuteOf(last.deviceTimeMs),
      leftBefore: leftBeforeMs === null ? null : minuteOf(leftBeforeMs),
      longestGap: longestGapMs / 60_000,
      unobserved: unobservedMs / 60_000,
      fenceVersion,
    }),
  );
};

describe('a visit', () => {
  it('is provisional from its first fix, confirmed from 5 minutes inside on', () => {
    expect(visitsBy(staying(0, 0))).toMatchObject([{ status: 'provisional', from: 0, to: 0 }]);
    expect(visitsBy(staying(100, 0, 4.9))).toMatchObject([{ status: 'provisional' }]);
    expect(visitsBy(staying(99.99, 0, 5))).toMatchObject([{ status: 'confirmed', from: 0, to: 5 }]);
  });

  it('ends with its last fix inside, once the truck was beyond the ring for 2 minutes', () => {
    const stay = staying(0, ...minutes(0, 6));
    expect(visitsBy([...stay, ...staying(140, 7, 8.9)])).toMatchObject([{ status: 'confirmed' }]);
    expect(visitsBy([...stay, ...staying(140, 7, 9)])).toMatchObject([
      { status: 'ended', from: 0, to: 6, leftBefore: 7 },
    ]);
  });

  it('goes on while the truck is in the ring, however long', () => {
    const fixes = [...staying(0, ...minutes(0, 6)), ...staying(125, ...minutes(7, 20))];
    expect(visitsBy(fixes)).toMatchObject([{ status: 'confirmed', to: 6 }]);
    expect(visitsBy([...fixes, ...staying(140, 21, 23)])).toMatchObject([{ to: 6, leftBefore: 7 }]);
  });

  it('counts the time outside anew after a fix in the ring', () => {
    const fixes = [
      ...staying(0, ...minutes(0, 6)),
      ...staying(140, 7, 8),
      ...staying(125, 9),
      ...staying(140, 10, 11),
    ];
    expect(visitsBy(fixes)).toMatchObject([{ status: 'confirmed' }]);
  });

  it('is none where the truck drives by, and leaves nothing in 1,000 passes', () => {
    const passes = minutes(0, 999).flatMap((pass) =>
      [-900, -90, 60, 900, 1_800, 2_700].map((eastM, nth) => seen(pass * 600 + nth * 60, eastM)),
    );
    expect(visitsBy(passes)).toEqual([]);
  });

  it('is one, with one arrival and one departure, however the fixes jitter on the edge', () => {
    const jitter = minutes(0, 180).map((nth) => seen(nth * 10, 100 + 40 * Math.sin(nth * 2.4)));
    const fixes = [...jitter, ...staying(900, 31, 32, 33)];
    expect(visitsBy(fixes)).toMatchObject([{ status: 'ended' }]);
    const truck = onlineTruck([depot], { fixesMax: 10_000, sliceSize: 100 });
    for (const fix of fixes) truck.take([fix]);
    expect(truck.messages().map(({ kind }) => kind)).toEqual(['started', 'confirmed', 'ended']);
  });

  it('is neither begun nor ended by a gap, which it shows', () => {
    expect(visitsBy([...staying(0, 0, 1), ...staying(0, 61, 62)])).toMatchObject([
      { status: 'confirmed', from: 0, to: 62, longestGap: 60, unobserved: 60 },
    ]);
    expect(visitsBy(staying(0, 0, 10, 20))).toMatchObject([{ longestGap: 10, unobserved: 0 }]);
  });

  it('does not count silence after its last fix inside', () => {
    const fixes = [...staying(0, 0, 6), ...staying(900, 96, 97, 98)];
    expect(visitsBy(fixes)).toMatchObject([{ to: 6, leftBefore: 96, longestGap: 6, unobserved: 0 }]);
  });

  it('closes in silence after two fixes outside, or one that is far', () => {
    const stay = staying(0, 0, 6);
    const twice = [...stay, ...staying(140, 7, 7.5), ...staying(0, 18)];
    expect(visitsBy(twice)).toMatchObject([
      { status: 'ended', to: 6 },
      { status: 'provisional', from: 18 },
    ]);
    const far = [...stay, ...staying(401, 7), ...staying(0, 17.1)];
    expect(visitsBy(far)).toMatchObject([{ status: 'ended', to: 6 }, { from: 17.1 }]);
    const near = [...stay, ...staying(399, 7), ...staying(0, 17.1)];
    expect(visitsBy(near)).toMatchObject([{ status: 'confirmed', from: 0, to: 17.1 }]);
    const soon = [...stay, ...staying(401, 7), ...staying(0, 17)];
    expect(visitsBy(soon)).toMatchObject([{ status: 'confirmed', from: 0, to: 17 }]);
  });

  it('is no work of an outlier, nor ended by one', () => {
    const stay = staying(0, ...minutes(0, 8));
    const jumped = [...stay.slice(0, 4), seen(210, 20_000), ...stay.slice(4)];
    expect(visitsBy(jumped)).toMatchObject([{ status: 'confirmed', from: 0, to: 8 }]);
    expect(visitsBy([...staying(20_000, 0, 1), ...staying(0, 2), ...staying(20_000, 3)])).toEqual([]);
  });

  it('is of every place that the truck is inside of, nested and overlapping ones too', () => {
    const places = [depot, placeOf('gate', square(40, 60)), placeOf('port', circle(0, 2_000))];
    const fixes = [...staying(0, ...minutes(0, 6)), ...staying(900, ...minutes(7, 13))];
    expect(visitsBy(fixes, places).map(({ placeId, status }) => `${placeId} ${status}`)).toEqual([
      'depot ended',
      'gate ended',
      'port confirmed',
    ]);
  });

  it('is missed where fixes are too rare to fall inside', () => {
    expect(visitsBy([...staying(-900, 0), ...staying(900, 5)])).toEqual([]);
  });
});

describe('the history of a fence', () => {
  const stay = staying(0, ...minutes(0, 20));

  it('begins before all time: a place that was learnt of late was always there', () => {
    expect(visitsBy(stay, [placeOf('late', circle(0, 100), 3_600)])).toMatchObject([{ from: 0, to: 20 }]);
  });

  it('does not rewrite the past: an edit counts from its acceptance on', () => {
    const moved = edited(depot, 600, circle(900, 100));
    expect(visitsBy(stay, [moved])).toMatchObject([{ status: 'ended', from: 0, to: 9, fenceVersion: 1 }]);
    const there = [...stay, ...staying(900, ...minutes(21, 27))];
    expect(visitsBy(there, [moved])).toMatchObject([{ to: 9 }, { from: 21, fenceVersion: 2 }]);
  });

  it('closes what is open where the fence is taken away, before the next fix', () => {
    expect(visitsBy(stay, [edited(depot, 600, null)])).toMatchObject([
      { status: 'ended', from: 0, to: 9, leftBefore: 10 },
    ]);
  });
});

describe('an index of places', () => {
  it('looks only at those around a fix', () => {
    const many = minutes(0, 9_999).map((nth) => placeOf(`p${nth}`, circle(1_000 * nth, 100)));
    const index = placeIndex(many);
    expect(index.around(seen(0, 5_050)).map(({ id }) => id)).toEqual(['p5']);
    expect(index.around(seen(0, 5_500))).toEqual([]);
  });
});
