import fc from 'fast-check';
import { judgeClock, type Report } from './judge-clock.js';

const start = Date.parse('2026-11-23T08:00:00Z');

/** A report every half minute of our time: `offSeconds` is what the clock is ahead, `waySeconds` what it took. */
const reports = (
  count: number,
  offSeconds: (nth: number) => number,
  waySeconds: (nth: number) => number = () => 3,
): Report[] =>
  Array.from({ length: count }, (_, nth) => {
    const sentMs = start + nth * 30_000;
    return {
      deviceTimeMs: sentMs + offSeconds(nth) * 1_000,
      receivedAtMs: sentMs + waySeconds(nth) * 1_000,
    };
  });

const verdictOf = (some: readonly Report[]) => judgeClock(some)?.verdict;

describe('the clock of a device', () => {
  it('is not judged by a few reports', () => {
    expect(judgeClock(reports(11, () => 0))).toBeNull();
  });

  it('is right where reports come soon', () => {
    expect(judgeClock(reports(60, () => 0))).toEqual({
      verdict: 'ok',
      offSeconds: 0,
      zoneOffHours: null,
      evidence: {
        reports: 60,
        fromMs: start + 3_000,
        toMs: start + 59 * 30_000 + 3_000,
        medianLagSeconds: 3,
        lowLagSeconds: 3,
        minLagSeconds: 3,
      },
    });
  });

  it.each<[string, Report[]]>([
    ['one fix is dated tomorrow', reports(60, (nth) => (nth === 30 ? 86_400 : 0))],
    [
      'some were stored and forwarded',
      reports(
        60,
        () => 0,
        (nth) => (nth % 3 === 0 ? 7_200 : 4),
      ),
    ],
    [
      'polling brings them within five minutes',
      reports(
        60,
        () => 0,
        (nth) => 5 + ((nth * 37) % 295),
      ),
    ],
    [
      'all were stored for hours and came at once',
      reports(
        60,
        () => 0,
        (nth) => 10_800 - nth * 30,
      ),
    ],
    ['it is half a minute ahead', reports(60, () => 30)],
  ])('is right though %s', (_case, some) => {
    expect(verdictOf(some)).toBe('ok');
  });

  it.each([1, -1, 2, 5.5, -3.5, 12])('in a zone %d hours ahead is found out', (hours) => {
    const polled = reports(
      60,
      () => hours * 3_600,
      (nth) => 5 + ((nth * 37) % 295),
    );
    for (const some of [reports(60, () => hours * 3_600), polled])
      expect(judgeClock(some)).toMatchObject({ verdict: 'zone_off', zoneOffHours: hours });
  });

  it.each([
    [100, 'ahead', 97],
    [2_700, 'ahead', 2_697],
    [-2_700, 'behind', -2_703],
    [30 * 3_600, 'ahead', 107_997],
  ] as const)('that is %d s ahead is %s', (offSeconds, verdict, about) => {
    expect(judgeClock(reports(60, () => offSeconds))).toMatchObject({
      verdict,
      offSeconds: about,
      zoneOffHours: null,
    });
  });

  it.each([5, -5])('that gains %d s with each report drifts', (seconds) => {
    expect(verdictOf(reports(60, (nth) => nth * seconds))).toBe('drifting');
  });

  it('is judged the same in whatever order the reports are given', () => {
    const some = fc.array(
      fc.record({ off: fc.integer({ min: -7_200, max: 7_200 }), way: fc.integer({ min: 0, max: 4_000 }) }),
      { minLength: 12, maxLength: 60 },
    );
    const shuffled = some.chain((ones) => {
      const inOrder = reports(
        ones.length,
        (nth) => ones[nth]?.off ?? 0,
        (nth) => ones[nth]?.way ?? 0,
      );
      return fc.tuple(fc.constant(inOrder), fc.shuffledSubarray(inOrder, { minLength: inOrder.length }));
    });
    fc.assert(
      fc.property(shuffled, ([inOrder, other]) => {
        expect(judgeClock(other)).toEqual(judgeClock(inOrder));
      }),
      { seed: 4 },
    );
  });

  it('that is right is never found ahead, however long the ways are', () => {
    const ways = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(ways, (some) => {
        const judged = judgeClock(
          reports(
            some.length,
            () => 0,
            (nth) => some[nth] ?? 0,
          ),
        );
        expect(judged?.verdict).not.toBe('ahead');
        expect(judged?.zoneOffHours ?? 0).toBeLessThanOrEqual(0);
      }),
      { seed: 4 },
    );
  });
});
