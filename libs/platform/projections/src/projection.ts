import type { TopicDefinition } from '@watch-tower/contracts';
import type { Quoted, Transaction } from '@watch-tower/database';
import type { DeadLetter, Incoming } from '@watch-tower/messaging';

/**
 * A read model, as the projector keeps it. A subject is the key of its records: the id whose order matters.
 */
export type Projection<T extends TopicDefinition = TopicDefinition> = {
  /** Unique in its schema; a new name reads everything anew. */
  readonly name: string;
  readonly topic: T;
  /** The consumer group that reads for it: its poison is dead-lettered under this name. */
  readonly group: string;
  /**
   * Writes in bulk. Each message comes exactly once, a subject's in order: contiguous on a topic of events, of a topic
   * of state only the newest. On a topic without versions nothing tells a copy: each comes at least once.
   */
  apply(tx: Transaction, messages: readonly Incoming<T>[]): Promise<void> | void;
  /** Shows on the rows of subjects, where they have any, that they wait for a message. */
  markStale?(tx: Transaction, subjects: readonly string[], stale: boolean): Promise<void>;
};

/** A projection whose tables hold nothing but what its topic says: they can be thrown away and made anew. */
export type ReadModel<T extends TopicDefinition = TopicDefinition> = Projection<T> & {
  readonly tables: readonly string[];
  /** It shows nothing older than so many days: a topic that is kept for as long holds enough of it. */
  readonly shownDays?: number;
  /** How it is made anew where `apply` sets off more than its tables: that is done once, by what comes out otherwise. */
  readonly anew?: {
    /** Writes the tables and nothing else. */
    apply(tx: Transaction, messages: readonly Incoming<T>[]): unknown;
    /**
     * Sets off what differs, in the transaction that exchanges the tables; `differentRows` finds it.
     * @param replaced the schema in which the old tables stand.
     */
    exchanged(tx: Transaction, replaced: Quoted): Promise<void>;
  };
};

/** Dead letters that are written in the transaction that parks their keys. */
export type TransactionalDeadLetters = {
  writeIn(tx: Transaction, letters: readonly DeadLetter[]): Promise<void>;
};
