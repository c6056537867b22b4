import type { Logger } from '@watch-tower/messaging';
import kafkajs, { type Kafka, type LogEntry, type RetryOptions } from 'kafkajs';
import { bridgeLog } from './log-bridge.js';
import { patchKafkajs } from './kafkajs-patches.js';

export type Connection = {
  readonly brokers: readonly string[];
  /** Names this process in the broker's logs and quotas. */
  readonly clientId: string;
  /** What kafkajs says while it heals; a command that reports by its result and its errors leaves it out. */
  readonly log?: Logger;
};

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Retrying is ours: a kafkajs that retries for long is one that cannot be stopped. */
export const retryOnce: RetryOptions = { retries: 1, initialRetryTime: 100, maxRetryTime: 500 };
export const retryNever: RetryOptions = { retries: 0, initialRetryTime: 100, maxRetryTime: 500 };

/**
 * A kafkajs client with its faults mended. No connection is made yet.
 * @param listen sees every line that kafkajs logs at WARN or above, before it is logged.
 */
export const createClient = (
  { brokers, clientId, log = silent }: Connection,
  {
    requestTimeoutMs,
    retry,
    listen,
  }: { requestTimeoutMs: number; retry: RetryOptions; listen?: (entry: LogEntry) => void },
): Kafka => {
  patchKafkajs();
  const bridged = bridgeLog(log);
  return new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 2_000,
    requestTimeout: requestTimeoutMs,
    retry,
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => {
      listen?.(entry);
      bridged(entry);
    },
  });
};
