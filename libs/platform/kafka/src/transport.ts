import { randomUUID } from 'node:crypto';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import {
  HandlerFailure,
  messagingTransport,
  type DeadLetters,
  type Logger,
  type Subscription,
} from '@watch-tower/messaging';
import type { Registry } from 'prom-client';
import { isObservable, lastValueFrom } from 'rxjs';
import { BrokerView } from './broker-view.js';
import { ConsumerGroup, type GroupHealth, type SubscribedHandler } from './consumer-group.js';
import { ConsumerMetrics } from './consumer-metrics.js';
import { defaultLimits, type ConsumerLimits } from './limits.js';
import type { Deliver } from './slice-runner.js';

export type KafkaTransportOptions = {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly deadLetters: DeadLetters;
  /**
   * Called when a group has lag and makes no progress while the broker answers, and building its consumer
   * anew did not help: the process should end, so that another takes its partitions.
   */
  readonly onStuck?: (reason: string) => void;
  readonly limits?: Partial<ConsumerLimits>;
};

export type TransportHealth = {
  /** Every group is a member and hears from the broker. Says nothing of readiness: see rule 7. */
  readonly healthy: boolean;
  readonly groups: readonly GroupHealth[];
};

/**
 * Nest's way to our consumer runner: collects the `@Subscribe` handlers and runs one consumer per group.
 * Services stay ordinary Nest microservices.
 */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = messagingTransport;
  /** A failure arrives here as a value; Nest has nothing to report. */
  override readonly propagatesEventHandlerErrors = true;
  readonly #options: KafkaTransportOptions;
  readonly #limits: ConsumerLimits;
  readonly #view: BrokerView;
  readonly #groups: ConsumerGroup[] = [];
  readonly #groupIds = new Map<string, string>();

  constructor(options: KafkaTransportOptions) {
    super();
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#view = new BrokerView(options);
  }

  /** Starts the consumers and calls back at once: a broker that is away is no fault of this process. */
  listen(callback: (error?: unknown) => void): void {
    try {
      this.#start();
    } catch (error) {
      callback(error);
      return;
    }
    callback();
  }

  async close(): Promise<void> {
    await Promise.all(this.#groups.map((group) => group.close()));
    await this.#view.close();
  }

  health(): TransportHealth {
    const groups = this.#groups.map((group) => group.health());
    const silentMs = this.#limits.sessionTimeoutMs;
    const healthy = groups.every(
      ({ state, lastHeartbeatAgeMs }) =>
        state === 'waiting' ||
        (state === 'running' && lastHeartbeatAgeMs !== null && lastHeartbeatAgeMs < silentMs),
    );
    return { healthy, groups };
  }

  /** The transport has no events of its own: `health` and the metrics tell its state. */
  on(event: string): never {
    throw new Error(`KafkaTransport has no event ${event}`);
  }

  unwrap<T>(): T {
    return this.#groups as T;
  }

  #start(): void {
    const { brokers, clientId, deadLetters, log, onStuck } = this.#options;
    const metrics = new ConsumerMetrics(this.#options.metrics);
    for (const [group, handlers] of groupsOf(this.getHandlers())) {
      this.#groups.push(
        new ConsumerGroup({
          group,
          groupId: this.#groupIdOf(
            group,
            handlers.some(({ subscription }) => subscription.perProcess === true),
          ),
          handlers,
          brokers,
          clientId,
          view: this.#view,
          deadLetters,
          limits: this.#limits,
          log,
          metrics,
          groupIdOf: (other) => this.#groupIdOf(other),
          onStuck: (reason) => {
            log.error({ group }, reason);
            onStuck?.(reason);
          },
        }),
      );
    }
    for (const group of this.#groups) group.start();
  }

  /** `watchtower.<group>`, with a suffix of its own for a group that belongs to this process alone. */
  #groupIdOf(group: string, perProcess = false): string {
    const known = this.#groupIds.get(group);
    if (known !== undefined) return known;
    const groupId = perProcess ? `watchtower.${group}.${randomUUID()}` : `watchtower.${group}`;
    if (perProcess) this.#groupIds.set(group, groupId);
    return groupId;
  }
}

/** The handlers of each group. @throws where subscriptions contradict each other: a bug, seen at start. */
const groupsOf = (handlers: ReadonlyMap<string, MessageHandler>): Map<string, SubscribedHandler[]> => {
  const groups = new Map<string, SubscribedHandler[]>();
  for (const [pattern, handler] of handlers) {
    const subscription = (handler.extras as { subscription?: Subscription } | undefined)?.subscription;
    if (subscription === undefined) throw new Error(`${pattern} was not declared by @Subscribe`);
    if (handler.next !== undefined)
      throw new Error(`${pattern} has two handlers; each needs a group of its own`);
    const group = groups.get(subscription.group) ?? [];
    if (group.some((other) => other.subscription.perProcess !== subscription.perProcess))
      throw new Error(`${subscription.group} is perProcess in one subscription and shared in another`);
    groups.set(subscription.group, [...group, { subscription, deliver: deliverTo(handler) }]);
  }
  return groups;
};

const deliverTo =
  (handler: MessageHandler): Deliver =>
  async (delivered) => {
    const returned: unknown = await handler(delivered);
    const outcome: unknown = isObservable(returned)
      ? await lastValueFrom(returned, { defaultValue: undefined })
      : returned;
    if (outcome instanceof HandlerFailure) throw outcome.error;
  };
