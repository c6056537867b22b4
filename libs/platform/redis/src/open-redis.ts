import { Redis, type Command, type RedisOptions } from 'ioredis';

/**
 * Gives up a command whose answer is not there after a time. Unlike ioredis's own `commandTimeout` it reads the
 * socket once more before it does: a process that was busy for that long finds the answer waiting there, and what
 * was answered in time is no failure of Redis.
 */
class FailFastRedis extends Redis {
  constructor(
    url: string,
    options: RedisOptions,
    private readonly commandTimeoutMs: number,
  ) {
    super(url, options);
  }

  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    const timer = setTimeout(
      // Timers run before the sockets are read, immediates after.
      () => setImmediate(() => command.reject(new Error(`Redis did not answer ${command.name} in time`))),
      this.commandTimeoutMs,
    );
    const settled = () => clearTimeout(timer);
    command.promise.then(settled, settled);
    return super.sendCommand(command, stream);
  }
}

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
  const redis = new FailFastRedis(
    options.url,
    {
      connectionName: options.clientName,
      connectTimeout: 1_000,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
    },
    options.commandTimeoutMs,
  );
  redis.on('error', options.onError);
  return redis;
};
