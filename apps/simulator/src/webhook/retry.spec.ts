import fc from 'fast-check';
import { backoffMs, readAnswer } from './retry.js';

const now = Date.UTC(2026, 10, 23, 6);

describe('an answer', () => {
  it.each([200, 202, 204])('%i is taken', (status) => {
    expect(readAnswer(status, undefined, now)).toEqual({ kind: 'accepted' });
  });
  it.each([400, 413, 415, 422])('%i refuses the message for good', (status) => {
    expect(readAnswer(status, undefined, now)).toEqual({ kind: 'refused', status });
  });
  it.each([301, 401, 403, 404, 408, 429, 500, 502, 503, 504])('%i is tried again', (status) => {
    expect(readAnswer(status, undefined, now).kind).toBe('retry');
  });
  it.each([
    ['7', 7000],
    ['Mon, 23 Nov 2026 06:00:09 GMT', 9000],
    ['Mon, 23 Nov 2026 05:00:00 GMT', 0],
    ['99999', 300_000],
    ['soon', undefined],
  ])('honours Retry-After: %s', (header, waitMs) => {
    const answer = readAnswer(503, header, now);
    expect(answer.kind === 'retry' && answer.retryAfterMs).toBe(waitMs);
  });
});

describe('backoff', () => {
  it('grows, is bounded, and is never shorter than Retry-After', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.nat(300_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tries, after, chance) => {
          expect(backoffMs(tries, after, chance)).toBeGreaterThanOrEqual(after);
          expect(backoffMs(tries, undefined, chance)).toBeLessThanOrEqual(15_000);
          expect(backoffMs(tries, undefined, chance)).toBeGreaterThanOrEqual(100);
        },
      ),
      { seed: 20_261_126 },
    );
    expect(backoffMs(4, undefined, 1)).toBe(1600);
  });
});
