import { createRequire } from 'node:module';

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
  encodeFromPool(require('kafkajs/src/protocol/encoder.js') as EncoderClass);
  patched = true;
};
