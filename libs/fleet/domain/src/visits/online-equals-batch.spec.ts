import fc from 'fast-check';
import { boxesOf, type Box } from '../places/box.js';
import { placeIndex } from '../places/place-index.js';
import type { Place } from '../places/place.js';
import type { Sighting } from '../positions/fix.js';
import { verdictOf } from '../positions/outliers.js';
import { applyChanges } from './stretch.js';
import { circle, edited, placeOf, seen, square } from './testing/ground.js';
import { onlineTruck } from './testing/online-truck.js';
import { compareVisits } from './visit.js';
import { visitsOf } from './visits-of.js';

/** Fixed in CI; `npm run acceptance` and whoever looks for trouble set another seed and more runs. */
const parameters = {
  numRuns: Number(process.env['PROPERTY_RUNS'] ?? 10_000),
  seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_123),
};

/** Metres east: well inside, on and about every border and ring, 300 m from one, a jump away. */
const spots = fc.constantFrom(0, 0, 60, 99, 101, 129, 131, 200, 399, 401, 480, 900, 3_000, 3_020, 20_000);
const pauses = fc.constantFrom(10, 30, 60, 60, 60, 119, 120, 121, 299, 300, 600, 601, 700, 3_000);

/** Stays and drives: some fixes about one spot, at one rhythm, then the next spot. */
const tracks = fc
  .array(
    fc.record({
      spot: spots,
      pause: pauses,
      jitters: fc.array(fc.constantFrom(0, 0, 0, 3, -3, 35, -35, 5_000), { minLength: 1, maxLength: 7 }),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((legs) => {
    let seconds = 1_800;
    return legs.flatMap(({ spot, pause, jitters }) =>
      jitters.map((jitter) => seen((seconds += pause), spot + jitter, Math.abs(jitter) % 100)),
    );
  });

const fences = fc.constantFrom(
  circle(0, 100),
  circle(0, 130),
  square(40, 60),
  circle(150, 300),
  circle(3_000, 50),
);

/** What becomes known about places meanwhile: one more, or one that has another fence (or none) from a time on. */
const news = fc.record({
  afterSlice: fc.nat({ max: 30 }),
  place: fc.constantFrom('a', 'b', 'c'),
  fence: fc.option(fences, { freq: 4 }),
  fromSeconds: fc.nat({ max: 12_000 }),
});

const scenarios = fc
  .record({
    track: tracks,
    places: fc.uniqueArray(
      fc.tuple(fc.constantFrom('a', 'b'), fences).map(([id, fence]) => placeOf(id, fence)),
      { selector: ({ id }) => id, maxLength: 2 },
    ),
    news: fc.array(news, { maxLength: 2 }),
    budget: fc.record({
      fixesMax: fc.integer({ min: 70, max: 90 }),
      sliceSize: fc.integer({ min: 1, max: 20 }),
    }),
    sliceSize: fc.integer({ min: 1, max: 9 }),
  })
  .chain((scenario) =>
    fc.record({
      scenario: fc.constant(scenario),
      // How much later than its turn a fix comes; some come again, some have a twin of the same time elsewhere.
      delays: fc.array(fc.constantFrom(0, 0, 0, 0, 1.5, 3.5, 12.5, 60.5), {
        minLength: scenario.track.length,
        maxLength: scenario.track.length,
      }),
      copies: fc.array(fc.tuple(fc.nat({ max: scenario.track.length - 1 }), fc.nat({ max: 70 })), {
        maxLength: 5,
      }),
      twins: fc.array(
        fc.tuple(
          fc.nat({ max: scenario.track.length - 1 }),
          fc.constantFrom(-200, 40, 6_000),
          fc.nat({ max: 70 }),
        ),
        { maxLength: 2 },
      ),
    }),
  )
  .map(({ scenario, delays, copies, twins }) => {
    const { track } = scenario;
    const arrivals = [
      ...track.map((fix, index) => ({ fix, turn: index + (delays[index] ?? 0) })),
      ...copies.flatMap(([index, later]) =>
        track.slice(index, index + 1).map((fix) => ({ fix, turn: index + later })),
      ),
      ...twins.flatMap(([index, off, later]) =>
        track.slice(index, index + 1).map((fix) => ({
          fix: { ...fix, longitude: fix.longitude + off / 110_000 },
          turn: index + later,
        })),
      ),
    ]
      .sort((a, b) => a.turn - b.turn)
      .map(({ fix }) => fix);
    return { ...scenario, arrivals };
  });

const slicesOf = (fixes: readonly Sighting[], size: number): Sighting[][] =>
  Array.from({ length: Math.ceil(fixes.length / size) }, (_, index) =>
    fixes.slice(index * size, (index + 1) * size),
  );

type Truck = ReturnType<typeof onlineTruck>;

/** Another fence for a place that is known, or a place that was not known. */
const learn = (
  truck: Truck,
  places: Place[],
  { place: id, fence, fromSeconds }: typeof news extends fc.Arbitrary<infer N> ? N : never,
): Place[] => {
  const known = places.find((place) => place.id === id);
  if (known === undefined) {
    if (fence === null) return places;
    const place = placeOf(id, fence, fromSeconds);
    const next = [...places, place];
    const ofPlace = placeIndex([place]);
    truck.learn(next, ({ box }) => box !== null && ofPlace.reaches(box));
    return next;
  }
  const lastSeconds = ((known.fences.at(-1)?.fromMs ?? 0) - seen(0, 0).deviceTimeMs) / 1_000;
  const at = Math.max(fromSeconds, lastSeconds + 1);
  const changed = edited(known, at, fence);
  const next = places.map((place) => (place === known ? changed : place));
  truck.learn(next, ({ hourMs }) => hourMs + 3_600_000 > seen(at, 0).deviceTimeMs);
  return next;
};

const expectBatch = (truck: Truck, places: readonly Place[]): void => {
  const fixes = truck.fixes();
  const batch = visitsOf(fixes, places);
  expect(truck.visits().sort(compareVisits)).toEqual(batch);
  expect(truck.outliers()).toEqual(
    fixes
      .filter(
        (fix, index) => verdictOf(fixes[index - 1] ?? null, fix, fixes[index + 1] ?? null) === 'outlier',
      )
      .map(({ deviceTimeMs }) => deviceTimeMs),
  );
  // What was told of open visits may be older than the truth, and is nowhere else wrong.
  const told = [...truck.told()].sort(compareVisits);
  expect(
    told.map(({ placeId, first, status, fenceVersion }) => ({ placeId, first, status, fenceVersion })),
  ).toEqual(
    batch.map(({ placeId, first, status, fenceVersion }) => ({ placeId, first, status, fenceVersion })),
  );
  told.forEach(({ last }, index) =>
    expect(last.deviceTimeMs).toBeLessThanOrEqual(batch[index]?.last.deviceTimeMs ?? 0),
  );
};

/** A consumer that follows the messages alone; it notices what is told twice, or of nothing. */
const expectToldOnce = (truck: Truck): void => {
  let known = applyChanges([], []);
  truck.messages().forEach((message, index) => {
    expect(message.version).toBe(index + 1);
    const before = known.find(({ id }) => id === message.id);
    if ('before' in message) expect(message.before).toEqual(before);
    else if (before !== undefined) expect(message.visit.status).not.toBe(before.status);
    known = applyChanges(known, [message]);
    if (message.kind !== 'withdrawn') expect(known.find(({ id }) => id === message.id)).not.toEqual(before);
  });
  expect(known).toEqual(truck.told());
};

describe('visits online', () => {
  it('equal the batch, whatever the order, lateness and number of copies in which fixes and fences become known', () => {
    fc.assert(
      fc.property(scenarios, ({ arrivals, places: atFirst, news: later, budget, sliceSize }) => {
        let places: Place[] = [...atFirst];
        const truck = onlineTruck(places, budget);
        const slices = slicesOf(arrivals, sliceSize);
        slices.forEach((slice, nth) => {
          truck.take(slice);
          for (const one of later) if (one.afterSlice === nth) places = learn(truck, places, one);
        });
        truck.catchUp();
        expectBatch(truck, places);
        expectToldOnce(truck);

        const told = truck.messages().length;
        for (const slice of slices) truck.take(slice);
        truck.catchUp();
        expect(truck.messages()).toHaveLength(told);
      }),
      parameters,
    );
  }, 600_000);

  it('equal the batch after every slice', () => {
    fc.assert(
      fc.property(scenarios, ({ arrivals, places, budget, sliceSize }) => {
        const truck = onlineTruck(places, budget);
        for (const slice of slicesOf(arrivals, sliceSize)) {
          truck.take(slice);
          truck.catchUp();
          expectBatch(truck, places);
        }
      }),
      { ...parameters, numRuns: parameters.numRuns / 20 },
    );
  });

  it('find among many places what they find looking at each', () => {
    const anywhere = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(
        anywhere,
        fc.integer({ min: 10, max: 50_000 }),
        fc.double({ min: 0, max: 1.001, noNaN: true }),
        fc.double({ min: 0, max: 7, noNaN: true }),
        (centre, radiusM, share, bearing) => {
          const place = placeOf('a', { shape: 'circle', ...centre, radiusM });
          const point = moved(centre, radiusM * share, bearing);
          const isInside = visitsOf([{ deviceTimeMs: 0, ...point }], [place]).length === 1;
          if (isInside) expect(placeIndex([place]).around(point)).toEqual([place]);
          expect(boxesOf({ shape: 'circle', ...centre, radiusM }).every(isBox)).toBe(true);
        },
      ),
      { ...parameters, numRuns: parameters.numRuns / 10 },
    );
  });
});

const isBox = ([west, south, east, north]: Box): boolean => west <= east && south <= north;

/** The point that lies this far away in this direction (radians), along the great circle. */
const moved = (
  { latitude, longitude }: Pick<Sighting, 'latitude' | 'longitude'>,
  metres: number,
  bearing: number,
) => {
  const degree = Math.PI / 180;
  const angle = metres / 6_371_008.8;
  const [from, along] = [latitude * degree, longitude * degree];
  const to = Math.asin(
    Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(bearing),
  );
  const east =
    along +
    Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(from),
      Math.cos(angle) - Math.sin(from) * Math.sin(to),
    );
  return { latitude: to / degree, longitude: ((east / degree + 540) % 360) - 180 };
};
