import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What was sent and what came of it, for people (`/control/status`) and for Prometheus (`/metrics`) alike. */
export interface Counts extends Tally {
  readonly registry: Registry;
  readonly alerts: Tally;
}

/** The count of one kind of message. */
export interface Tally {
  /** Messages handed to delivery, each once however often it was tried. */
  sent(messages: number): void;
  accepted(messages: number): void;
  refused(messages: number): void;
  /** A request that has to be made again, with all its messages. */
  retried(reason: string): void;
  requestTook(seconds: number): void;
  totals(): Totals;
}

export interface Totals {
  readonly sent: number;
  readonly accepted: number;
  readonly refused: number;
  readonly retried: number;
}

/** Counts that begin at 0. `backlogS` is asked when somebody looks: seconds between now and the oldest unsent fix. */
export function createCounts(backlogS: () => number): Counts {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const retries = new Counter({
    name: 'simulator_retries_total',
    help: 'Requests that had to be made again',
    labelNames: ['reason'],
    registers,
  });
  const duration = new Histogram({
    name: 'simulator_request_duration_seconds',
    help: 'Time to the answer of one attempt, answered or not',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  new Gauge({
    name: 'simulator_backlog_seconds',
    help: 'Age of the oldest fix that is due and not accepted',
    registers,
    collect() {
      this.set(backlogS());
    },
  });

  const tallyOf = (name: string, what: string): Tally => {
    const messages = new Counter({
      name,
      help: `${what} sent, and what came of them`,
      labelNames: ['outcome'],
      registers,
    });
    const totals = { sent: 0, accepted: 0, refused: 0, retried: 0 };
    const count = (outcome: 'sent' | 'accepted' | 'refused') => (by: number) => {
      totals[outcome] += by;
      messages.inc({ outcome }, by);
    };
    return {
      sent: count('sent'),
      accepted: count('accepted'),
      refused: count('refused'),
      retried: (reason) => {
        totals.retried++;
        retries.inc({ reason });
      },
      requestTook: (seconds) => duration.observe(seconds),
      totals: () => ({ ...totals }),
    };
  };
  return {
    registry,
    ...tallyOf('simulator_fixes_total', 'Fixes'),
    alerts: tallyOf('simulator_alerts_total', 'Alerts'),
  };
}
