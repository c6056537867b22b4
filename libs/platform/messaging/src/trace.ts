import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from './random.js';

/** What a request or message belongs to; carried over HTTP, Kafka and into every log line. */
export type Trace = {
  readonly correlationId: string;
  /** The message that caused what happens now; absent at the edge. */
  readonly causationId?: string;
  /** W3C trace context: https://www.w3.org/TR/trace-context/ */
  readonly traceparent: string;
};

const storage = new AsyncLocalStorage<Trace>();

export const runInTrace = <Result>(trace: Trace, work: () => Result): Result => storage.run(trace, work);

/** The trace of the running request or message; undefined outside of any. */
export const currentTrace = (): Trace | undefined => storage.getStore();

const traceparentPattern = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** The next span of a trace: same trace id, a span of our own. A missing or malformed parent starts a trace. */
export const nextTraceparent = (parent?: string): string => {
  const match = parent === undefined ? null : traceparentPattern.exec(parent);
  const traceId = match?.[1] ?? randomBytes(16).toString('hex');
  return `00-${traceId}-${randomBytes(8).toString('hex')}-${match?.[2] ?? '01'}`;
};
