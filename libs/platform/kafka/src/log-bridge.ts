import type { Logger } from '@watch-tower/messaging';
import type { LogEntry } from 'kafkajs';

/** The same sentence is repeated no sooner than this: a broker away for an hour fails every second. */
const repeatAfterMs = 10_000;

/** WARN in kafkajs's numbering, where less is worse. */
const warnLevel = 2;

/**
 * kafkajs's log lines as ours. What it calls errors are lost connections, elections and rebalances that heal
 * by themselves, so they are WARN; its tales of normal work are DEBUG. The service decides what deserves ERROR.
 */
export const bridgeLog = (log: Logger, now: () => number = Date.now): ((entry: LogEntry) => void) => {
  const spoken = new Map<string, { at: number; silenced: number }>();
  return ({ namespace, level, log: { message, timestamp: _, logger: __, stack: ___, ...rest } }) => {
    const fields: Record<string, unknown> = rest;
    if (Number(level) > warnLevel) return log.debug({ ...fields, namespace }, `kafkajs: ${message}`);
    const sentence = `${namespace}: ${message}`;
    const before = spoken.get(sentence);
    if (before !== undefined && now() - before.at < repeatAfterMs) {
      before.silenced += 1;
      return;
    }
    // Sentences carry offsets and addresses: forget the old ones rather than grow.
    if (spoken.size > 200) spoken.clear();
    spoken.set(sentence, { at: now(), silenced: 0 });
    const reason = fields['error'] instanceof Error ? fields['error'].message : fields['error'];
    const silenced = before?.silenced ?? 0;
    log.warn(
      { ...fields, namespace, error: reason, ...(silenced > 0 && { silenced }) },
      `kafkajs: ${message}`,
    );
  };
};
