import type { Offset } from './partitions.js';

export type CommitterOptions = {
  /** What there is to commit now. */
  readonly collect: () => readonly Offset[];
  /** Rejects where the broker did not take it. */
  readonly commit: (offsets: readonly Offset[]) => Promise<void>;
  readonly committed: (offsets: readonly Offset[]) => void;
  readonly failed: (error: unknown) => void;
  readonly intervalMs: number;
  readonly messagesMax: number;
};

/** Commits what is handled, soon enough that a crash repeats little and seldom enough that it costs little. */
export class Committer {
  #timer: NodeJS.Timeout | undefined;
  #messages = 0;
  #closed = false;
  #flushing: Promise<void> | undefined;

  constructor(private readonly options: CommitterOptions) {}

  progressed(messages: number): void {
    this.#messages += messages;
    if (this.#messages >= this.options.messagesMax) void this.flush();
    else if (!this.#closed) this.#timer ??= setTimeout(() => void this.flush(), this.options.intervalMs);
  }

  /** Commits what there is, after a commit that is under way. Never rejects: what failed is tried next time. */
  async flush(): Promise<void> {
    while (this.#flushing !== undefined) await this.#flushing;
    const flushing = this.#flush();
    this.#flushing = flushing;
    await flushing;
    this.#flushing = undefined;
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#messages = 0;
    const offsets = this.options.collect();
    try {
      if (offsets.length === 0) return;
      await this.options.commit(offsets);
      this.options.committed(offsets);
    } catch (error) {
      this.options.failed(error);
      if (!this.#closed) this.#timer ??= setTimeout(() => void this.flush(), this.options.intervalMs);
    }
  }

  /** Sets off no commit of its own any more; `flush` still works. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
