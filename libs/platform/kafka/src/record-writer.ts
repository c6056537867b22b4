type Bytes = string | Buffer;

/** A record as kafkajs hands it to its encoder. */
export type RecordToWrite = {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Bytes | null | undefined;
  readonly value: Bytes | null;
  readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[]>> | undefined;
};

/** As much of kafkajs's encoder as whoever puts a batch together looks at. */
export type WrittenRecord = { readonly buf: Buffer; readonly buffer: Buffer };

/** Numbers below need no more than five bytes, and none of JavaScript's doubles. */
const simpleMax = 2 ** 30;
/** Below so many characters a loop is quicker than a call out of JavaScript. */
const shortText = 64;

const namesMax = 500;
const names = new Map<string, Buffer>();

/** The bytes of a header's name: there are few names, and every record has them. */
const bytesOfName = (name: string): Buffer => {
  const known = names.get(name);
  if (known !== undefined) return known;
  const bytes = Buffer.from(name);
  if (names.size < namesMax) names.set(name, bytes);
  return bytes;
};

const sizeOf = (value: Bytes): number =>
  typeof value === 'string' ? Buffer.byteLength(value) : value.length;

const sizeOfNumber = (value: number): number => {
  let bytes = 1;
  for (let rest = value << 1; rest > 0x7f; rest >>>= 7) bytes += 1;
  return bytes;
};

const sizeWithLength = (size: number): number => sizeOfNumber(size) + size;

/** Writes into one buffer, from its beginning on. */
class Writer {
  #at = 0;

  constructor(readonly buffer: Buffer) {}

  /** A whole number from zero on, in zigzag and base 128. */
  number(value: number): void {
    let rest = value << 1;
    for (; rest > 0x7f; rest >>>= 7) this.buffer[this.#at++] = (rest & 0x7f) | 0x80;
    this.buffer[this.#at++] = rest;
  }

  nothing(): void {
    this.buffer[this.#at++] = 1;
  }

  zero(): void {
    this.buffer[this.#at++] = 0;
  }

  bytes(value: Bytes, size: number): void {
    this.number(size);
    if (typeof value !== 'string') value.copy(this.buffer, this.#at);
    else if (size !== value.length || size > shortText) this.buffer.write(value, this.#at, 'utf8');
    else
      for (let index = 0; index < size; index += 1) this.buffer[this.#at + index] = value.charCodeAt(index);
    this.#at += size;
  }
}

/**
 * Writes a record of format 2 into one buffer, where kafkajs makes an encoder with a buffer of its own for the record
 * and for each of its headers. Byte for byte the same, which a test holds.
 * @param otherwise kafkajs's own, for what it may say and we do not.
 */
export const recordWriter =
  (otherwise: (record: RecordToWrite) => WrittenRecord) =>
  (record: RecordToWrite): WrittenRecord => {
    const { headers = {}, key = null, offsetDelta = 0, timestampDelta = 0, value } = record;
    if (!(timestampDelta >= 0 && timestampDelta < simpleMax)) return otherwise(record);
    const parts: Bytes[] = [];
    for (const [name, given] of Object.entries(headers))
      for (const one of Array.isArray(given) ? (given as Bytes[]) : [given as Bytes])
        parts.push(bytesOfName(name), one);
    const sizes = parts.map(sizeOf);
    const keySize = key === null ? -1 : sizeOf(key);
    const valueSize = value === null ? -1 : sizeOf(value);
    const body =
      1 +
      sizeOfNumber(timestampDelta) +
      sizeOfNumber(offsetDelta) +
      (key === null ? 1 : sizeWithLength(keySize)) +
      (value === null ? 1 : sizeWithLength(valueSize)) +
      sizeOfNumber(parts.length / 2) +
      sizes.reduce((sum, size) => sum + sizeWithLength(size), 0);

    const writer = new Writer(Buffer.allocUnsafe(sizeWithLength(body)));
    writer.number(body);
    writer.zero();
    writer.number(timestampDelta);
    writer.number(offsetDelta);
    if (key === null) writer.nothing();
    else writer.bytes(key, keySize);
    if (value === null) writer.nothing();
    else writer.bytes(value, valueSize);
    writer.number(parts.length / 2);
    parts.forEach((part, nth) => writer.bytes(part, sizes[nth] ?? 0));
    return { buf: writer.buffer, buffer: writer.buffer };
  };
