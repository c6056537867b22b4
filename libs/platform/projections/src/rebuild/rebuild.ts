import type { TopicDefinition } from '@watch-tower/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { identifier, sql, type Database, type Session } from '@watch-tower/database';
import { severityOf } from '@watch-tower/errors';
import type { TopicReader } from '@watch-tower/kafka';
import { read, type Incoming, type Logger, type Unreadable } from '@watch-tower/messaging';
import { Registry } from 'prom-client';
import type { ReadModel, TransactionalDeadLetters } from '../projection.js';
import { lockOf, Projector } from '../projector.js';
import {
  analyze,
  emptySchema,
  guardTables,
  indicesOf,
  makeIndex,
  makeTable,
  obstaclesIn,
  replacedOf,
  shadowOf,
} from './shadow.js';
import { aheadIn, behindIn, exchange } from './swap.js';

/** Nothing was changed, and the sentence says what is in the way. */
export class RebuildRefused extends Error {
  override readonly name = 'RebuildRefused';
}

export type RebuildProgress = {
  readonly step: 'reading' | 'indexing' | 'catching up' | 'exchanging';
  readonly events: number;
};

export type RebuildResult = {
  readonly events: number;
  /** From the first record until the rebuilt one serves. */
  readonly seconds: number;
  /** For how long the read model stood still; it was read all the time. */
  readonly exchangeMs: number;
};

/** What a rebuild works with. */
export type RebuildParts = {
  /** The service's own schema, as its own role. */
  readonly database: Database;
  readonly openReader: (topic: string) => Promise<TopicReader>;
  readonly deadLettersOn: (database: Database) => TransactionalDeadLetters;
  readonly log: Logger;
  readonly onProgress: (progress: RebuildProgress) => void;
};

const sliceMessagesMax = 5_000;
const messagesAheadMax = 2 * sliceMessagesMax;
const retriesMax = 6;
/** So few records are read while the live projection waits. */
const closeEnough = 1_000;
const catchUpsMax = 20;
const exchangesMax = 20;
const pauseMs = 250;
/** No transaction of a service lasts longer. */
const lastReaderMsMax = 6_000;

/**
 * Makes a read model anew from its topic while the old one serves. It is projected by the same code into tables of the
 * same names in a schema of its own, in transactions as short as ever; at the end the live projection waits for a
 * moment, the last records are read, and the tables change places. Whatever goes wrong before leaves the old one as it
 * was, and what was begun is dropped by the next rebuild.
 * @throws RebuildRefused where it cannot be, with the reason; else what is an outage, or a fault of ours.
 */
export const rebuild = async (readModel: ReadModel, parts: RebuildParts): Promise<RebuildResult> => {
  const { database } = parts;
  const shadow = await database.openOver(shadowOf(database.schema), 4);
  try {
    const session = await shadow.session({ unhurried: true });
    try {
      await lockRebuilds(session, database.schema);
      const reader = await parts.openReader(readModel.topic.name);
      try {
        return await new Rebuild(readModel, parts, { shadow, session, reader }).run();
      } finally {
        await reader.close();
      }
    } finally {
      await session.close();
    }
  } finally {
    await shadow.close();
  }
};

const lockRebuilds = async (session: Session, schema: string): Promise<void> => {
  const [row] = await session.query<{ locked: boolean }>(
    sql`select pg_try_advisory_lock(hashtextextended(${`rebuild:${schema}`}, 0)) as locked`,
  );
  if (row?.locked !== true)
    throw new RebuildRefused(`a read model of ${schema} is being rebuilt already: one at a time`);
};

class Rebuild {
  private readonly projector: Projector;
  /** Twice the same: what is projected for one is no reason to wait for the other. */
  private readonly lanes: readonly ReadModel[];
  private readonly startedAtMs = performance.now();
  private events = 0;

  constructor(
    private readonly readModel: ReadModel,
    private readonly parts: RebuildParts,
    private readonly own: {
      readonly shadow: Database;
      readonly session: Session;
      readonly reader: TopicReader;
    },
  ) {
    const { shadow } = own;
    const { log, deadLettersOn } = parts;
    this.projector = new Projector(shadow, deadLettersOn(shadow), log, new Registry(), sliceMessagesMax);
    const made: ReadModel = {
      ...readModel,
      apply: async (tx, messages) => void (await (readModel.anew ?? readModel).apply(tx, messages)),
    };
    this.lanes = [{ ...made }, { ...made }];
  }

  async run(): Promise<RebuildResult> {
    const { database } = this.parts;
    const { schema } = database;
    const { tables } = this.readModel;
    await this.refuseWhatCannotBe();
    await emptySchema(database, shadowOf(schema));
    await emptySchema(database, replacedOf(schema));
    const indices = await indicesOf(database, tables);
    for (const table of [...tables, ...guardTables]) await makeTable(database, schema, table);

    await this.catchUp('reading');
    for (const statement of indices) {
      this.tell('indexing');
      await makeIndex(this.own.session, statement);
    }
    for (const table of [...tables, ...guardTables]) await analyze(this.own.session, table);
    await this.comeClose();
    const exchangeMs = await this.exchange();
    const seconds = (performance.now() - this.startedAtMs) / 1_000;
    await this.dropReplaced().catch((error: unknown) =>
      this.parts.log.warn({ err: error }, 'what was replaced stands still: the next rebuild drops it'),
    );
    return { events: this.events, seconds, exchangeMs };
  }

  /** Its topic must hold every subject from its beginning, and its tables nothing that a copy would lack. */
  private async refuseWhatCannotBe(): Promise<void> {
    const { topic, tables, shownDays = Infinity } = this.readModel;
    if (typeof topic.kept === 'object' && shownDays > topic.kept.days)
      throw new RebuildRefused(`${topic.name} is kept for ${topic.kept.days} days: what came before is gone`);
    const [gone] = (await this.own.reader.bounds()).filter(({ low }) => low > 0n);
    if (topic.kept === 'forever' && gone !== undefined)
      throw new RebuildRefused(
        `the beginning of ${topic.name} is gone: partition ${gone.partition} begins at offset ${gone.low}`,
      );
    const { database } = this.parts;
    const obstacles = await obstaclesIn(database, database.schema, tables);
    if (obstacles.length > 0)
      throw new RebuildRefused(`a rebuild would not copy all of it: ${obstacles.join(', ')}`);
  }

  /** Reads to the end that the topic has now: while PostgreSQL writes a slice, the next ones are read. */
  private async catchUp(step: RebuildProgress['step']): Promise<void> {
    const ahead: { readonly count: number; readonly done: Promise<void> }[] = [];
    let waiting = 0;
    for await (const records of this.own.reader.toEnd()) {
      const lane = this.lanes[(records[0]?.partition ?? 0) % this.lanes.length] ?? this.readModel;
      for (let from = 0; from < records.length; from += sliceMessagesMax) {
        const slice = records.slice(from, from + sliceMessagesMax);
        const done = this.project(
          lane,
          slice.map((received) => read(lane.topic, received)),
        );
        // It is awaited below, in its turn.
        done.catch(() => undefined);
        ahead.push({ count: slice.length, done });
        waiting += slice.length;
        while (waiting > messagesAheadMax) {
          const [first] = ahead.splice(0, 1);
          await first?.done;
          waiting -= first?.count ?? 0;
        }
      }
      this.events += records.length;
      this.tell(step);
    }
    await Promise.all(ahead.map(({ done }) => done));
  }

  /** What took too long for a transaction, or met an outage, is tried again in halves. */
  private async project(
    lane: ReadModel,
    messages: readonly (Incoming<TopicDefinition> | Unreadable)[],
    attempt = 0,
  ): Promise<void> {
    try {
      await this.projector.project(lane, messages);
    } catch (error) {
      if (severityOf(error) === 'fault' || attempt === retriesMax) throw error;
      await pause(pauseMs * 2 ** attempt);
      const middle = Math.ceil(messages.length / 2);
      await this.project(lane, messages.slice(0, middle), attempt + 1);
      if (middle < messages.length) await this.project(lane, messages.slice(middle), attempt + 1);
    }
  }

  private async comeClose(): Promise<void> {
    for (let round = 0; round < catchUpsMax; round += 1) {
      if ((await this.own.reader.remaining()) <= closeEnough) return;
      this.tell('catching up');
      await this.catchUp('catching up');
    }
  }

  /** @returns for how many milliseconds the live projection waited. */
  private async exchange(): Promise<number> {
    for (let attempt = 1; ; attempt += 1) {
      this.tell('exchanging');
      try {
        return await this.exchangeOnce();
      } catch (error) {
        if (severityOf(error) === 'fault' || attempt === exchangesMax) throw error;
        await pause(pauseMs);
      }
    }
  }

  private async exchangeOnce(): Promise<number> {
    const { database } = this.parts;
    const { name, topic, tables } = this.readModel;
    const partitions = Array.from({ length: topic.partitions }, (_, partition) => partition);
    let startedAtMs = performance.now();
    await database.transaction(async (tx) => {
      await tx.lockSubjects(
        partitions.map((partition) => lockOf(database.schema, name, topic.name, partition)),
      );
      startedAtMs = performance.now();
      // Nothing is projected now but this: what the live one has read, stands before the end of the topic.
      await this.catchUp('exchanging');
      if (!this.own.session.isOpen) throw new Error('the lock on rebuilds was lost');
      const mayLackSubjects = typeof topic.kept === 'object';
      const what = { schema: database.schema, projection: name, tables, mayLackSubjects };
      const behind = await behindIn(tx, what);
      if (behind.length > 0)
        throw new RebuildRefused(`it would know less than the one that serves, e.g. of ${behind.join(', ')}`);
      const ahead = await aheadIn(tx, what);
      await exchange(tx, what);
      await this.readModel.anew?.exchanged(tx, identifier(replacedOf(database.schema)));
      // Written once more: whoever follows by the transactions that wrote rows hears of what these came to know.
      for (const stale of [false, true]) {
        const subjects = ahead.filter(({ waits }) => waits === stale).map(({ subject }) => subject);
        if (subjects.length > 0) await this.readModel.markStale?.(tx, subjects, stale);
      }
    });
    return performance.now() - startedAtMs;
  }

  /** Whoever began to read before the exchange still reads what was replaced. */
  private async dropReplaced(): Promise<void> {
    const { session } = this.own;
    const [clock] = await session.query<{ now: Date }>(sql`select clock_timestamp() as now`);
    const deadlineMs = performance.now() + lastReaderMsMax;
    const reads = (): Promise<object[]> =>
      session.query(sql`
        select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and xact_start <= ${clock?.now}`);
    while (performance.now() < deadlineMs && (await reads()).length > 0) await pause(pauseMs);
    const { schema } = this.parts.database;
    await emptySchema(session, replacedOf(schema));
    await emptySchema(session, shadowOf(schema));
  }

  private tell(step: RebuildProgress['step']): void {
    this.parts.onProgress({ step, events: this.events });
  }
}
