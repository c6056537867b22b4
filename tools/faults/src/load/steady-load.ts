export type SteadyLoadOptions = {
  /** What `send` adds up to, per second. */
  readonly perSecond: number;
  /** So many requests without an answer, and nothing more is sent until some have one. */
  readonly underWayMax: number;
  /** Sends a little more by way of `track`. @returns how much. */
  readonly send: () => number;
};

const lookEveryMs = 5;

/** Sends at a steady rate, whatever comes back, until it is stopped. */
export class SteadyLoad {
  private stopped = false;
  private readonly underWay = new Set<Promise<void>>();
  private pacing: Promise<void> = Promise.resolve();

  constructor(private readonly options: SteadyLoadOptions) {}

  start(): void {
    this.pacing = this.pace();
  }

  /** Sends nothing more and waits for the answers that are under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.pacing;
    await Promise.all(this.underWay);
  }

  track(request: Promise<void>): void {
    this.underWay.add(request);
    void request.finally(() => this.underWay.delete(request));
  }

  private async pace(): Promise<void> {
    const { perSecond, underWayMax, send } = this.options;
    const startMs = performance.now();
    let sent = 0;
    while (!this.stopped) {
      const due = ((performance.now() - startMs) / 1_000) * perSecond;
      while (sent < due && this.underWay.size < underWayMax) sent += send();
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  }
}
