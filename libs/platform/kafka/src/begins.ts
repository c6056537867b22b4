import type { Subscription } from '@watch-tower/messaging';
import type { Position } from './broker-view.js';
import { partitionName, type Offset } from './partitions.js';

/**
 * Where a group begins in the topics that it reads from their end, until it commits there. Without it nobody could
 * tell what was there before from what came and was not read; and a consumer that is built anew before its first
 * commit would begin at the end again, and miss what came in between.
 */
export class Begins {
  readonly topics: readonly string[];
  readonly #offsets = new Map<string, bigint>();

  constructor(subscriptions: readonly Subscription[]) {
    this.topics = subscriptions.filter(({ from }) => from === 'end').map(({ topic }) => topic.name);
  }

  /** Takes where these topics ended when the group began. */
  found(positions: readonly Position[]): void {
    for (const { topic, partition, high, committed } of positions)
      if (committed === undefined) this.#offsets.set(partitionName(topic, partition), high);
  }

  of(topic: string, partition: number): bigint | undefined {
    return this.#offsets.get(partitionName(topic, partition));
  }

  /** What is committed is where the group stands from now on. */
  committed(offsets: readonly Offset[]): void {
    for (const { topic, partition } of offsets) this.#offsets.delete(partitionName(topic, partition));
  }

  /** Positions as they count: what was there before the group began is nothing that it owes. */
  counted(positions: readonly Position[]): Position[] {
    return positions.map((position) => ({
      ...position,
      committed: position.committed ?? this.of(position.topic, position.partition),
    }));
  }
}
