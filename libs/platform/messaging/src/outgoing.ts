import {
  attributes as attributesSchema,
  toHeaders,
  type Attributes,
  type DataOf,
  type TopicDefinition,
  type TypeOn,
} from '@watch-tower/contracts';

/** A record as it is handed to the broker, and as it stands in an outbox. */
export type OutgoingRecord = {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly value: string;
};

/**
 * Makes the record of a message. Types tie topic, type and payload together; the payload is not validated
 * again (its maker is ours), the attributes are.
 * @throws ZodError where an attribute is malformed: a bug of the caller.
 */
export const toRecord = <T extends TopicDefinition, K extends TypeOn<T>>(
  topic: T,
  key: string,
  message: Omit<Attributes, 'specversion' | 'type'> & { type: K; data: DataOf<T, K> },
): OutgoingRecord => ({
  topic: topic.name,
  key,
  headers: toHeaders(attributesSchema.parse({ ...message, specversion: '1.0' })),
  value: JSON.stringify(message.data),
});

/** Hands records to the broker with acks=all; order of the array is kept per key. */
export type Publisher = {
  /** Resolves once every record is acknowledged by all in-sync replicas. Rejects if any may be lost. */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
};

/** Records that no broker will take, however often they are sent. Nothing of the batch was published. */
export class MessageTooLargeError extends Error {
  override readonly name = 'MessageTooLargeError';

  constructor(
    readonly records: readonly OutgoingRecord[],
    readonly sizeBytesMax: number,
  ) {
    const named = records
      .slice(0, 3)
      .map((record) => `${record.topic} key ${record.key} (${sizeBytesOf(record)} bytes)`);
    super(`${records.length} record(s) above ${sizeBytesMax} bytes: ${named.join(', ')}`);
  }
}

/** What a record takes in a request, in bytes: key, headers, value and an upper bound for the framing. */
export const sizeBytesOf = (record: OutgoingRecord): number => {
  let bytes = 64 + Buffer.byteLength(record.key) + Buffer.byteLength(record.value);
  for (const [name, value] of Object.entries(record.headers))
    bytes += 8 + Buffer.byteLength(name) + Buffer.byteLength(value);
  return bytes;
};
