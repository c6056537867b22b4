import { setTimeout as wait } from 'node:timers/promises';
import { createTopics } from '@watch-tower/kafka';
import type { Platform, PlatformConfig } from './platform.js';

const tryAgainMsMax = 30_000;

/**
 * Makes the dead-letter topics of this process's consumer groups, as soon as a broker answers: which groups
 * there are is known only by their subscriptions. Until then a dead letter waits in the outbox.
 */
export const makeDeadLetterTopics = async (
  { transport, logger }: Platform,
  { kafkaBrokers, kafkaReplicationFactor }: PlatformConfig,
  signal: AbortSignal,
): Promise<void> => {
  const groups = transport.health().groups.map(({ group }) => group);
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      await createTopics({
        brokers: kafkaBrokers,
        replicationFactor: kafkaReplicationFactor,
        groups,
        topics: [],
      });
      return;
    } catch (error) {
      if (tries === 1) logger.warn({ err: error }, 'the dead-letter topics wait for the broker');
      await wait(Math.min(tryAgainMsMax, 500 * 2 ** tries), undefined, { signal }).catch(() => undefined);
    }
  }
};
