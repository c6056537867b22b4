import fc from 'fast-check';
import { passingClock } from './testing/passing-clock.js';
import { TokenBucket } from './token-bucket.js';

const never = new AbortController().signal;

/** The most of these moments that fall in one window. */
const mostInAWindow = (momentsMs: readonly number[], windowMs: number): number =>
  Math.max(
    ...momentsMs.map((fromMs) => momentsMs.filter((ms) => ms >= fromMs && ms < fromMs + windowMs).length),
  );

describe('the token bucket', () => {
  it('never lets more through in a window than the limit, whatever the pauses between requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 }),
        async (requestsMax, gapsMs) => {
          const clock = passingClock();
          const bucket = new TokenBucket({ requestsMax, windowMs: 1_000 }, clock);
          const sentAtMs: number[] = [];
          for (const gapMs of gapsMs) {
            await clock.pause(gapMs);
            await bucket.take(never);
            sentAtMs.push(clock.now());
          }
          expect(mostInAWindow(sentAtMs, 1_000)).toBeLessThanOrEqual(Math.max(2, requestsMax));
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });

  it('uses most of the limit when there is much to send', async () => {
    const clock = passingClock();
    const bucket = new TokenBucket({ requestsMax: 100, windowMs: 1_000 }, clock);
    for (let sent = 0; sent < 1_000; sent += 1) await bucket.take(never);
    expect(clock.now()).toBeLessThan(11_500);
    expect(clock.now()).toBeGreaterThan(10_000);
  });

  it('lets nothing through while it is closed, and not all at once afterwards', async () => {
    const clock = passingClock();
    const bucket = new TokenBucket({ requestsMax: 10, windowMs: 1_000 }, clock);
    await bucket.take(never);
    bucket.close(5_000);
    const sentAtMs: number[] = [];
    for (let sent = 0; sent < 20; sent += 1) {
      await bucket.take(never);
      sentAtMs.push(clock.now());
    }
    expect(sentAtMs[0]).toBe(5_000);
    expect(mostInAWindow(sentAtMs, 1_000)).toBeLessThanOrEqual(10);
  });

  it('says how long it made a request wait', async () => {
    const clock = passingClock();
    const bucket = new TokenBucket({ requestsMax: 11, windowMs: 1_000 }, clock);
    expect(await bucket.take(never)).toBe(0);
    expect(await bucket.take(never)).toBe(100);
  });
});
