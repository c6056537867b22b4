import { setTimeout as pause } from 'node:timers/promises';
import { sql, type Database, type Session } from '@watch-tower/database';
import {
  MessageTooLargeError,
  type Logger,
  type OutgoingRecord,
  type Publisher,
} from '@watch-tower/messaging';
import type { Registry } from 'prom-client';
import { RelayMetrics } from './relay-metrics.js';
import { RelayedTable, type RelayedRow } from './relayed-table.js';
import { Trouble } from './trouble.js';
import { WakeSignal } from './wake-signal.js';

export type RelayOptions = {
  readonly database: Database;
  readonly publisher: Publisher;
  readonly log: Logger;
  readonly metrics: Registry;
  /** The table with the outbox's columns; `outbox` unless said otherwise. */
  readonly table?: string;
  /** How often it looks by itself, and tries for the lock; 100 ms unless said otherwise. */
  readonly pollMs?: number;
};

const settleMsMax = 10;
const notifyPauseMs = 2;
const monitorMs = 2_000;
const drainMsMax = 5_000;
const paceMs = 5;

/**
 * Publishes a table in the order of its subjects, at least once. One relay at a time per table: whoever holds
 * the session lock. All that a leader does in the database goes over the connection that holds the lock, so
 * that one which has lost it can neither read nor move the cursor. It is woken by writers of its own process
 * (`wake`), by a NOTIFY that other processes send outside of their transactions (inside it costs 60 % of the
 * append rate), and looks by itself every 100 ms.
 *
 * Records that the publisher refuses by MessageTooLargeError are set aside as dead letters of the group
 * `relay.<table>`; whatever else it fails with is tried again, in order.
 */
export class Relay {
  private readonly table: RelayedTable;
  private readonly pollMs: number;
  private readonly metrics: RelayMetrics;
  private readonly signal = new WakeSignal();
  private readonly abandoned = new AbortController();
  private readonly databaseTrouble: Trouble;
  private readonly publisherTrouble: Trouble;
  private stopping = false;
  private observing = false;
  private session: Session | undefined;
  private running: Promise<void> = Promise.resolve();
  private monitor: NodeJS.Timeout | undefined;

  constructor(private readonly options: RelayOptions) {
    const { log, metrics, table = 'outbox', pollMs = 100 } = options;
    this.pollMs = pollMs;
    this.table = new RelayedTable(table);
    this.metrics = new RelayMetrics(metrics, table);
    this.databaseTrouble = new Trouble(log, { table }, "the relay's connection to PostgreSQL", 1_000);
    this.publisherTrouble = new Trouble(log, { table }, 'publishing', 5_000);
  }

  start(): void {
    this.running = this.run();
    this.monitor = setInterval(() => void this.observe(), monitorMs);
  }

  /** Something was committed. Cheap: many calls while the relay is at work are one. */
  wake(): void {
    this.signal.ring();
  }

  /** Publishes what is committed, for at most 5 s, and lets go of the lock. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.monitor);
    this.signal.ring();
    const late = new AbortController();
    const tooLate = pause(drainMsMax, true, { signal: late.signal }).catch(() => false);
    if (await Promise.race([this.running.then(() => false), tooLate]))
      this.options.log.warn({ table: this.table.name }, 'the relay stops before all is published');
    late.abort();
    this.abandoned.abort();
    await this.session?.close();
  }

  private async run(): Promise<void> {
    const { database } = this.options;
    const ring = (): void => this.signal.ring();
    while (!this.abandoned.signal.aborted) {
      try {
        this.session = await database.session({ onNotification: ring, onLost: ring });
        await this.serve(this.session);
        return;
      } catch (error) {
        if (this.stopping) return;
        await this.session?.close();
        await this.rest(this.databaseTrouble.failed(error));
      } finally {
        this.metrics.leads(false);
      }
    }
  }

  /** Waits for the lock, waking whoever holds it meanwhile, then leads until it is to stop or is cut off. */
  private async serve(session: Session): Promise<void> {
    const channel = this.table.channel(this.options.database.schema);
    // A cursor that a crash of the server puts back repeats messages; it loses none.
    await session.query(sql`set synchronous_commit = off`);
    // Else the partitions are planned anew for every read, at five times the cost of the read.
    await session.query(sql`set plan_cache_mode = force_generic_plan`);
    this.databaseTrouble.over();
    while (!(await this.table.tryLock(session, channel))) {
      if (this.stopping) return;
      if (!(await this.signal.wait(this.pollMs))) continue;
      await session.query(sql`select pg_notify(${channel}, '')`);
      await this.rest(notifyPauseMs);
    }
    await session.listen(channel);
    this.metrics.leads(true);
    await this.lead(session);
  }

  private async lead(session: Session): Promise<void> {
    let cursor = await this.table.cursor(session);
    for (;;) {
      const begunAtMs = performance.now();
      const { rows, unsettled, isFull } = await this.table.read(session, cursor);
      const last = rows.at(-1);
      if (last !== undefined) {
        await this.publish(session, rows);
        cursor = last;
        if (!isFull && !this.stopping) await this.untilWoken(begunAtMs);
      } else if (unsettled !== undefined) {
        await this.settle(session, unsettled);
      } else {
        if (this.stopping) return;
        await this.signal.wait(this.pollMs);
      }
    }
  }

  /**
   * Waits for the next commit, and begins no sooner than a moment after the last beginning: writers who commit all
   * the time would else be followed one by one, each at the price of a batch.
   */
  private async untilWoken(begunAtMs: number): Promise<void> {
    await this.signal.wait(this.pollMs);
    const restMs = begunAtMs + paceMs - performance.now();
    if (restMs > 0) await this.rest(restMs);
  }

  /** Whoever holds the horizon, in whatever database of the cluster, wakes nobody when it ends. */
  private async settle(session: Session, transactionId: string): Promise<void> {
    let restMs = 1;
    while (!(await this.table.isSettled(session, transactionId))) {
      await this.rest(restMs);
      restMs = Math.min(2 * restMs, settleMsMax);
    }
  }

  /** Publishes rows in order, however long it takes; what is too large is set aside on the way. */
  private async publish(session: Session, rows: readonly RelayedRow[]): Promise<void> {
    let waiting = new Map(
      rows.map((row): [OutgoingRecord, RelayedRow] => [
        { topic: row.topic, key: row.key, headers: row.headers, value: row.value },
        row,
      ]),
    );
    while (waiting.size > 0) {
      if (!session.isOpen) throw new Error('the lock is gone with its connection');
      const startedAtMs = performance.now();
      try {
        await this.options.publisher.publish([...waiting.keys()]);
        this.metrics.publishedBatch(waiting.size, performance.now() - startedAtMs);
        this.publisherTrouble.over();
        return;
      } catch (error) {
        const refused = error instanceof MessageTooLargeError ? new Set(error.records) : new Set();
        for (const [record, row] of waiting)
          if (refused.has(record)) await this.setAside(session, row, error);
        const rest = new Map([...waiting].filter(([record]) => !refused.has(record)));
        if (rest.size === waiting.size) {
          this.metrics.publishFailed();
          await this.rest(this.publisherTrouble.failed(error));
        }
        waiting = rest;
      }
    }
  }

  private async setAside(session: Session, row: RelayedRow, error: unknown): Promise<void> {
    await this.table.setAside(session, row, error instanceof Error ? error.message : String(error));
    this.metrics.wasSetAside();
    const { topic, key, position } = row;
    this.options.log.warn(
      { table: this.table.name, topic, key, position, err: error },
      'a record that no broker will take was set aside as a dead letter',
    );
  }

  private async observe(): Promise<void> {
    if (this.observing) return;
    this.observing = true;
    try {
      this.metrics.observed(await this.table.backlog(this.options.database), performance.now());
    } catch (error) {
      this.options.log.debug(
        { table: this.table.name, err: error },
        "the relay's backlog could not be counted",
      );
    }
    this.observing = false;
  }

  /** Ends early when the relay is abandoned. */
  private async rest(durationMs: number): Promise<void> {
    await pause(durationMs, undefined, { signal: this.abandoned.signal }).catch(() => undefined);
  }
}
