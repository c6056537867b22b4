import type { ICustomPartitioner } from 'kafkajs';

const m = 0x5bd1e995;

/** Kafka's murmur2 (org.apache.kafka.common.utils.Utils), as a signed 32-bit number. */
export const murmur2 = (data: Uint8Array): number => {
  const { length } = data;
  const byte = (index: number): number => data[index] ?? 0;
  let hash = 0x9747b28c ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    let word = byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24);
    word = Math.imul(word, m);
    word = Math.imul(word ^ (word >>> 24), m);
    hash = Math.imul(hash, m) ^ word;
  }
  if (at < length) {
    hash ^= byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16);
    hash = Math.imul(hash, m);
  }
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return hash ^ (hash >>> 15);
};

/**
 * That of every other client of Kafka: the same key, the same partition. kafkajs's own counts in objects of 64 bits,
 * at some forty times the cost. Everything that is published here has a key.
 */
export const keyPartitioner: ICustomPartitioner =
  () =>
  ({ message: { key, partition }, partitionMetadata, topic }) => {
    if (partition !== undefined) return partition;
    if (key === null || key === undefined) throw new TypeError(`a record for ${topic} has no key`);
    return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitionMetadata.length;
  };
