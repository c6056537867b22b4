import { EventPattern } from '@nestjs/microservices';
import type { TopicDefinition } from '@watch-tower/contracts';
import type { Incoming, Received, Unreadable } from './incoming.js';

/** Our own transport, told apart from Nest's built-in ones. */
export const messagingTransport = Symbol('watch-tower.messaging');

type Common<T extends TopicDefinition> = {
  readonly topic: T;
  /**
   * The consumer group, e.g. `fleet.telemetry`. Subscriptions of one group share one consumer.
   * `perProcess`: every process reads everything in a group of its own, deleted at exit.
   */
  readonly group: string;
  readonly perProcess?: boolean;
  /** Where a group without commits begins. `end` only for what is of no use once it is past. */
  readonly from?: 'beginning' | 'end';
  /**
   * Fetches begin so far apart at least, for facts that nobody waits for at the next instant: what comes meanwhile
   * shares one. Of a group the longest counts.
   */
  readonly lingerMs?: number;
  /**
   * Begins only once another group has committed everything its topic held when this process started: who
   * decides by a copy of other facts must have read them first.
   */
  readonly startsAfter?: { readonly group: string; readonly topic: TopicDefinition };
};

/**
 * How a topic is read.
 * `each`: one message at a time, order kept per key, up to `keysAtOnceMax` keys of a partition at once.
 * `slice`: up to `sliceSizeMax` messages of one partition in order, for work in bulk. With
 * `unreadable: 'deliver'` the handler gets what could not be read too (to park its key), else it is
 * dead-lettered before the handler.
 * `records`: slices of records as they came, nothing read yet, for handlers that need few of them or little
 * of each (a key, a header); a field is decoded when it is looked at, and `read` is theirs to call.
 */
export type Subscription<T extends TopicDefinition = TopicDefinition> =
  | (Common<T> & { readonly mode: 'each'; readonly keysAtOnceMax?: number })
  | (Common<T> & {
      readonly mode: 'slice';
      readonly sliceSizeMax?: number;
      readonly unreadable?: 'dead-letter' | 'deliver';
    })
  | (Common<T> & { readonly mode: 'records'; readonly sliceSizeMax?: number });

export type EachHandler<T extends TopicDefinition> = (message: Incoming<T>) => Promise<void>;
export type SliceHandler<T extends TopicDefinition> = (messages: readonly Incoming<T>[]) => Promise<void>;
export type RawSliceHandler<T extends TopicDefinition> = (
  messages: readonly (Incoming<T> | Unreadable)[],
) => Promise<void>;
export type RecordsHandler = (records: readonly Received[]) => Promise<void>;

/** Keeps a subscription's literal types. */
export const subscription = <const S extends Subscription>(definition: S): S => definition;

type HandlerOf<S extends Subscription> = S extends { mode: 'each' }
  ? EachHandler<S['topic']>
  : S extends { mode: 'records' }
    ? RecordsHandler
    : S extends { unreadable: 'deliver' }
      ? RawSliceHandler<S['topic']>
      : SliceHandler<S['topic']>;

/** What a handler returns to the runner where it failed; see `Subscribe`. */
export class HandlerFailure {
  constructor(readonly error: unknown) {}
}

/**
 * Marks a method of a Nest controller as the handler of a subscription; the compiler checks that it takes
 * what the subscription delivers. Nothing may leave the handler but a rejected promise: the runner judges it
 * (`severityOf`): an outage pauses the partition, a transient fault is retried, a fault is dead-lettered.
 *
 * Nest is shown a method beside the handler that hands a rejection over as a value, for Nest's exception
 * layer would log whatever is thrown and put "Internal server error" in its place.
 */
export const Subscribe =
  <S extends Subscription>(definition: S) =>
  <H extends HandlerOf<S>>(
    target: object,
    property: string | symbol,
    _descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    const subscribed = async function (
      this: object,
      delivered: unknown,
    ): Promise<HandlerFailure | undefined> {
      try {
        await (Reflect.get(this, property) as (delivered: unknown) => Promise<void>).call(this, delivered);
        return undefined;
      } catch (error) {
        return new HandlerFailure(error);
      }
    };
    const name = `subscribed ${String(property)}`;
    const descriptor: PropertyDescriptor = { value: subscribed, configurable: true, writable: true };
    Object.defineProperty(target, name, descriptor);
    EventPattern(`${definition.group}:${definition.topic.name}`, messagingTransport, {
      subscription: definition,
    })(target, name, descriptor);
  };
