import { severityOf } from '@watch-tower/errors';
import {
  newId,
  nextTraceparent,
  read,
  runInTrace,
  type DeadLetter,
  type DeadLetters,
  type Incoming,
  type Logger,
  type Received,
  type Subscription,
  type Trace,
  type Unreadable,
} from '@watch-tower/messaging';
import type { TopicDefinition } from '@watch-tower/contracts';
import type { ConsumerMetrics } from './consumer-metrics.js';
import type { ConsumerLimits } from './limits.js';
import type { Outages, Waiter } from './outages.js';
import type { Permits } from './permits.js';
import { backoffMs, waitMs } from './waiting.js';

/** Calls the handler of a subscription with what it takes; rejects where the handler failed. */
export type Deliver = (delivered: unknown) => Promise<void>;

type Message = Incoming<TopicDefinition> | Unreadable | Received;

type Tally = { handled: number; deadLettered: number; attempts: number };

export type SliceRunnerOptions = {
  readonly subscription: Subscription;
  readonly deliver: Deliver;
  readonly deadLetters: DeadLetters;
  readonly permits: Permits;
  readonly outages: Outages;
  readonly limits: ConsumerLimits;
  readonly log: Logger;
  readonly metrics: ConsumerMetrics;
};

/**
 * Brings a slice of one partition to its end, whatever its handler does: handled, or set aside, or (only
 * when told to stop) left for the next delivery. No exception leaves it.
 */
export class SliceRunner {
  readonly #labels: { readonly group: string; readonly topic: string };

  constructor(private readonly options: SliceRunnerOptions) {
    const { subscription } = options;
    this.#labels = { group: subscription.group, topic: subscription.topic.name };
  }

  /**
   * @param troubled is called after every attempt that failed: whoever tries is not stuck.
   * @returns whether every record is settled, so that the slice may be committed.
   */
  async run(records: readonly Received[], stop: AbortSignal, troubled: () => void): Promise<boolean> {
    const startedAt = performance.now();
    const messages = this.#read(records);
    const tally: Tally = { handled: 0, deadLettered: 0, attempts: 0 };
    const waiter: Waiter = { partition: `${this.#labels.topic}[${records[0]?.partition ?? 0}]` };
    const settled = await runInTrace(traceOf(messages), () =>
      new Settlement(this.options, this.#labels, { waiter, tally, stop, troubled }).settle(messages),
    );
    this.options.outages.ended(waiter);
    const durationMs = performance.now() - startedAt;
    this.options.metrics.sliceSize.observe(this.#labels, records.length);
    this.options.metrics.sliceSeconds.observe(this.#labels, durationMs / 1_000);
    this.#report(messages, tally, settled, Math.round(durationMs * 10) / 10);
    return settled;
  }

  #read(records: readonly Received[]): readonly Message[] {
    const { subscription } = this.options;
    return subscription.mode === 'records'
      ? records
      : records.map((record) => read(subscription.topic, record));
  }

  /** One line per message, or per slice where messages are handled in bulk. */
  #report(messages: readonly Message[], tally: Tally, settled: boolean, durationMs: number): void {
    const { subscription, log } = this.options;
    const outcome = !settled ? 'left' : tally.deadLettered > 0 ? 'dead-lettered' : 'handled';
    const first = messages[0];
    if (first === undefined) return;
    if (subscription.mode !== 'each') {
      const last = messages.at(-1) ?? first;
      const offsets = {
        partition: receivedOf(first).partition,
        firstOffset: String(receivedOf(first).offset),
        lastOffset: String(receivedOf(last).offset),
      };
      log.debug(
        { ...this.#labels, ...offsets, count: messages.length, ...tally, outcome, durationMs },
        'slice',
      );
      return;
    }
    const { partition, offset } = receivedOf(first);
    const about =
      'readable' in first && first.readable
        ? {
            type: first.type,
            subject: first.subject,
            version: first.version,
            id: first.id,
            correlationId: first.correlationId,
          }
        : {};
    log.info(
      { ...this.#labels, partition, offset: String(offset), ...about, outcome, durationMs },
      'message',
    );
  }
}

type Run = {
  readonly waiter: Waiter;
  readonly tally: Tally;
  readonly stop: AbortSignal;
  readonly troubled: () => void;
};

/** One slice on its way to the end. */
class Settlement {
  constructor(
    private readonly options: SliceRunnerOptions,
    private readonly labels: { readonly group: string; readonly topic: string },
    private readonly run: Run,
  ) {}

  async settle(messages: readonly Message[]): Promise<boolean> {
    const { subscription } = this.options;
    if (
      subscription.mode === 'records' ||
      (subscription.mode === 'slice' && subscription.unreadable === 'deliver')
    )
      return this.#handle(messages);
    const unreadable = messages.filter(isUnreadable);
    const buried = await this.#bury(
      unreadable.map(({ received, reason }) => this.#letter(received, 'unreadable', reason, 1)),
    );
    return (
      buried &&
      this.#handle(unreadable.length === 0 ? messages : messages.filter((one) => !isUnreadable(one)))
    );
  }

  /** Until it is handled: an outage is waited for, a transient fault retried, a fault narrowed down. */
  async #handle(messages: readonly Message[]): Promise<boolean> {
    const { limits, metrics } = this.options;
    const { stop, tally, waiter } = this.run;
    const [only] = messages;
    if (only === undefined) return true;
    let attempts = 0;
    for (let probes = 0; ;) {
      const failure = await this.#attempt(messages);
      if (failure === undefined) {
        tally.handled += messages.length;
        return true;
      }
      this.run.troubled();
      if (stop.aborted) return false;
      const severity = severityOf(failure.error);
      if (severity === 'outage') {
        this.options.outages.began(waiter, failure.error);
        probes += 1;
        await waitMs(backoffMs(probes, limits.retryFirstMs, limits.outageRetryMaxMs), stop);
        continue;
      }
      this.options.outages.ended(waiter);
      attempts += 1;
      if (severity === 'transient' && attempts < limits.attemptsMax) {
        metrics.retries.inc(this.labels);
        await waitMs(backoffMs(attempts, limits.retryFirstMs, limits.retryMaxMs), stop);
        continue;
      }
      if (messages.length > 1) return this.#isolate(messages);
      return this.#bury([
        this.#letter(receivedOf(only), nameOf(failure.error), reasonOf(failure.error), attempts),
      ]);
    }
  }

  /** One of these is at fault: the halves go on in order, each on its own. */
  async #isolate(messages: readonly Message[]): Promise<boolean> {
    const middle = Math.ceil(messages.length / 2);
    return (await this.#handle(messages.slice(0, middle))) && (await this.#handle(messages.slice(middle)));
  }

  /** @returns what the handler failed with; undefined when it did not. */
  async #attempt(messages: readonly Message[]): Promise<{ readonly error: unknown } | undefined> {
    const { permits, deliver, subscription } = this.options;
    try {
      await permits.use(async () => {
        // The partition may have been lost while this waited for its turn.
        this.run.stop.throwIfAborted();
        this.run.tally.attempts += 1;
        await deliver(subscription.mode === 'each' ? messages[0] : messages);
      });
      this.options.outages.ended(this.run.waiter);
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  /** A dead letter that cannot be written would be a message lost, so its writing is retried for ever. */
  async #bury(letters: readonly DeadLetter[]): Promise<boolean> {
    const { deadLetters, limits, metrics, log, outages } = this.options;
    if (letters.length === 0) return true;
    for (let probes = 1; ; probes += 1) {
      try {
        await deadLetters.write(letters);
        break;
      } catch (error) {
        this.run.troubled();
        outages.began(this.run.waiter, error);
        await waitMs(backoffMs(probes, limits.retryFirstMs, limits.outageRetryMaxMs), this.run.stop);
        if (this.run.stop.aborted) return false;
      }
    }
    outages.ended(this.run.waiter);
    this.run.tally.deadLettered += letters.length;
    for (const { received, reason, kind, attempts } of letters) {
      metrics.deadLetters.inc({ ...this.labels, kind: kind === 'unreadable' ? 'unreadable' : 'refused' });
      const where = { partition: received.partition, offset: String(received.offset), key: received.key };
      log.error(
        { ...this.labels, ...where, kind, reason, attempts },
        'a message was set aside as a dead letter',
      );
    }
    return true;
  }

  #letter(received: Received, kind: string, reason: string, attempts: number): DeadLetter {
    return { group: this.labels.group, received, reason, kind, attempts };
  }
}

const isUnreadable = (message: Message): message is Unreadable => 'readable' in message && !message.readable;

const receivedOf = (message: Message): Received => ('received' in message ? message.received : message);

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The first readable message's trace goes on; what cannot be read begins one. */
const traceOf = (messages: readonly Message[]): Trace => {
  const first = messages.find((message) => 'readable' in message && message.readable);
  if (first === undefined || !('correlationId' in first))
    return { correlationId: newId(), traceparent: nextTraceparent() };
  return {
    correlationId: first.correlationId,
    causationId: first.id,
    traceparent: nextTraceparent(first.traceparent),
  };
};
