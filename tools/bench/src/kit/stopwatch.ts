const patienceMs = 120_000;

/** Times some counted work that others do: from `start`, before any of it, to its last unit. */
export class Stopwatch {
  readonly #done = Promise.withResolvers<number>();
  #startedAtMs: number | undefined;
  #counted = 0;

  constructor(private readonly units: number) {}

  /** Only the first call counts: a group may be joined again. */
  start(): void {
    this.#startedAtMs ??= performance.now();
  }

  count(units: number): void {
    if (this.#startedAtMs === undefined)
      this.#done.reject(new Error('work was done before the clock was started'));
    this.#counted += units;
    if (this.#counted >= this.units) this.#done.resolve(performance.now());
  }

  /** @returns units per second. @throws where they were not all done within two minutes. */
  async rate(): Promise<number> {
    const late = setTimeout(() => {
      this.#done.reject(new Error(`${this.#counted} of ${this.units} were done in ${patienceMs / 1_000} s`));
    }, patienceMs);
    const endMs = await this.#done.promise.finally(() => clearTimeout(late));
    return (this.units * 1_000) / (endMs - (this.#startedAtMs ?? endMs));
  }

  get counted(): number {
    return this.#counted;
  }
}
