import { Command, Redis, type RedisOptions } from 'ioredis';

/**
 * Gives up a command whose answer is not there after a time. Unlike ioredis's own `commandTimeout` it reads the
 * socket once more before it does: a process that was busy for that long finds the answer waiting there, and what
 * was answered in time is no failure of Redis. A server that has let one wait is asked nothing more until it answers
 * a ping: who comes meanwhile is told at once.
 */
class FailFastRedis extends Redis {
  private isSilent = false;

  constructor(
    url: string,
    options: RedisOptions,
    private readonly commandTimeoutMs: number,
  ) {
    super(url, options);
  }

  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    if (this.isSilent) {
      command.reject(new Error('Redis does not answer'));
      return command.promise;
    }
    let isSettled = false;
    const giveUp = (): void => {
      if (!isSettled) this.giveUp(command);
    };
    // Timers run before the sockets are read, immediates after.
    const timer = setTimeout(() => setImmediate(giveUp), this.commandTimeoutMs);
    const settled = (): void => {
      isSettled = true;
      clearTimeout(timer);
    };
    command.promise.then(settled, settled);
    return super.sendCommand(command, stream);
  }

  private giveUp(command: Command): void {
    command.reject(new Error(`Redis did not answer ${command.name} in time`));
    if (this.isSilent || this.status !== 'ready') return;
    this.isSilent = true;
    const ping = new Command('ping');
    const answered = () => (this.isSilent = false);
    // Rejected where the connection is lost: then commands are rejected for that.
    ping.promise.then(answered, answered);
    super.sendCommand(ping);
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
