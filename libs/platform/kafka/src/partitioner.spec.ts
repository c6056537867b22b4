import fc from 'fast-check';
import kafkajs from 'kafkajs';
import { keyPartitioner } from './partitioner.js';

const partitionMetadata = (count: number) =>
  Array.from({ length: count }, (_, partitionId) => ({
    ...{ partitionId, leader: 0, partitionErrorCode: 0, replicas: [0], isr: [0] },
  }));

describe('the partition of a key', () => {
  const theirs = kafkajs.Partitioners.DefaultPartitioner();
  const ours = keyPartitioner();

  it('is that which kafkajs and every other client choose', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array().map(Buffer.from)),
        fc.integer({ min: 1, max: 48 }),
        (key, count) => {
          const asked = {
            topic: 't',
            partitionMetadata: partitionMetadata(count),
            message: { key, value: '' },
          };
          expect(ours(asked)).toBe(theirs(asked));
        },
      ),
      { numRuns: 2_000, seed: 20_261_126 },
    );
  });

  it('is the one that is asked for, where a letter goes back to where it came from', () => {
    const asked = {
      topic: 't',
      partitionMetadata: partitionMetadata(6),
      message: { value: '', partition: 4 },
    };
    expect(ours(asked)).toBe(4);
  });

  it('is none for what has no key', () => {
    const asked = { topic: 't', partitionMetadata: partitionMetadata(6), message: { value: '' } };
    expect(() => ours(asked)).toThrow('a record for t has no key');
  });
});
