import type { TopicDefinition } from '@watch-tower/contracts';
import type { Database, Transaction } from '@watch-tower/database';
import { severityOf } from '@watch-tower/errors';
import { mergedSlices, read, type Incoming, type Logger, type Unreadable } from '@watch-tower/messaging';
import { Counter, type Registry } from 'prom-client';
import {
  sortOut,
  subjectOf,
  type Arrival,
  type Failed,
  type Known,
  type Sorted,
  type ToPark,
} from './guard.js';
import type { Projection, TransactionalDeadLetters } from './projection.js';
import { knownOf, moveTo, park, unpark, waitingOf } from './store.js';

const subjectsLoggedMax = 10;
const messagesAtOnceMax = 1_000;

/** What whoever projects a partition holds, one at a time. */
export const lockOf = (schema: string, projection: string, topic: string, partition: number): string =>
  `projection:${schema}:${projection}:${topic}:${partition}`;

/**
 * Keeps read models true to their topics: every message of a subject once and in order, whatever copies,
 * gaps and poison the topic holds. A subject whose next version is missing or cannot be read is parked: what
 * follows waits beside it and its row shows that it is stale, while all others go on. When the version
 * arrives after all (a replay puts it at a new offset), it is applied, and what waited after it.
 */
export class Projector {
  private readonly together = new WeakMap<object, (messages: readonly unknown[]) => Promise<void>>();
  private readonly counters: Record<'applied' | 'parked' | 'poison', Counter<'projection'>>;

  constructor(
    private readonly database: Database,
    private readonly deadLetters: TransactionalDeadLetters,
    private readonly log: Logger,
    metrics: Registry,
    private readonly messagesMax = messagesAtOnceMax,
  ) {
    const counter = (name: string, help: string): Counter<'projection'> =>
      new Counter({ name, help, labelNames: ['projection'], registers: [metrics] });
    this.counters = {
      applied: counter('watchtower_projection_applied_total', 'Messages applied to a read model'),
      parked: counter(
        'watchtower_projection_parked_total',
        'Messages that had to wait for an earlier one of their subject',
      ),
      poison: counter('watchtower_projection_poison_total', 'Messages that could not be read or applied'),
    };
  }

  /**
   * Takes a slice of one partition, together with those of others that wait: one transaction, unless something
   * must be set apart or drained.
   * @throws what is an outage or transient; a fault parks the message it comes from.
   */
  project<T extends TopicDefinition>(
    projection: Projection<T>,
    messages: readonly (Incoming<T> | Unreadable)[],
  ): Promise<void> {
    let together = this.together.get(projection);
    if (together === undefined) {
      // What waits for a projection is what was given to it.
      together = mergedSlices(
        (arrivals) => this.projectAll(projection, arrivals as readonly Arrival<T>[]),
        this.messagesMax,
      );
      this.together.set(projection, together);
    }
    return together(messages);
  }

  private async projectAll<T extends TopicDefinition>(
    projection: Projection<T>,
    messages: readonly Arrival<T>[],
  ): Promise<void> {
    let free = await this.settle(projection, messages);
    while (free.length > 0) {
      const waiting = await waitingOf(this.database, projection.name, free);
      if (waiting.length === 0) return;
      const drained = new Set(waiting.map(subjectOf));
      const next = await this.settle(
        projection,
        waiting.map((received) => read(projection.topic, received)),
      );
      free = [...free.filter((subject) => !drained.has(subject)), ...next];
    }
  }

  /** @returns the subjects whose next version is parked and can be read. */
  private async settle<T extends TopicDefinition>(
    projection: Projection<T>,
    arrivals: readonly Arrival<T>[],
  ): Promise<string[]> {
    const [first, second] = arrivals;
    if (first === undefined) return [];
    try {
      return await this.database.transaction((tx) => this.take(tx, projection, arrivals));
    } catch (error) {
      if (severityOf(error) !== 'fault' || (second === undefined && !first.readable)) throw error;
      if (second === undefined) return this.settle(projection, [failed(first, error)]);
    }
    // Halves find the one at fault in few steps; the others of its slice must not suffer.
    const middle = Math.ceil(arrivals.length / 2);
    const free = [
      ...(await this.settle(projection, arrivals.slice(0, middle))),
      ...(await this.settle(projection, arrivals.slice(middle))),
    ];
    return [...new Set(free)];
  }

  private async take<T extends TopicDefinition>(
    tx: Transaction,
    projection: Projection<T>,
    arrivals: readonly Arrival<T>[],
  ): Promise<string[]> {
    const { name, topic } = projection;
    // After a rebalance the former owner of a partition may still be at work on it.
    const partitions = new Set(arrivals.map(({ received }) => received.partition));
    const { schema } = this.database;
    const locks = [...partitions].map((partition) => lockOf(schema, name, topic.name, partition));
    const [, known] = await Promise.all([
      tx.lockSubjects(locks),
      knownOf(tx, name, subjectsOf(topic, arrivals)),
    ]);
    const sorted = sortOut(topic, known, arrivals);
    const { group } = projection;
    if (sorted.apply.length > 0) await projection.apply(tx, sorted.apply);
    if (sorted.versions.size > 0) moveTo(tx, name, sorted.versions);
    if (sorted.park.length > 0) park(tx, name, sorted.park);
    await this.deadLetters.writeIn(
      tx,
      sorted.poison.map((poison) => ({ group, attempts: 1, ...poison })),
    );
    tx.afterCommit(() => this.count(name, sorted));
    return this.markAndFree(tx, projection, known, sorted);
  }

  /** Shows who waits and who no longer does. @returns who can go on at once. */
  private async markAndFree<T extends TopicDefinition>(
    tx: Transaction,
    projection: Projection<T>,
    known: ReadonlyMap<string, Known>,
    sorted: Sorted<T>,
  ): Promise<string[]> {
    const waitedBefore = new Set(
      [...known].filter(([, { parkedFirst }]) => parkedFirst !== null).map(([name]) => name),
    );
    const concerned = new Set([...waitedBefore, ...sorted.park.map(({ subject }) => subject)]);
    if (concerned.size === 0) return [];
    const waiting = await unpark(tx, projection.name, [...concerned]);
    const waitsNow = new Set(waiting.map(({ subject }) => subject));
    const stale = [...waitsNow].filter((subject) => !waitedBefore.has(subject));
    const healed = [...waitedBefore].filter((subject) => !waitsNow.has(subject));
    if (stale.length > 0) await projection.markStale?.(tx, stale, true);
    if (healed.length > 0) await projection.markStale?.(tx, healed, false);
    tx.afterCommit(() => this.tell(projection.name, stale, healed, sorted.park));
    return waiting.filter(({ canGoOn }) => canGoOn).map(({ subject }) => subject);
  }

  private count<T extends TopicDefinition>(projection: string, sorted: Sorted<T>): void {
    const waiting = sorted.park.filter(({ reason }) => reason === null).length;
    this.counters.applied.inc({ projection }, sorted.apply.length);
    this.counters.parked.inc({ projection }, waiting);
    this.counters.poison.inc({ projection }, sorted.poison.length);
  }

  private tell(projection: string, stale: string[], healed: string[], parked: readonly ToPark[]): void {
    const some = (subjects: string[]): object => ({
      projection,
      subjects: subjects.slice(0, subjectsLoggedMax),
      count: subjects.length,
    });
    const reason = parked.find((record) => record.reason !== null)?.reason ?? 'a version is missing';
    if (stale.length > 0) this.log.warn({ ...some(stale), reason }, 'subjects are parked and shown as stale');
    if (healed.length > 0) this.log.info(some(healed), 'parked subjects are complete again');
  }
}

/** Those of which a version may be known. */
const subjectsOf = <T extends TopicDefinition>(topic: T, arrivals: readonly Arrival<T>[]): string[] => {
  if (topic.versions === 'none') return [];
  const subjects = new Set(arrivals.map(({ received }) => subjectOf(received)));
  return [...subjects].filter((subject) => subject !== null);
};

const failed = (message: { received: Unreadable['received'] }, error: unknown): Failed => ({
  readable: false,
  received: message.received,
  reason: error instanceof Error ? error.message : String(error),
  kind: error instanceof Error ? error.name : 'Error',
});
