import { randomUUID } from 'node:crypto';
import { severityOf } from '@watch-tower/errors';
import type { Logger } from '@watch-tower/messaging';
import { Counter, type Registry } from 'prom-client';
import type { Database } from './database.js';
import { sql } from './sql.js';

/** For a service's first migration. */
export const scheduleDdl = `
  create table schedules (
    name text primary key,
    due_at timestamptz not null default now(),
    claim uuid,
    last_run_at timestamptz
  )`;

export type ScheduledWork = {
  readonly name: string;
  readonly intervalMs: number;
  /**
   * In slices: no transaction lasts over 5 s. Runs again after a crash half-way.
   * @param stopping what may last asks it before each slice, by `throwIfAborted`.
   */
  readonly run: (stopping: AbortSignal) => Promise<void>;
};

type Timings = {
  /** How often due work is looked for. */
  readonly lookEveryMs: number;
  /** How long a crashed replica holds its work; renewed while it runs. */
  readonly claimMs: number;
  /** How long failed work rests before the next attempt, if its interval is not shorter. */
  readonly retryAfterMs: number;
};

const defaultTimings: Timings = { lookEveryMs: 1_000, claimMs: 30_000, retryAfterMs: 30_000 };

/**
 * Work on a rhythm, done once across all replicas: a row per work says when it is due. Who claims it puts
 * that a little off, again and again while it runs, so that another takes over when the process dies. After
 * an outage what is overdue is done at once, one time; while the database is away nothing is done.
 */
export class Schedule {
  private readonly works = new Map<string, ScheduledWork>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly timings: Timings;
  private readonly runs: Counter<'name' | 'outcome'>;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private registered = false;
  private databaseAway = false;

  constructor(
    private readonly database: Database,
    private readonly log: Logger,
    metrics: Registry,
    timings: Partial<Timings> = {},
  ) {
    this.timings = { ...defaultTimings, ...timings };
    this.runs = new Counter({
      name: 'watchtower_scheduled_runs_total',
      help: 'Scheduled work done by this process, by outcome',
      labelNames: ['name', 'outcome'],
      registers: [metrics],
    });
  }

  /** @throws Error when the name is taken: two works of one name would share one rhythm. */
  every(work: ScheduledWork): void {
    if (this.works.has(work.name)) throw new Error(`scheduled work "${work.name}" exists already`);
    this.works.set(work.name, work);
    this.registered = false;
  }

  start(): void {
    const look = (): void => {
      this.looking = this.claimAndRun().finally(() => {
        if (this.timer !== undefined) this.timer = setTimeout(look, this.timings.lookEveryMs);
      });
    };
    this.timer = setTimeout(look, 0);
  }

  /** Claims nothing more and waits for what runs, which ends with its slice and is due again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.looking;
    await Promise.all(this.running.values());
  }

  private async claimAndRun(): Promise<void> {
    try {
      if (!this.registered) await this.register();
      const claim = randomUUID();
      for (const name of await this.claimDue(claim)) {
        const work = this.works.get(name);
        if (work !== undefined) this.running.set(name, this.run(work, claim));
      }
      if (this.databaseAway) this.log.info({}, 'scheduled work goes on: the database is back');
      this.databaseAway = false;
    } catch (error) {
      if (!this.databaseAway) this.log.warn({ err: error }, 'scheduled work waits for the database');
      this.databaseAway = true;
    }
  }

  private async register(): Promise<void> {
    const names = [...this.works.keys()];
    await this.database.query(sql`
      insert into schedules (name) select unnest(${names}::text[]) on conflict (name) do nothing`);
    this.registered = true;
  }

  private async claimDue(claim: string): Promise<string[]> {
    const names = [...this.works.keys()].filter((name) => !this.running.has(name));
    const claimed = await this.database.query<{ name: string }>(sql`
      update schedules
      set due_at = now() + ${this.timings.claimMs}::float8 * interval '1 ms', claim = ${claim}
      where name = any(${names}) and due_at <= now()
      returning name`);
    return claimed.map(({ name }) => name);
  }

  /** Never rejects. */
  private async run(work: ScheduledWork, claim: string): Promise<void> {
    const startedAtMs = performance.now();
    const renewal = setInterval(() => void this.renew(work.name, claim), this.timings.claimMs / 3);
    const outcome = await this.outcomeOf(work);
    clearInterval(renewal);
    const pausesMs = {
      done: Math.max(0, work.intervalMs - (performance.now() - startedAtMs)),
      failed: Math.min(this.timings.retryAfterMs, work.intervalMs),
      stopped: 0,
    };
    await this.finish(work.name, claim, outcome, pausesMs[outcome]);
    this.runs.inc({ name: work.name, outcome });
    this.running.delete(work.name);
  }

  private async outcomeOf({ name, run }: ScheduledWork): Promise<'done' | 'failed' | 'stopped'> {
    const { signal } = this.stopping;
    try {
      await run(signal);
      return 'done';
    } catch (error) {
      if (signal.aborted && error === signal.reason) return 'stopped';
      const level = severityOf(error) === 'fault' ? 'error' : 'warn';
      this.log[level]({ err: error, work: name }, 'scheduled work failed and will be tried again');
      return 'failed';
    }
  }

  private async renew(name: string, claim: string): Promise<void> {
    try {
      const held = await this.database.query(sql`
        update schedules set due_at = now() + ${this.timings.claimMs}::float8 * interval '1 ms'
        where name = ${name} and claim = ${claim}
        returning name`);
      if (held.length === 0)
        this.log.warn({ work: name }, 'scheduled work was taken over while it runs here');
    } catch (error) {
      this.log.warn({ err: error, work: name }, 'the claim on scheduled work could not be renewed');
    }
  }

  private async finish(name: string, claim: string, outcome: string, pauseMs: number): Promise<void> {
    try {
      await this.database.query(sql`
        update schedules
        set due_at = now() + ${pauseMs}::float8 * interval '1 ms', claim = null,
          last_run_at = case when ${outcome} = 'done' then now() else last_run_at end
        where name = ${name} and claim = ${claim}`);
    } catch (error) {
      this.log.warn({ err: error, work: name }, 'scheduled work will run again: its end was not noted');
    }
  }
}
