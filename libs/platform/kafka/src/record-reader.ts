/** What kafkajs reads a fetch with. */
export type FetchDecoder = { readonly buffer: Buffer; offset: number };

export type ReadRecord = {
  readonly magicByte: number;
  readonly attributes: number;
  readonly timestamp: string;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** As text; in kafkajs's own records as bytes. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly isControlRecord: boolean;
  readonly batchContext: BatchContext;
};

export type BatchContext = {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly partitionLeaderEpoch: number;
  readonly inTransaction: boolean;
  readonly isControlBatch: boolean;
  readonly lastOffsetDelta: number;
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly maxTimestamp: string;
  readonly timestampType: number;
  readonly magicByte: number;
};

type ReadBatch = BatchContext & { readonly records: readonly ReadRecord[] };

/** Where a batch of format 2 has what, from its first byte on. */
const at = {
  length: 8,
  partitionLeaderEpoch: 12,
  magicByte: 16,
  attributes: 21,
  lastOffsetDelta: 23,
  firstTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  firstSequence: 53,
  count: 57,
  records: 61,
} as const;
const compressed = 0x7;
const logAppendTime = 0x8;
const transactional = 0x10;
const control = 0x20;

const namesMax = 500;
const names = new Map<number, { readonly bytes: Buffer; readonly text: string }>();

/** A header's name: there are few, and every record has them, so that each is made a text once. */
const nameAt = (buffer: Buffer, from: number, to: number): string => {
  let hash = 0;
  for (let index = from; index < to; index += 1) hash = (Math.imul(hash, 31) + (buffer[index] ?? 0)) | 0;
  const known = names.get(hash);
  if (known !== undefined && buffer.compare(known.bytes, 0, known.bytes.length, from, to) === 0)
    return known.text;
  const text = buffer.toString('utf8', from, to);
  if (known === undefined && names.size < namesMax)
    names.set(hash, { bytes: Buffer.from(buffer.subarray(from, to)), text });
  return text;
};

/** Reads numbers in zigzag and base 128, one after the other. */
class Cursor {
  constructor(
    readonly buffer: Buffer,
    public at: number,
  ) {}

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.buffer[this.at++];
      if (byte === undefined) throw new RangeError('a record ends before its end');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      scale *= 128;
    }
  }
}

/** A record whose key, value and headers are looked for when they are asked for. */
class LazyRecord implements ReadRecord {
  readonly attributes: number;
  readonly timestamp: string;
  readonly offset: string;
  private readonly buffer: Buffer;
  private readonly keyAt: number;
  private readonly keySize: number;
  private readonly valueAt: number;
  private readonly valueSize: number;
  private knownValue: Buffer | null | undefined;
  private knownHeaders: Record<string, string | string[]> | undefined;

  /** Leaves the cursor behind the record. */
  constructor(
    cursor: Cursor,
    readonly batchContext: BatchContext,
    first: { readonly offset: number; readonly timestamp: number },
  ) {
    const size = cursor.number();
    const end = cursor.at + size;
    this.buffer = cursor.buffer;
    this.attributes = cursor.buffer.readInt8(cursor.at++);
    const timestampDelta = cursor.number();
    this.timestamp =
      batchContext.timestampType === 1 ? batchContext.maxTimestamp : String(first.timestamp + timestampDelta);
    this.offset = String(first.offset + cursor.number());
    this.keySize = cursor.number();
    this.keyAt = cursor.at;
    cursor.at += Math.max(this.keySize, 0);
    this.valueSize = cursor.number();
    this.valueAt = cursor.at;
    cursor.at = end;
  }

  get magicByte(): number {
    return this.batchContext.magicByte;
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  get key(): Buffer | null {
    return this.keySize < 0 ? null : this.buffer.subarray(this.keyAt, this.keyAt + this.keySize);
  }

  get value(): Buffer | null {
    return (this.knownValue ??=
      this.valueSize < 0 ? null : this.buffer.subarray(this.valueAt, this.valueAt + this.valueSize));
  }

  get headers(): Readonly<Record<string, string | string[]>> {
    return (this.knownHeaders ??= this.readHeaders());
  }

  private readHeaders(): Record<string, string | string[]> {
    const cursor = new Cursor(this.buffer, this.valueAt + Math.max(this.valueSize, 0));
    // Whoever calls one `__proto__` or `constructor` finds it again.
    const headers = Object.create(null) as Record<string, string | string[]>;
    for (let left = cursor.number(); left > 0; left -= 1) {
      const name = this.readText(cursor, nameAt);
      const value = this.readText(cursor, (buffer, from, to) => buffer.toString('utf8', from, to));
      const before = headers[name];
      headers[name] = before === undefined ? value : [before, value].flat();
    }
    return headers;
  }

  private readText(cursor: Cursor, textAt: (buffer: Buffer, from: number, to: number) => string): string {
    const size = Math.max(cursor.number(), 0);
    cursor.at += size;
    return textAt(this.buffer, cursor.at - size, cursor.at);
  }
}

/**
 * Reads a batch of records where it lies. kafkajs makes a buffer of every record, key, value, name and value of a
 * header, and as many copies of the headers as there are headers: of what a group fetches most is never looked at.
 * @param otherwise kafkajs's own, for what is compressed, cut off, or beyond numbers.
 */
export const recordBatchReader =
  (otherwise: (decoder: FetchDecoder) => Promise<ReadBatch>) =>
  (decoder: FetchDecoder): Promise<ReadBatch> => {
    const { buffer, offset: start } = decoder;
    const attributes = buffer.readInt16BE(start + at.attributes);
    const end = start + at.partitionLeaderEpoch + buffer.readInt32BE(start + at.length);
    const first = {
      offset: Number(buffer.readBigInt64BE(start)),
      timestamp: Number(buffer.readBigInt64BE(start + at.firstTimestamp)),
    };
    const isPlain = (attributes & compressed) === 0 && end <= buffer.length;
    if (!isPlain || !Number.isSafeInteger(first.offset) || !Number.isSafeInteger(first.timestamp))
      return otherwise(decoder);
    const context: BatchContext = {
      firstOffset: String(first.offset),
      firstTimestamp: String(first.timestamp),
      partitionLeaderEpoch: buffer.readInt32BE(start + at.partitionLeaderEpoch),
      inTransaction: (attributes & transactional) !== 0,
      isControlBatch: (attributes & control) !== 0,
      lastOffsetDelta: buffer.readInt32BE(start + at.lastOffsetDelta),
      producerId: String(buffer.readBigInt64BE(start + at.producerId)),
      producerEpoch: buffer.readInt16BE(start + at.producerEpoch),
      firstSequence: buffer.readInt32BE(start + at.firstSequence),
      maxTimestamp: String(buffer.readBigInt64BE(start + at.maxTimestamp)),
      timestampType: (attributes & logAppendTime) === 0 ? 0 : 1,
      magicByte: buffer.readInt8(start + at.magicByte),
    };
    const cursor = new Cursor(buffer, start + at.records);
    const records: LazyRecord[] = [];
    for (let left = buffer.readInt32BE(start + at.count); left > 0; left -= 1)
      records.push(new LazyRecord(cursor, context, first));
    decoder.offset = end;
    return Promise.resolve({ ...context, records });
  };
