/** Every bound of the consumer runner, with what it is for. */
export type ConsumerLimits = {
  /** Handlers of one group that run at once, over all its partitions. */
  readonly handlersAtOnceMax: number;
  /** Messages fetched ahead of the handler per partition before fetching it pauses… */
  readonly queueMessagesMax: number;
  /** …or bytes, whichever comes first. */
  readonly queueBytesMax: number;
  /** Messages in a slice where the subscription says nothing. */
  readonly sliceSizeMax: number;
  /** Keys of a partition handled at once where the subscription says nothing. */
  readonly keysAtOnceMax: number;
  /** A transient fault is tried so often in all before it becomes a dead letter. */
  readonly attemptsMax: number;
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** How often an outage is probed at the most leisurely. */
  readonly outageRetryMaxMs: number;
  /** What is handled is committed at least so often… */
  readonly commitIntervalMs: number;
  /** …and after so many messages. */
  readonly commitMessagesMax: number;
  /** A process that says nothing for so long has lost its partitions. */
  readonly sessionTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  /** The broker holds an empty fetch so long; also the time a resumed partition may wait. */
  readonly fetchWaitMs: number;
  readonly fetchBytesPerPartitionMax: number;
  /** How often lag and progress are looked at. */
  readonly watchdogIntervalMs: number;
  /** Lag without progress for so long, while the broker answers, is not normal. */
  readonly stuckAfterMs: number;
  /** So many rebuilds without progress, and the process is given up. */
  readonly rebuildsMax: number;
  /** How long `close` waits for slices that run. */
  readonly closeTimeoutMs: number;
};

export const defaultLimits: ConsumerLimits = {
  handlersAtOnceMax: 16,
  queueMessagesMax: 4_000,
  queueBytesMax: 4 * 1024 * 1024,
  sliceSizeMax: 500,
  keysAtOnceMax: 8,
  attemptsMax: 6,
  retryFirstMs: 50,
  retryMaxMs: 2_000,
  outageRetryMaxMs: 3_000,
  commitIntervalMs: 1_000,
  commitMessagesMax: 5_000,
  sessionTimeoutMs: 10_000,
  heartbeatIntervalMs: 2_000,
  fetchWaitMs: 100,
  fetchBytesPerPartitionMax: 512 * 1024,
  watchdogIntervalMs: 5_000,
  stuckAfterMs: 60_000,
  rebuildsMax: 2,
  closeTimeoutMs: 10_000,
};
