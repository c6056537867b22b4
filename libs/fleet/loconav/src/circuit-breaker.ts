import type { Clock } from './clock.js';

/** `closed` lets everything through, `open` nothing, `half_open` one request to see whether it is over. */
export type CircuitState = 'closed' | 'open' | 'half_open';

export type CircuitLimits = {
  /** Failures in a row after which it opens. */
  readonly failuresMax: number;
  /** How long it then lets nothing through. */
  readonly openMs: number;
};

/** Spares a service that is away, and those who wait for it. */
export class CircuitBreaker {
  private failures = 0;
  private openUntilMs: number | undefined;
  private probing = false;

  constructor(
    private readonly limits: CircuitLimits,
    private readonly clock: Clock,
  ) {}

  get state(): CircuitState {
    if (this.openUntilMs === undefined) return 'closed';
    return this.probing || this.clock.now() >= this.openUntilMs ? 'half_open' : 'open';
  }

  /** Whether a request may go out now. Who is let through says how it ended. */
  admits(): boolean {
    const { state } = this;
    if (state === 'closed') return true;
    if (state === 'open' || this.probing) return false;
    this.probing = true;
    return true;
  }

  /** An answer came, whatever it said. */
  succeeded(): void {
    this.failures = 0;
    this.openUntilMs = undefined;
    this.probing = false;
  }

  /** No answer, or the answer that it fails. */
  failed(): void {
    this.failures += 1;
    if (this.probing || this.failures >= this.limits.failuresMax) {
      this.openUntilMs = this.clock.now() + this.limits.openMs;
    }
    this.probing = false;
  }

  /** The request was given up by us, which says nothing of the service. */
  abandoned(): void {
    this.probing = false;
  }
}
