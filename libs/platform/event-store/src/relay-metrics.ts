import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Backlog } from './relayed-table.js';

/** A process may run several relays (outbox, inbox): the series of all stand under one name, told apart by table. */
const seriesOf = new WeakMap<Registry, ReturnType<typeof makeSeries>>();

const makeSeries = (registry: Registry) => {
  const labelNames = ['table'] as const;
  const registers = [registry];
  return {
    leading: new Gauge({
      name: 'watchtower_relay_leading',
      help: '1 where this process publishes',
      labelNames,
      registers,
    }),
    waiting: new Gauge({
      name: 'watchtower_relay_unpublished_rows',
      help: 'Rows not yet published, counted up to 10,000',
      labelNames,
      registers,
    }),
    oldestAge: new Gauge({
      name: 'watchtower_relay_oldest_unpublished_age_seconds',
      help: 'Age of the oldest row not yet published',
      labelNames,
      registers,
    }),
    horizonAge: new Gauge({
      name: 'watchtower_relay_horizon_age_seconds',
      help: 'For how long the same transaction, anywhere in the cluster, has held back what may be published',
      labelNames,
      registers,
    }),
    published: new Counter({
      name: 'watchtower_relay_published_total',
      help: 'Records published',
      labelNames,
      registers,
    }),
    failures: new Counter({
      name: 'watchtower_relay_publish_failures_total',
      help: 'Attempts to publish that failed',
      labelNames,
      registers,
    }),
    setAside: new Counter({
      name: 'watchtower_relay_set_aside_total',
      help: 'Records the broker refuses for their size',
      labelNames,
      registers,
    }),
    publishSeconds: new Histogram({
      name: 'watchtower_relay_publish_duration_seconds',
      help: 'From handing a batch to the broker to its acknowledgement',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30],
      labelNames,
      registers,
    }),
  };
};

/** What a relay shows of itself. */
export class RelayMetrics {
  private readonly series: ReturnType<typeof makeSeries>;
  private readonly labels: { table: string };
  private horizon: { readonly transaction: string; readonly sinceMs: number } | undefined;

  constructor(registry: Registry, table: string) {
    const series = seriesOf.get(registry) ?? makeSeries(registry);
    seriesOf.set(registry, series);
    this.series = series;
    this.labels = { table };
    series.leading.set(this.labels, 0);
    for (const counter of [series.published, series.failures, series.setAside]) counter.inc(this.labels, 0);
  }

  leads(leads: boolean): void {
    this.series.leading.set(this.labels, leads ? 1 : 0);
  }

  publishedBatch(records: number, durationMs: number): void {
    this.series.published.inc(this.labels, records);
    this.series.publishSeconds.observe(this.labels, durationMs / 1_000);
  }

  publishFailed(): void {
    this.series.failures.inc(this.labels);
  }

  wasSetAside(): void {
    this.series.setAside.inc(this.labels);
  }

  /**
   * The horizon's age is how long it has stood where it stands: seen without a look into other roles'
   * sessions, which a service may not have.
   */
  observed(backlog: Backlog, nowMs: number): void {
    this.series.waiting.set(this.labels, backlog.rows);
    this.series.oldestAge.set(this.labels, backlog.oldestAgeSeconds);
    if (!backlog.horizonIsHeld) this.horizon = undefined;
    else if (this.horizon?.transaction !== backlog.horizon)
      this.horizon = { transaction: backlog.horizon, sinceMs: nowMs };
    this.series.horizonAge.set(
      this.labels,
      this.horizon === undefined ? 0 : (nowMs - this.horizon.sinceMs) / 1_000,
    );
  }
}
