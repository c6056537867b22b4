import type { Clock } from './clock.js';

/** So many requests in a window that rolls. */
export type RateLimit = { readonly requestsMax: number; readonly windowMs: number };

/** A share of the limit may go out at once; the rest comes back evenly over the window. */
const burstShare = 0.1;

/**
 * Lets through at most `requestsMax` requests in any window, in the order in which they ask: a burst and what
 * comes back within a window are the limit together. Kept as the moment at which the bucket would be full
 * again (the generic cell rate algorithm).
 */
export class TokenBucket {
  private readonly intervalMs: number;
  private readonly burstMs: number;
  private fullAtMs = -Infinity;
  private closedUntilMs = -Infinity;

  constructor(
    { requestsMax, windowMs }: RateLimit,
    private readonly clock: Clock,
  ) {
    const burst = Math.max(1, Math.floor(requestsMax * burstShare));
    this.intervalMs = windowMs / Math.max(1, requestsMax - burst);
    this.burstMs = (burst - 1) * this.intervalMs;
  }

  /**
   * Takes a token, once there is one.
   * @returns for how many milliseconds it had to wait.
   */
  async take(signal: AbortSignal): Promise<number> {
    const askedAtMs = this.clock.now();
    for (;;) {
      const readyAtMs = this.reserve();
      while (this.clock.now() < readyAtMs)
        await this.clock.pause(Math.ceil(readyAtMs - this.clock.now()), signal);
      // Closed meanwhile: what was reserved before no longer counts.
      if (this.clock.now() >= this.closedUntilMs) return this.clock.now() - askedAtMs;
    }
  }

  /** Lets nothing through for so long: the other side says that it was too much. */
  close(forMs: number): void {
    this.closedUntilMs = Math.max(this.closedUntilMs, this.clock.now() + forMs);
  }

  private reserve(): number {
    const fromMs = Math.max(this.fullAtMs, this.clock.now(), this.closedUntilMs);
    this.fullAtMs = fromMs + this.intervalMs;
    return Math.max(fromMs - this.burstMs, this.closedUntilMs);
  }
}
