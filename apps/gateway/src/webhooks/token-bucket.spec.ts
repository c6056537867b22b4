import { TokenBucket } from './token-bucket.js';

describe('a token bucket', () => {
  it('allows a second’s worth at once, then one per interval, and says how long to wait', () => {
    let nowMs = 0;
    const bucket = new TokenBucket(2, () => nowMs);
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 0.5]);
    nowMs = 499;
    expect(bucket.take()).toBeGreaterThan(0);
    nowMs = 500;
    expect(bucket.take()).toBe(0);
    expect(bucket.take()).toBeGreaterThan(0);
  });

  it('never saves up more than a second’s worth', () => {
    let nowMs = 0;
    const bucket = new TokenBucket(2, () => nowMs);
    nowMs = 3_600_000;
    expect([bucket.take(), bucket.take(), bucket.take() > 0]).toEqual([0, 0, true]);
  });
});
