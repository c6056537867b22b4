import type { OutgoingRecord, Publisher } from '@watch-tower/messaging';

/** A broker that keeps what it is given. `refuse` makes the coming attempts fail until it returns undefined. */
export class RecordingPublisher implements Publisher {
  readonly records: OutgoingRecord[] = [];
  attempts = 0;
  refuse: (records: readonly OutgoingRecord[]) => Error | undefined = () => undefined;

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.attempts += 1;
    const refusal = this.refuse(records);
    if (refusal !== undefined) throw refusal;
    this.records.push(...records);
  }

  /** The values of a key's records, in the order in which they came. */
  valuesOf(key: string): string[] {
    return this.records.filter((record) => record.key === key).map(({ value }) => value);
  }
}
