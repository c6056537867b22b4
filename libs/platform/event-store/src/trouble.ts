import type { Logger } from '@watch-tower/messaging';

const restMsMin = 100;

/** A backing service that fails again and again: one line when it begins, one when it ends, longer rests between. */
export class Trouble {
  private failures = 0;
  private sinceMs = 0;

  constructor(
    private readonly log: Logger,
    private readonly fields: object,
    /** What does not work, as the subject of a sentence. */
    private readonly what: string,
    private readonly restMsMax: number,
  ) {}

  /** Notes a failure. @returns how long to rest before the next attempt, in ms, with jitter. */
  failed(error: unknown): number {
    if (this.failures === 0) {
      this.sinceMs = performance.now();
      this.log.warn({ ...this.fields, err: error }, `${this.what} fails and is tried again`);
    }
    const restMs = Math.min(restMsMin * 2 ** Math.min(this.failures, 20), this.restMsMax);
    this.failures += 1;
    return restMs * (0.5 + Math.random() / 2);
  }

  over(): void {
    if (this.failures === 0) return;
    const durationMs = Math.round(performance.now() - this.sinceMs);
    this.log.info({ ...this.fields, failures: this.failures, durationMs }, `${this.what} works again`);
    this.failures = 0;
  }
}
