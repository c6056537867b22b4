/** Something to do may have come: rings are counted as one until somebody waits for them. */
export class WakeSignal {
  private rung = false;
  private ended: (() => void) | undefined;

  /** Whether it rang since somebody waited last. */
  get isRung(): boolean {
    return this.rung;
  }

  ring(): void {
    this.rung = true;
    this.ended?.();
  }

  /** Waits for a ring, one that came before included, or for the time. @returns whether it rang. */
  async wait(timeoutMs: number): Promise<boolean> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.ended = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.ended = undefined;
    }
    const rung = this.rung;
    this.rung = false;
    return rung;
  }
}
