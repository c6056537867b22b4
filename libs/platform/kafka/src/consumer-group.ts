import type { DeadLetters, Logger, Subscription } from '@watch-tower/messaging';
import { Begins } from './begins.js';
import type { BrokerView, Position } from './broker-view.js';
import { createClient, retryOnce } from './client.js';
import { Committer } from './committer.js';
import type { ConsumerMetrics } from './consumer-metrics.js';
import { ConsumerSession } from './consumer-session.js';
import { FetchPace, patienceMs } from './fetch-pace.js';
import { paceFetches } from './kafkajs-patches.js';
import type { ConsumerLimits } from './limits.js';
import { Outages } from './outages.js';
import { partitionName, Partitions } from './partitions.js';
import { PartitionWorker, type RunSlice } from './partition-worker.js';
import { Permits } from './permits.js';
import { SliceRunner, type Deliver } from './slice-runner.js';
import { backoffMs, endsWithin, waitMs } from './waiting.js';
import { lagOf, Watchdog } from './watchdog.js';

export type SubscribedHandler = { readonly subscription: Subscription; readonly deliver: Deliver };

export type ConsumerGroupOptions = {
  readonly group: string;
  /** The group's id on the broker. */
  readonly groupId: string;
  readonly handlers: readonly SubscribedHandler[];
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly view: BrokerView;
  readonly deadLetters: DeadLetters;
  readonly limits: ConsumerLimits;
  readonly log: Logger;
  readonly metrics: ConsumerMetrics;
  /** The id that another group has on the broker. */
  readonly groupIdOf: (group: string) => string;
  readonly onStuck: (reason: string) => void;
};

export type GroupHealth = {
  readonly group: string;
  /** `waiting` for another group to catch up (`startsAfter`); `connecting` also while it is rebuilt. */
  readonly state: 'waiting' | 'connecting' | 'running' | 'closed';
  readonly partitions: number;
  readonly lastHeartbeatAgeMs: number | null;
  readonly lastFetchAgeMs: number | null;
  /** Messages not committed; null until the broker was asked. */
  readonly lag: number | null;
  /** Waiting for a backing service, e.g. the database. */
  readonly inOutage: boolean;
};

/** Runs the consumer of one group for as long as the process lives, whatever becomes of the broker. */
export class ConsumerGroup {
  readonly #partitions: Partitions;
  readonly #committer: Committer;
  readonly #outages: Outages;
  readonly #watchdog: Watchdog;
  readonly #pace: FetchPace;
  readonly #closing = new AbortController();
  readonly #topics: readonly string[];
  readonly #begins: Begins;
  #session: ConsumerSession | undefined;
  #waiting = false;
  #lag: number | null = null;
  #life: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ConsumerGroupOptions) {
    const { group, handlers, limits, log, metrics } = options;
    this.#topics = handlers.map(({ subscription }) => subscription.topic.name);
    this.#begins = new Begins(handlers.map(({ subscription }) => subscription));
    this.#outages = new Outages(group, log, metrics);
    this.#watchdog = new Watchdog(limits);
    const inSlices = handlers.every(({ subscription }) => subscription.mode !== 'each');
    this.#pace = new FetchPace({
      lingerMs: Math.max(...handlers.map(({ subscription }) => subscription.lingerMs ?? 0)),
      isBusy: () => inSlices && this.#partitions.isBusySince(patienceMs),
    });
    const runners = this.#runners();
    this.#partitions = new Partitions((topic, partition) => {
      const runner = runners.get(topic);
      if (runner === undefined)
        throw new Error(`${group} was assigned ${topic}, to which it does not subscribe`);
      return new PartitionWorker({
        ...runner,
        topic,
        partition,
        limits,
        onProgress: (worker, messages) => {
          this.#pace.progressed();
          this.#resumeIfRoom(worker);
          this.#committer.progressed(messages);
        },
      });
    });
    this.#committer = new Committer({
      collect: () => (this.#session?.joined === true ? this.#partitions.committable() : []),
      commit: async (offsets) => this.#session?.commit(offsets),
      committed: (offsets) => {
        this.#partitions.committed(offsets);
        this.#begins.committed(offsets);
      },
      failed: (error) => log.debug({ group, reason: String(error) }, 'a commit waits for the next'),
      intervalMs: limits.commitIntervalMs,
      messagesMax: limits.commitMessagesMax,
    });
  }

  /** Returns at once; the broker may be away. */
  start(): void {
    this.#life = Promise.all([this.#live(), this.#watch()]);
  }

  /** Stops taking, lets running slices finish (bounded), commits, leaves the group. */
  async close(): Promise<void> {
    const { group, groupId, handlers, limits, log, view } = this.options;
    const done = await endsWithin(this.#partitions.stop(), limits.closeTimeoutMs);
    if (!done) log.warn({ group }, 'a slice did not finish in time; it will be delivered again');
    this.#committer.close();
    await endsWithin(this.#committer.flush(), limits.closeTimeoutMs);
    this.#closing.abort();
    this.#session?.end('closed');
    await this.#life;
    if (handlers.some(({ subscription }) => subscription.perProcess === true))
      // What is left behind expires on the broker by itself.
      await view.deleteGroup(groupId).catch(() => undefined);
  }

  health(): GroupHealth {
    const session = this.#session;
    const ageOf = (at: number | undefined): number | null => (at === undefined ? null : Date.now() - at);
    const closed = this.#closing.signal.aborted;
    return {
      group: this.options.group,
      state: closed
        ? 'closed'
        : this.#waiting
          ? 'waiting'
          : session?.joined === true
            ? 'running'
            : 'connecting',
      partitions: this.#partitions.size,
      lastHeartbeatAgeMs: ageOf(session?.lastHeartbeatAt),
      lastFetchAgeMs: ageOf(session?.lastFetchAt),
      lag: this.#lag,
      inOutage: this.#outages.present(),
    };
  }

  #runners(): Map<string, { subscription: Subscription; run: RunSlice }> {
    const { deadLetters, handlers, limits, log, metrics } = this.options;
    const permits = new Permits(limits.handlersAtOnceMax);
    return new Map(
      handlers.map(({ subscription, deliver }) => {
        const outages = this.#outages;
        const runner = new SliceRunner({
          subscription,
          deliver,
          deadLetters,
          permits,
          outages,
          limits,
          log,
          metrics,
        });
        const run: RunSlice = (records, stop, troubled) => runner.run(records, stop, troubled);
        return [subscription.topic.name, { subscription, run }] as const;
      }),
    );
  }

  async #live(): Promise<void> {
    const { group, groupId, log, metrics } = this.options;
    await this.#awaitOthers();
    await this.#findBegins();
    this.#closing.signal.addEventListener(
      'abort',
      paceFetches(groupId, () => this.#pace.untilNext()),
    );
    for (let failures = 0; !this.#closing.signal.aborted;) {
      const session = this.#openSession();
      this.#session = session;
      const begun = Date.now();
      const reason = await session.run();
      if (this.#closing.signal.aborted) return;
      this.#partitions.hold();
      failures = Date.now() - begun > 30_000 ? 1 : failures + 1;
      metrics.rebuilds.inc({ group });
      log.warn({ group, reason, failures }, 'the consumer ended and is built anew');
      await waitMs(backoffMs(failures, 250, 3_000), this.#closing.signal);
    }
  }

  #openSession(): ConsumerSession {
    const { brokers, clientId, group, groupId, handlers, limits, log } = this.options;
    const kafka = createClient(
      { brokers, clientId, log },
      {
        requestTimeoutMs: 10_000,
        retry: retryOnce,
        // kafkajs has no event for this; its log line is the only sign that records were removed unread.
        listen: ({ log: line }) => {
          const { message, topic, partition } = line as typeof line & { topic: unknown; partition: unknown };
          if (!message.startsWith('Offset out of range, resetting')) return;
          log.error(
            { group, topic, partition },
            'records were removed before they were read; reading on at the first',
          );
          this.#partitions.rewind(String(topic), Number(partition));
        },
      },
    );
    const topics = handlers.map(({ subscription }) => ({
      name: subscription.topic.name,
      fromBeginning: subscription.from !== 'end',
    }));
    const session: ConsumerSession = new ConsumerSession(
      { kafka, groupId, topics, limits },
      {
        onRebalancing: () => {
          this.#partitions.hold();
          void this.#committer.flush();
        },
        onJoined: (assignment) => {
          log.debug({ group, assignment }, 'joined the group');
          this.#partitions.assign(assignment);
          for (const { topic, partition } of this.#partitions.workers) {
            session.resume(topic, partition);
            const offset = this.#begins.of(topic, partition);
            if (offset !== undefined) session.seek({ topic, partition, offset });
          }
          this.#countPaused();
        },
        onBatch: ({ topic, partition, entries, lastOffset }) => {
          const worker = this.#partitions.offer(topic, partition, entries, lastOffset);
          if (worker === undefined || worker.paused || !worker.queue.isFull) return;
          worker.paused = session.pause(topic, partition);
          this.#countPaused();
        },
      },
    );
    return session;
  }

  #resumeIfRoom(worker: PartitionWorker): void {
    if (!worker.paused || !worker.queue.hasRoom) return;
    worker.paused = this.#session?.resume(worker.topic, worker.partition) !== true;
    this.#countPaused();
  }

  #countPaused(): void {
    const paused = [...this.#partitions.workers].filter((worker) => worker.paused).length;
    this.options.metrics.paused.set({ group: this.options.group, reason: 'full' }, paused);
  }

  /** Resolves once the groups that this one starts after have read what was there when it began. */
  async #awaitOthers(): Promise<void> {
    const { group, groupIdOf, handlers, log, view } = this.options;
    for (const { subscription } of handlers) {
      const after = subscription.startsAfter;
      if (after === undefined) continue;
      this.#waiting = true;
      const ask = () => view.positions(groupIdOf(after.group), [after.topic.name]).catch(() => undefined);
      let ends: Map<number, bigint> | undefined;
      while (!this.#closing.signal.aborted) {
        const positions = await ask();
        ends ??= positions && new Map(positions.map(({ partition, high }) => [partition, high]));
        const behind = positions?.some(
          ({ partition, low, committed }) => (committed ?? low) < (ends?.get(partition) ?? 0n),
        );
        if (behind === false) break;
        await waitMs(200, this.#closing.signal);
      }
      log.debug({ group, after: after.group }, 'the group that this one starts after has caught up');
    }
    this.#waiting = false;
  }

  /** Finds where the group begins in what it reads from the end, before anything more comes to that. */
  async #findBegins(): Promise<void> {
    const { groupId, view } = this.options;
    while (this.#begins.topics.length > 0 && !this.#closing.signal.aborted) {
      const positions = await view.positions(groupId, this.#begins.topics).catch(() => undefined);
      if (positions !== undefined) return this.#begins.found(positions);
      await waitMs(200, this.#closing.signal);
    }
  }

  /** Measures the lag, and notices what kafkajs says nothing of. */
  async #watch(): Promise<void> {
    const { group, groupId, limits, log, onStuck, view } = this.options;
    for (;;) {
      await waitMs(limits.watchdogIntervalMs, this.#closing.signal);
      if (this.#closing.signal.aborted) return;
      const answer = await view.positions(groupId, this.#topics).catch(() => undefined);
      if (answer === undefined || this.#waiting) {
        this.#watchdog.unanswered(Date.now());
        continue;
      }
      const positions = this.#begins.counted(answer);
      this.#measureLag(positions);
      const verdict = this.#watchdog.judge(positions, this.#held(), Date.now());
      if (verdict === 'well') continue;
      const reason = `${group} has lag and makes no progress while the broker answers`;
      if (verdict === 'give-up') onStuck(reason);
      else {
        log.warn({ group, lag: this.#lag }, reason);
        this.#session?.end('the watchdog saw no progress');
      }
    }
  }

  #measureLag(positions: readonly Position[]): void {
    const mine = positions.filter(({ topic, partition }) => this.#partitions.get(topic, partition));
    this.#lag = 0;
    for (const topic of this.#topics) {
      const lag = Number(
        mine.filter((one) => one.topic === topic).reduce((sum, one) => sum + lagOf(one), 0n),
      );
      this.options.metrics.lag.set({ group: this.options.group, topic }, lag);
      this.#lag += lag;
    }
  }

  #held() {
    if (this.#session?.joined !== true) return undefined;
    return [...this.#partitions.workers].map(({ topic, partition, troubledAt }) => ({
      topic,
      partition,
      troubledAt,
      inOutage: this.#outages.present(partitionName(topic, partition)),
    }));
  }
}
