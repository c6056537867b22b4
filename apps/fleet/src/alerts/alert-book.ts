import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import { topics, type Alert, type Topics, type TypeOn } from '@watch-tower/contracts';
import { prepared, sql, type Queryable, type Transaction } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { newId, toRecord } from '@watch-tower/messaging';
import { Counter, Histogram, Registry } from 'prom-client';

type AlertEvent = TypeOn<Topics['alertEvents']> extends `watchtower.alert.${infer E}.v1` ? E : never;

/** What somebody's deed or signal has made of an alert. */
export type AlertChanged = {
  /** What others are told; null where nothing they could see has changed. */
  readonly event: AlertEvent | null;
  /** The alert after it; its version is counted here. */
  readonly alert: Omit<Alert, 'version'>;
  readonly facts: unknown;
  readonly settledAt: Date | null;
  readonly cause: Cause;
  /** When it came about (epoch ms), where it is news that people are told of. */
  readonly newsSinceMs: number | null;
};

export type Cause = {
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
};

export type StoredAlert = {
  readonly alert: Alert;
  readonly facts: unknown;
  readonly settledAt: Date | null;
  readonly isWithdrawn: boolean;
};

/** The subject under which all that is told of a truck's alerts waits for each other. */
export const alertsSubject = (truckId: string): string => `alerts:${truckId}`;

/** Every alert as it stands. What changes is told in the same transaction, counted per truck. */
@Injectable()
export class AlertBook {
  private readonly changes: Counter<'kind' | 'source' | 'event'>;
  private readonly newsAge: Histogram<'source'>;

  constructor(
    private readonly outbox: Outbox,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.changes = new Counter({
      name: 'watchtower_alerts_total',
      help: 'What was told of alerts, by kind, source and event',
      labelNames: ['kind', 'source', 'event'],
      registers: [metrics],
    });
    this.newsAge = new Histogram({
      name: 'watchtower_alert_news_age_seconds',
      help: 'From the moment an alert could be known to its being told, of what is news',
      labelNames: ['source'],
      buckets: [1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1_800],
      registers: [metrics],
    });
  }

  /** Alerts by id. */
  async read(tx: Queryable, ids: readonly string[]): Promise<Map<string, StoredAlert>> {
    const rows = await tx.query<StoredAlert>(
      prepared(
        'alerts_read',
        sql`
          select state as alert, facts, settled_at as "settledAt", withdrawn as "isWithdrawn"
          from alerts where id = any(${ids}::uuid[])`,
      ),
    );
    return new Map(rows.map((stored) => [stored.alert.id, stored]));
  }

  /** Writes and tells changes in their order. Whoever calls holds the lock of each truck's alerts. */
  async change(tx: Transaction, changes: readonly AlertChanged[]): Promise<void> {
    if (changes.length === 0) return;
    const ids = changes.map(({ alert }) => alert.id);
    const [known, streams] = await Promise.all([this.read(tx, ids), this.countUp(tx, changes)]);
    const versions = new Map([...known].map(([id, { alert }]) => [id, alert.version]));
    const rows = new Map<string, object>();
    const told = changes.flatMap(({ event, alert: changed, facts, settledAt, cause }) => {
      const version = (versions.get(changed.id) ?? 0) + (event === null ? 0 : 1);
      versions.set(changed.id, version);
      const alert: Alert = { ...changed, version };
      const isWithdrawn = event === null ? false : event === 'withdrawn';
      rows.set(alert.id, { alert, facts, settledAt, isWithdrawn });
      if (event === null) return [];
      const { truckId } = alert;
      const streamVersion = (streams.get(truckId) ?? 0) + 1;
      streams.set(truckId, streamVersion);
      return [
        toRecord(topics.alertEvents, truckId, {
          id: newId(),
          source: 'watch-tower/fleet',
          time: new Date().toISOString(),
          subject: truckId,
          version: streamVersion,
          ...cause,
          type: `watchtower.alert.${event}.v1`,
          data: { alert },
        }),
      ];
    });
    tx.write(
      prepared(
        'alerts_write',
        sql`
          insert into alerts (id, truck_id, version, source, settled_at, withdrawn, state, facts)
          select (alert->>'id')::uuid, (alert->>'truckId')::uuid, (alert->>'version')::int, alert->>'source',
            "settledAt", "isWithdrawn", alert, facts
          from jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb) as changed (
            alert jsonb, facts jsonb, "settledAt" timestamptz, "isWithdrawn" boolean)
          on conflict (id) do update set
            version = excluded.version, settled_at = excluded.settled_at, withdrawn = excluded.withdrawn,
            state = excluded.state, facts = excluded.facts`,
      ),
    );
    await this.outbox.enqueue(tx, told);
    tx.afterCommit(() => this.count(changes));
  }

  /** @returns each truck's version before these changes. */
  private async countUp(tx: Transaction, changes: readonly AlertChanged[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const { event, alert } of changes) {
      if (event !== null) counts.set(alert.truckId, (counts.get(alert.truckId) ?? 0) + 1);
    }
    if (counts.size === 0) return counts;
    const rows = await tx.query<{ truckId: string; version: number }>(
      prepared(
        'alert_streams_count_up',
        sql`
          insert into alert_streams as stream (truck_id, version)
          select * from unnest(${[...counts.keys()]}::uuid[], ${[...counts.values()]}::int[])
          on conflict (truck_id) do update set version = stream.version + excluded.version
          returning truck_id as "truckId", version`,
      ),
    );
    return new Map(rows.map(({ truckId, version }) => [truckId, version - (counts.get(truckId) ?? 0)]));
  }

  private count(changes: readonly AlertChanged[]): void {
    const nowMs = Date.now();
    for (const { event, alert, newsSinceMs } of changes) {
      if (event === null) continue;
      this.changes.inc({ kind: labelOf(alert), source: alert.source, event });
      if (newsSinceMs !== null) this.newsAge.labels(alert.source).observe((nowMs - newsSinceMs) / 1_000);
    }
  }
}

/** Kinds of our own words alone: a provider could name as many as it likes. */
const labelOf = ({ kind }: Pick<Alert, 'kind'>): string => (/^[a-z_]{1,40}$/.test(kind) ? kind : 'other');
