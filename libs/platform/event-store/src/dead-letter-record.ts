import { createHash } from 'node:crypto';
import { entriesWithoutNul, withoutNul } from '@watch-tower/database';
import { toDeadLetterRecord, type DeadLetter, type OutgoingRecord } from '@watch-tower/messaging';

/** A Kafka message may have 1 MiB with its headers; base64 makes 4 bytes of 3. */
const valueBytesMax = 700_000;

/**
 * A dead letter's record as an outbox can hold and a broker will take it: what is too large keeps its
 * beginning, its length and its sha256 (the row beside it keeps all of it), and the character U+0000, which
 * PostgreSQL's text cannot hold, travels as base64 in the value and is replaced elsewhere.
 */
export const toStorableRecord = (letter: DeadLetter): OutgoingRecord => {
  // Field by field: what a broker delivers decodes its fields when they are looked at, and a spread finds none.
  const { topic, partition, offset, key, acceptedAt, value, headers: received } = letter.received;
  const kept = value?.subarray(0, valueBytesMax) ?? null;
  const record = toDeadLetterRecord({
    ...letter,
    received: { topic, partition, offset, key, acceptedAt, headers: received, value: kept },
  });
  const headers: Record<string, string> = { ...record.headers };
  if (value !== null && value.length > valueBytesMax) {
    headers['dlq_value_length_bytes'] = String(value.length);
    headers['dlq_value_sha256'] = createHash('sha256').update(value).digest('hex');
  }
  const holdsNul = record.value.includes('\u0000');
  if (holdsNul) headers['dlq_value'] = 'base64';
  return {
    topic: record.topic,
    key: withoutNul(record.key),
    headers: entriesWithoutNul(headers),
    value: holdsNul ? Buffer.from(record.value, 'utf8').toString('base64') : record.value,
  };
};
