/** One fix, by truck and device time: the key under which it may count once. */
export type FixKey = `${string}@${number}`;

export const fixKey = (truckId: string, deviceTimeMs: number): FixKey => `${truckId}@${deviceTimeMs}`;

/** What became of a request, as its sender knows: `unknown` where no answer came. */
export type Answered = 'accepted' | 'refused' | 'unknown';

/** The outside's own book: what was attempted and what was answered, kept apart from the system under test. */
export class Ledger {
  readonly fixes = new Map<FixKey, Answered>();
  /** Trips by the Idempotency-Key of the command that creates them; the id once an answer named it. */
  readonly trips = new Map<string, { answered: Answered; tripId?: string }>();
  readonly commandMs: number[] = [];
  readonly statuses = new Map<number, number>();

  noteFixes(keys: readonly FixKey[], answered: Answered): void {
    for (const key of keys) if (this.fixes.get(key) !== 'accepted') this.fixes.set(key, answered);
  }

  noteTrip(key: string, answered: Answered, tripId?: string): void {
    const known = this.trips.get(key);
    if (known?.answered === 'accepted') return;
    this.trips.set(key, { answered, ...(tripId === undefined ? {} : { tripId }) });
  }

  noteStatus(status: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  acceptedFixes(): FixKey[] {
    return [...this.fixes].flatMap(([key, answered]) => (answered === 'accepted' ? [key] : []));
  }

  acceptedTripIds(): string[] {
    return [...this.trips.values()].flatMap(({ answered, tripId }) =>
      answered === 'accepted' && tripId !== undefined ? [tripId] : [],
    );
  }

  count(answered: Answered): number {
    const of = (values: Iterable<Answered>) => [...values].filter((one) => one === answered).length;
    return of(this.fixes.values()) + of([...this.trips.values()].map((trip) => trip.answered));
  }
}

/** A quantile of some figures, by the nearest rank; 0 of none. */
export const quantile = (figures: readonly number[], share: number): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
};
