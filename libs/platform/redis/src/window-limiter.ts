import type { Redis } from 'ioredis';

/** Counts and starts the window in one step: a window without an end would lock its key for ever. */
const countInWindow = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }
`;

export type Allowance = { readonly allowed: boolean; readonly retryAfterMs: number };

/** At most `limit` takes of one key in a window that begins with the first of them; shared by all processes. */
export class WindowLimiter {
  constructor(
    private readonly redis: Redis,
    private readonly options: { readonly name: string; readonly limit: number; readonly windowMs: number },
  ) {}

  /**
   * Takes one; a refused take counts too.
   * @throws whatever Redis fails with: what that means is the caller's decision.
   */
  async take(key: string): Promise<Allowance> {
    const { name, limit, windowMs } = this.options;
    const answer = await this.redis.eval(countInWindow, 1, `limit:${name}:${key}`, windowMs);
    const [count, remainingMs] = answer as [number, number];
    return { allowed: count <= limit, retryAfterMs: Math.max(remainingMs, 0) };
  }

  /** Forgets what was counted. */
  async clear(key: string): Promise<void> {
    await this.redis.del(`limit:${this.options.name}:${key}`);
  }
}
