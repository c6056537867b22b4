import { createRequire } from 'node:module';
import { FetchSession, type WantedTopic } from './fetch-session.js';
import { recordBatchReader } from './record-reader.js';
import { recordWriter } from './record-writer.js';

type RequestQueue = {
  readonly enforceRequestTimeout: boolean;
  readonly inflight: ReadonlyMap<number, { sentAt: number; requestTimeout: number; timeoutRequest(): void }>;
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  requestTimeoutIntervalId: NodeJS.Timeout | undefined;
  isConnected(): boolean;
  checkPendingRequests(): void;
  destroy(): void;
};

type ConsumerGroup = {
  readonly groupId: string;
  maxWaitTime: number;
  readonly subscriptionState: { paused(): readonly unknown[] };
};

type Encoder = { buf: Buffer; offset: number };

type EncoderClass = {
  nextPowerOfTwo: (this: void, value: number) => number;
  readonly prototype: { ensureAvailable(this: Encoder, length: number): void };
};

type FetchRequest = { readonly topics: readonly WantedTopic[] };
type FetchAnswer = { readonly errorCode: number; readonly sessionId: number };
type FetchProtocol = (request: object) => unknown;

/** A broker as a client sees it: one for each consumer. */
type Broker = { lookupRequest(apiKey: number, requests: unknown): FetchProtocol };
type SendRequest = (this: Broker, request: unknown) => Promise<FetchAnswer>;
type BrokerClass = {
  readonly prototype: { fetch: unknown; readonly [name: symbol]: SendRequest | undefined };
};

type Fetch = (
  this: ConsumerGroup,
  nodeId: string,
) => Promise<readonly { readonly rawMessages: readonly unknown[] }[]>;

/** A queue that is merely full is looked at again when an answer arrives; this is its second chance. */
const secondLookMs = 10;
/** Requests time out after seconds: looking for them ten times a second, on each connection, is idle work. */
const timeoutCheckMs = 500;
/** A fetch that finds nothing is held by the broker for up to so long, and answered as soon as there is something. */
const idleFetchWaitMs = 500;

/**
 * kafkajs 2.2.4 ends every look at its request queue by a timer for the next one, even when nothing waits
 * and with a delay that is negative unless the broker throttles: a timer of 1 ms that never rests (6.5 % of
 * a core for each idle process) and, since Node 24, a TimeoutNegativeWarning. Here a timer exists only while
 * a request waits. https://github.com/tulios/kafkajs/issues/1751
 */
function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    Math.max(this.throttledUntil - Date.now(), secondLookMs),
  );
}

function scheduleRequestTimeoutCheck(this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  this.requestTimeoutIntervalId = setInterval(() => {
    for (const request of this.inflight.values())
      if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
    if (!this.isConnected()) this.destroy();
  }, timeoutCheckMs);
}

const paces = new Map<string, () => Promise<void>>();

/** Lets a group of this process wait for `untilNext` before each of its fetches. @returns what ends that. */
export const paceFetches = (groupId: string, untilNext: () => Promise<void>): (() => void) => {
  paces.set(groupId, untilNext);
  return () => paces.delete(groupId);
};

/**
 * Fetches that find nothing become rarer, for each costs some 2 ms of CPU with a dozen partitions. A paused
 * partition keeps them frequent: resumed, it joins only with the next fetch.
 */
const pacedFetch = (fetch: Fetch): Fetch => {
  const usual = new WeakMap<ConsumerGroup, number>();
  return async function (nodeId) {
    await paces.get(this.groupId)?.();
    const usualMs = usual.get(this) ?? this.maxWaitTime;
    usual.set(this, usualMs);
    if (this.subscriptionState.paused().length > 0) this.maxWaitTime = usualMs;
    const batches = await fetch.call(this, nodeId);
    const idle = batches.every(({ rawMessages }) => rawMessages.length === 0);
    this.maxWaitTime = idle ? Math.min(2 * this.maxWaitTime, Math.max(usualMs, idleFetchWaitMs)) : usualMs;
    return batches;
  };
};

const fetchKey = 1;

/**
 * kafkajs names every partition in every fetch, and is answered with as many, though all but one hold nothing new: with
 * the dozens that a group reads that costs more than the messages do. Here the broker remembers them.
 */
const fetchInSession = (send: SendRequest, requests: unknown) => {
  const sessions = new WeakMap<Broker, FetchSession>();
  return async function fetch(this: Broker, request: FetchRequest): Promise<FetchAnswer> {
    const session = sessions.get(this) ?? new FetchSession();
    sessions.set(this, session);
    const protocol = this.lookupRequest(fetchKey, requests);
    try {
      const answer = await send.call(this, protocol({ ...request, ...session.next(request.topics) }));
      return session.answered(answer) ? answer : fetch.call(this, request);
    } catch (error) {
      session.lost();
      throw error;
    }
  };
};

/** What an encoder is made with when nobody says how much it will hold. */
const unsaidSize = 511;
const firstBytes = 64;

/**
 * Every header of every record gets an encoder of its own, and each begins with 512 zeroed bytes outside of
 * Node's pool: half the cost of a small record. Here it begins with none and takes what it needs out of the
 * pool; only what was written is ever sent.
 */
const encodeFromPool = (encoder: EncoderClass): void => {
  const { nextPowerOfTwo } = encoder;
  encoder.nextPowerOfTwo = (value) => (value === unsaidSize ? 0 : nextPowerOfTwo(value));
  encoder.prototype.ensureAvailable = function (length) {
    const needed = this.offset + length;
    if (needed <= this.buf.length) return;
    const larger = Buffer.allocUnsafe(Math.max(firstBytes, nextPowerOfTwo(needed)));
    this.buf.copy(larger, 0, 0, this.offset);
    this.buf = larger;
  };
};

/** Puts something else where whoever loads a module of kafkajs from now on finds it. */
const replaceModule = <Exports>(
  require: NodeJS.Require,
  path: string,
  replace: (own: Exports) => Exports,
): void => {
  const own = require(path) as Exports;
  const loaded = require.cache[require.resolve(path)];
  if (loaded === undefined) throw new Error(`${path} is not where it was loaded`);
  loaded.exports = replace(own);
};

let patched = false;

/** Mends every kafkajs client of this process; calling it again changes nothing. */
export const patchKafkajs = (): void => {
  if (patched) return;
  const require = createRequire(import.meta.url);
  const { version } = require('kafkajs/package.json') as { version: string };
  // Another version may have mended this, or moved it: look again before using it.
  if (version !== '2.2.4')
    throw new Error(`kafkajs ${version} is not the version that is patched here (2.2.4)`);
  const queue = require('kafkajs/src/network/requestQueue/index.js') as { prototype: object };
  Object.assign(queue.prototype, { scheduleCheckPendingRequests, scheduleRequestTimeoutCheck });
  const group = require('kafkajs/src/consumer/consumerGroup.js') as { prototype: { fetch: Fetch } };
  group.prototype.fetch = pacedFetch(group.prototype.fetch);
  const broker = require('kafkajs/src/broker/index.js') as BrokerClass;
  const sendName = Object.getOwnPropertySymbols(broker.prototype).find(
    ({ description }) => description === 'private:Broker:sendRequest',
  );
  const send = sendName && broker.prototype[sendName];
  if (send === undefined) throw new Error('kafkajs has moved what sends a request');
  const { requests } = require('kafkajs/src/protocol/requests/index.js') as { requests: { Fetch: unknown } };
  broker.prototype.fetch = fetchInSession(send, requests.Fetch);
  replaceModule(require, 'kafkajs/src/protocol/recordBatch/record/v0/index.js', recordWriter);
  replaceModule(require, 'kafkajs/src/protocol/recordBatch/v0/decoder.js', recordBatchReader);
  encodeFromPool(require('kafkajs/src/protocol/encoder.js') as EncoderClass);
  patched = true;
};
