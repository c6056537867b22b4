import { Redis } from 'ioredis';

/**
 * A client that fails fast: without a connection a command is rejected at once, a server that no longer
 * answers rejects it after `commandTimeoutMs`. A killed Redis otherwise holds a request for 10 s, a frozen
 * one for ever. It reconnects by itself for as long as the process lives, at most a second apart.
 * @param options.onError told of lost connections; without a listener ioredis prints them.
 */
export const openRedis = (options: {
  readonly url: string;
  readonly clientName: string;
  readonly commandTimeoutMs: number;
  readonly onError: (error: Error) => void;
}): Redis => {
  const redis = new Redis(options.url, {
    connectionName: options.clientName,
    commandTimeout: options.commandTimeoutMs,
    connectTimeout: 1_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
  });
  redis.on('error', options.onError);
  return redis;
};
