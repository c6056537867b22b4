import { createRequire } from 'node:module';
import fc from 'fast-check';
import { recordBatchReader, type FetchDecoder, type ReadRecord } from './record-reader.js';
import { recordWriter, type RecordToWrite, type WrittenRecord } from './record-writer.js';

const require = createRequire(import.meta.url);
const load = <Module>(path: string): Module => require(`kafkajs/src/protocol/${path}`) as Module;
const ownRecord = load<(record: RecordToWrite) => WrittenRecord>('recordBatch/record/v0/index.js');
const ownReader = load<Parameters<typeof recordBatchReader>[0]>('recordBatch/v0/decoder.js');
const { RecordBatch } = load<{ RecordBatch: (batch: object) => Promise<{ buffer: Buffer }> }>(
  'recordBatch/v0/index.js',
);
const Decoder = load<new (buffer: Buffer) => FetchDecoder>('decoder.js');

const never = (): never => {
  throw new Error('kafkajs itself was asked');
};
const write = recordWriter(never);
const readBatch = recordBatchReader(never);

const bytes = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ minLength: 60, maxLength: 140 }),
  fc.uint8Array().map((array) => Buffer.from(array)),
);
/** kafkajs mistakes what every object has for a header that was there before. */
const names = fc.string({ unit: 'binary' }).filter((name) => !(name in {}));
const record = fc.record({
  offsetDelta: fc.nat({ max: 100_000 }),
  timestampDelta: fc.nat({ max: 2 ** 30 - 1 }),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.dictionary(names, fc.oneof(bytes, fc.array(bytes, { minLength: 1 })), {
    maxKeys: 14,
  }),
});
const firstTimestamp = Date.UTC(2026, 0, 1);
const batchOf = async (records: readonly RecordToWrite[], more: object = {}): Promise<Buffer> => {
  const options = { firstOffset: 7, firstTimestamp, maxTimestamp: firstTimestamp, ...more };
  const { buffer } = await RecordBatch({ ...options, records: records.map(ownRecord) });
  return buffer;
};

/** A record as our consumer looks at it. */
const seen = ({
  attributes,
  batchContext,
  headers,
  isControlRecord,
  key,
  offset,
  timestamp,
  value,
}: ReadRecord) => {
  const textOf = (given: unknown): unknown =>
    Array.isArray(given) ? given.map(textOf) : Buffer.isBuffer(given) ? given.toString('utf8') : given;
  const text = Object.entries(headers).map(([name, given]) => [name, textOf(given)]);
  return { ...{ attributes, batchContext, isControlRecord, key, offset, timestamp, value }, text };
};

describe('a record', () => {
  it('is written byte for byte as kafkajs writes it', () => {
    fc.assert(
      fc.property(record, (given) => {
        expect(write(given).buffer.toString('hex')).toBe(ownRecord(given).buffer.toString('hex'));
      }),
      { numRuns: 500, seed: 20_261_126 },
    );
  });

  it('that is dated before its batch is left to kafkajs', () => {
    const given = { timestampDelta: -1, value: 'x' };
    expect(recordWriter(ownRecord)(given).buffer).toEqual(ownRecord(given).buffer);
    expect(() => write(given)).toThrow('kafkajs itself');
  });

  it('is read as kafkajs reads it, and what follows the batch too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 5 }), fc.boolean(), async (given, transactional) => {
        const batch = await batchOf(given, { transactional });
        const twice = Buffer.concat([batch, batch]);
        const [ours, own] = [new Decoder(twice), new Decoder(twice)];
        for (let round = 0; round < 2; round += 1) {
          const { records, ...context } = await readBatch(ours);
          const { records: ownRecords, ...ownContext } = await ownReader(own);
          expect(context).toMatchObject(ownContext);
          expect(records.map(seen)).toEqual(ownRecords.map(seen));
          expect(ours.offset).toBe(own.offset);
        }
      }),
      { numRuns: 300, seed: 20_261_126 },
    );
  });

  it('has headers of any name', async () => {
    const headers = Object.fromEntries([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    const [read] = (await readBatch(new Decoder(await batchOf([{ value: 'x', headers }])))).records;
    expect(Object.entries(read?.headers ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('has the time of the batch where the broker dates it', async () => {
    const batch = await batchOf([{ timestampDelta: 5, value: 'x' }]);
    const logAppendTime = 0x8;
    batch.writeInt16BE(logAppendTime, 21);
    batch.writeBigInt64BE(99n, 35);
    const { records } = await readBatch(new Decoder(batch));
    expect(records.map(({ timestamp }) => timestamp)).toEqual(['99']);
    expect(records.map(seen)).toEqual((await ownReader(new Decoder(batch))).records.map(seen));
  });

  it('of a batch that is compressed, or cut off, is left to kafkajs', async () => {
    const [plain, gzip] = [
      await batchOf([{ value: 'x' }]),
      await batchOf([{ value: 'x' }], { compression: 1 }),
    ];
    const [opened] = (await recordBatchReader(ownReader)(new Decoder(gzip))).records;
    expect(opened?.value?.toString()).toBe('x');
    expect(() => readBatch(new Decoder(gzip))).toThrow('kafkajs itself');
    expect(() => readBatch(new Decoder(plain.subarray(0, -1)))).toThrow('kafkajs itself');
  });
});
