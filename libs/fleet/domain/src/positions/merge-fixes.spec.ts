import fc from 'fast-check';
import type { Coordinates, Fix } from './fix.js';
import { mergeFixes } from './merge-fixes.js';

const fix = (deviceTimeMs: number, latitude: number, longitude = 3): Fix => ({
  deviceTimeMs,
  latitude,
  longitude,
  speedKmh: null,
  headingDegrees: null,
  ignition: null,
});

const nothing = { at: new Map<number, Coordinates>(), latestMs: null };

describe('merging fixes', () => {
  it('accepts new fixes in the order of device time, the newest as latest', () => {
    const merged = mergeFixes(nothing, [fix(3, 6), fix(1, 6), fix(2, 6)]);
    expect(merged.accepted.map(({ fix: { deviceTimeMs } }) => deviceTimeMs)).toEqual([1, 2, 3]);
    expect(merged.latest).toEqual(fix(3, 6));
  });

  it('counts an exact duplicate once', () => {
    const merged = mergeFixes(nothing, [fix(1, 6), fix(1, 6)]);
    expect(merged).toMatchObject({ accepted: [{ fix: fix(1, 6), replaces: null }], duplicates: 1 });
  });

  it('knows a duplicate of what is stored', () => {
    const merged = mergeFixes({ at: new Map([[1, fix(1, 6)]]), latestMs: 1 }, [fix(1, 6)]);
    expect(merged).toEqual({ accepted: [], latest: null, duplicates: 1, superseded: 0 });
  });

  it('lets the smaller coordinates stand for one device time, whichever came first', () => {
    for (const arrived of [
      [fix(1, 6), fix(1, 7)],
      [fix(1, 7), fix(1, 6)],
    ]) {
      expect(mergeFixes(nothing, arrived)).toMatchObject({
        accepted: [{ fix: fix(1, 6), replaces: null }],
        superseded: 1,
      });
    }
  });

  it('compares longitudes where the latitudes are equal', () => {
    const stored = { at: new Map([[1, fix(1, 6, 4)]]), latestMs: 1 };
    expect(mergeFixes(stored, [fix(1, 6, 5)])).toMatchObject({ accepted: [], superseded: 1 });
    expect(mergeFixes(stored, [fix(1, 6, 3)])).toMatchObject({
      accepted: [{ fix: fix(1, 6, 3), replaces: { latitude: 6, longitude: 4 }, late: false }],
      latest: fix(1, 6, 3),
    });
  });

  it('keeps a late fix as history and leaves the latest where it is', () => {
    const merged = mergeFixes({ at: new Map(), latestMs: 5 }, [fix(4, 6)]);
    expect(merged).toMatchObject({ accepted: [{ late: true }], latest: null });
  });

  it('ends in the same set and the same latest, however the same fixes arrive', () => {
    const some = fc.array(
      fc.record({ time: fc.integer({ min: 0, max: 12 }), latitude: fc.integer({ min: 0, max: 2 }) }),
      { minLength: 1, maxLength: 40 },
    );
    const arrivals = some.chain((fixes) => {
      const once = fixes.map(({ time, latitude }) => fix(time, latitude));
      return fc
        .subarray(once)
        .map((copies) => [...once, ...copies])
        .chain((all) =>
          fc.record({
            once: fc.constant(once),
            shuffled: fc.shuffledSubarray(all, { minLength: all.length }),
            sliceSize: fc.integer({ min: 1, max: 10 }),
          }),
        );
    });
    fc.assert(
      fc.property(arrivals, ({ once, shuffled, sliceSize }) => {
        const inOneGo = deliver([once]);
        const online = deliver(slicesOf(shuffled, sliceSize));
        expect(online.stored).toEqual(inOneGo.stored);
        expect(online.latest).toEqual(inOneGo.latest);
        expect(online.latestTimes).toEqual([...online.latestTimes].sort((a, b) => a - b));
      }),
      { seed: 20_261_126 },
    );
  });
});

const slicesOf = (fixes: readonly Fix[], size: number): Fix[][] =>
  Array.from({ length: Math.ceil(fixes.length / size) }, (_, index) =>
    fixes.slice(index * size, (index + 1) * size),
  );

const deliver = (slices: readonly Fix[][]) => {
  const stored = new Map<number, Fix>();
  const latestTimes: number[] = [];
  let latest: Fix | null = null;
  for (const slice of slices) {
    const merged = mergeFixes({ at: stored, latestMs: latestTimes.at(-1) ?? null }, slice);
    for (const { fix: accepted } of merged.accepted) stored.set(accepted.deviceTimeMs, accepted);
    if (merged.latest === null) continue;
    latest = merged.latest;
    latestTimes.push(latest.deviceTimeMs);
  }
  return { stored: new Map([...stored].sort(([a], [b]) => a - b)), latest, latestTimes };
};
