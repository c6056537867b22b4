import type { Admin } from 'kafkajs';
import { createClient, retryOnce, type Connection } from './client.js';
import { endsWithin } from './waiting.js';

/** Where a group stands in one partition. `committed` is undefined where it never committed. */
export type Position = {
  readonly topic: string;
  readonly partition: number;
  /** The first offset that is still there, and the one after the last. */
  readonly low: bigint;
  readonly high: bigint;
  readonly committed: bigint | undefined;
};

const answerMsMax = 8_000;

/** What the broker says of topics and groups, over one connection that is made anew after a failure. */
export class BrokerView {
  #admin: Promise<Admin> | undefined;

  constructor(private readonly connection: Connection) {}

  /** @throws where the broker does not answer, or does not know a topic. */
  positions(groupId: string, topics: readonly string[]): Promise<Position[]> {
    return this.#ask(async (admin) => {
      const committed = new Map<string, bigint>();
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...topics] }))
        for (const { partition, offset } of partitions)
          if (BigInt(offset) >= 0n) committed.set(`${topic}[${partition}]`, BigInt(offset));
      const positions: Position[] = [];
      for (const topic of topics)
        for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
          positions.push({
            topic,
            partition,
            low: BigInt(low),
            high: BigInt(high),
            committed: committed.get(`${topic}[${partition}]`),
          });
      return positions;
    });
  }

  /** @throws where the broker does not answer, or the group has members. */
  deleteGroup(groupId: string): Promise<void> {
    return this.#ask(async (admin) => void (await admin.deleteGroups([groupId])));
  }

  async close(): Promise<void> {
    const admin = this.#admin;
    this.#admin = undefined;
    await admin?.then((connected) => connected.disconnect()).catch(() => undefined);
  }

  async #ask<Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    try {
      const answer = (this.#admin ??= this.#connect()).then(question);
      // kafkajs times only what it has sent: a request that waits in its queue would be waited for for ever.
      if (!(await endsWithin(answer, answerMsMax))) throw new Error(`no answer within ${answerMsMax} ms`);
      return await answer;
    } catch (error) {
      // The next question begins with a connection of its own; how this one ends is of no interest.
      void this.close();
      throw error;
    }
  }

  async #connect(): Promise<Admin> {
    const admin = createClient(this.connection, { requestTimeoutMs: 5_000, retry: retryOnce }).admin();
    await admin.connect();
    return admin;
  }
}
