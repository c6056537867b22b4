import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** The registry's metric of this name, made on first use: several transports may share a registry. */
const once = <M>(registry: Registry, name: string, make: () => M): M =>
  (registry.getSingleMetric(name) as M | undefined) ?? make();

/** What the runner counts. Labels are groups and topics, both few and known. */
export class ConsumerMetrics {
  readonly lag: Gauge<'group' | 'topic'>;
  readonly sliceSize: Histogram<'group' | 'topic'>;
  readonly sliceSeconds: Histogram<'group' | 'topic'>;
  readonly retries: Counter<'group' | 'topic'>;
  readonly deadLetters: Counter<'group' | 'topic' | 'kind'>;
  readonly paused: Gauge<'group' | 'reason'>;
  readonly rebuilds: Counter<'group'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const perTopic = ['group', 'topic'] as const;
    const named = <M>(name: string, make: (name: string) => M): M =>
      once(registry, `watchtower_consumer_${name}`, () => make(`watchtower_consumer_${name}`));
    this.lag = named(
      'lag',
      (name) => new Gauge({ name, help: 'Messages not committed yet', labelNames: perTopic, registers }),
    );
    this.sliceSize = named(
      'slice_size',
      (name) =>
        new Histogram({
          name,
          help: 'Messages handed to a handler at once',
          labelNames: perTopic,
          buckets: [1, 10, 50, 100, 250, 500, 1_000],
          registers,
        }),
    );
    this.sliceSeconds = named(
      'slice_duration_seconds',
      (name) =>
        new Histogram({
          name,
          help: 'From taking a slice to its settlement, retries and outages included',
          labelNames: perTopic,
          buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60],
          registers,
        }),
    );
    this.retries = named(
      'retries_total',
      (name) => new Counter({ name, help: 'Retries of transient faults', labelNames: perTopic, registers }),
    );
    this.deadLetters = named(
      'dead_letters_total',
      (name) =>
        new Counter({
          name,
          help: 'Records set aside: unreadable, or refused by the handler',
          labelNames: ['group', 'topic', 'kind'],
          registers,
        }),
    );
    this.paused = named(
      'paused_partitions',
      (name) =>
        new Gauge({
          name,
          help: 'Partitions that wait: for room in their queue, or for the end of an outage',
          labelNames: ['group', 'reason'],
          registers,
        }),
    );
    this.rebuilds = named(
      'rebuilds_total',
      (name) =>
        new Counter({ name, help: 'Consumers built anew in place', labelNames: ['group'], registers }),
    );
  }
}
