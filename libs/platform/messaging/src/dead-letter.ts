import { deadLetterTopicOf } from '@watch-tower/contracts';
import type { Received } from './incoming.js';
import type { OutgoingRecord } from './outgoing.js';

/** Why a record was set aside. */
export type DeadLetter = {
  readonly group: string;
  readonly received: Received;
  readonly reason: string;
  /** `unreadable`, or the name of the error a handler failed with. */
  readonly kind: string;
  readonly attempts: number;
};

/** Where dead letters go. Writing the same record of the same group again has no effect. */
export type DeadLetters = { write(letters: readonly DeadLetter[]): Promise<void> };

/** Where a dead letter came from, and the record exactly as it stood there. */
export type Origin = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
};

const prefix = 'dlq_';
const reasonLengthMax = 1_000;

/**
 * How a value travels: as text where it is text, so that `kcat` shows it; poison may be neither JSON nor
 * UTF-8, nor there at all.
 */
const encode = (value: Buffer | null): { encoding: 'text' | 'base64' | 'null'; text: string } => {
  if (value === null) return { encoding: 'null', text: '' };
  const text = value.toString('utf8');
  return Buffer.from(text, 'utf8').equals(value)
    ? { encoding: 'text', text }
    : { encoding: 'base64', text: value.toString('base64') };
};

/**
 * The record that stands for a dead letter on its group's topic: the origin's own key, headers and value,
 * so that it can be put back, and beside them in `dlq_*` headers where it stood and why it was set aside.
 */
export const toDeadLetterRecord = ({
  group,
  received,
  reason,
  kind,
  attempts,
}: DeadLetter): OutgoingRecord => {
  const { encoding, text } = encode(received.value);
  return {
    topic: deadLetterTopicOf(group),
    key: received.key ?? '',
    headers: {
      ...received.headers,
      [`${prefix}group`]: group,
      [`${prefix}kind`]: kind,
      [`${prefix}reason`]: reason.slice(0, reasonLengthMax),
      [`${prefix}attempts`]: String(attempts),
      [`${prefix}topic`]: received.topic,
      [`${prefix}partition`]: String(received.partition),
      [`${prefix}offset`]: String(received.offset),
      [`${prefix}accepted_at`]: received.acceptedAt.toISOString(),
      [`${prefix}key`]: received.key === null ? 'null' : 'text',
      [`${prefix}value`]: encoding,
    },
    value: text,
  };
};

/** The origin of a record of a dead-letter topic; undefined where it names none. */
export const originOf = (letter: Received): Origin | undefined => {
  const {
    [`${prefix}topic`]: topic,
    [`${prefix}partition`]: partition,
    [`${prefix}offset`]: offset,
  } = letter.headers;
  if (topic === undefined || partition === undefined || offset === undefined || !/^\d+$/.test(offset))
    return undefined;
  const encoding = letter.headers[`${prefix}value`];
  return {
    topic,
    partition: Number(partition),
    offset: BigInt(offset),
    key: letter.headers[`${prefix}key`] === 'null' ? null : letter.key,
    headers: Object.fromEntries(Object.entries(letter.headers).filter(([name]) => !name.startsWith(prefix))),
    value:
      encoding === 'null' || letter.value === null
        ? null
        : encoding === 'base64'
          ? Buffer.from(letter.value.toString('utf8'), 'base64')
          : letter.value,
  };
};
