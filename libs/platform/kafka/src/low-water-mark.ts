/** A stretch of a partition that is handled as one: everything below `end` that no earlier one covers. */
export type Stretch = { readonly end: bigint; finished: boolean };

/**
 * The offset below which everything is handled, where stretches begin in order and end in any order. Only
 * this may be committed: what lies above it and is done will be delivered again after a crash.
 */
export class LowWaterMark {
  readonly #open: Stretch[] = [];
  #value: bigint | undefined;

  /** The offset to commit; undefined until something is handled. */
  get value(): bigint | undefined {
    return this.#value;
  }

  begin(end: bigint): Stretch {
    const stretch = { end, finished: false };
    this.#open.push(stretch);
    return stretch;
  }

  finish(stretch: Stretch): void {
    stretch.finished = true;
    while (this.#open[0]?.finished === true) this.#value = this.#open.shift()?.end;
  }
}
