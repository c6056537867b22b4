/** At most `ratePerSecond` takes a second on average, a burst of one second's worth at once. */
export class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  /** @param now a clock that never goes back, in milliseconds. */
  constructor(
    private readonly ratePerSecond: number,
    private readonly now: () => number,
  ) {
    this.tokens = ratePerSecond;
    this.filledAtMs = now();
  }

  /** Takes one. @returns 0, or the seconds until there is one again. */
  take(): number {
    const nowMs = this.now();
    const grown = ((nowMs - this.filledAtMs) / 1_000) * this.ratePerSecond;
    this.tokens = Math.min(this.ratePerSecond, this.tokens + grown);
    this.filledAtMs = nowMs;
    if (this.tokens < 1) return (1 - this.tokens) / this.ratePerSecond;
    this.tokens--;
    return 0;
  }
}
