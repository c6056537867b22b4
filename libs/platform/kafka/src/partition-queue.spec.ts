import { PartitionQueue } from './partition-queue.js';
import type { Entry } from './received-record.js';

const entries = (...offsets: number[]): Entry[] =>
  offsets.map((offset) => ({ offset: String(offset), timestamp: '0', key: null, value: Buffer.alloc(100) }));

const offsetsOf = (taken: { entries: readonly Entry[] } | undefined): number[] =>
  (taken?.entries ?? []).map(({ offset }) => Number(offset));

const queueOf = (limits: { messagesMax?: number; bytesMax?: number } = {}): PartitionQueue =>
  new PartitionQueue({ messagesMax: 1_000, bytesMax: 1_000_000, ...limits });

describe('a partition queue', () => {
  it('gives in order what it was offered, in slices', () => {
    const queue = queueOf();
    queue.offer(entries(5, 6, 7), 7n);
    queue.offer(entries(8, 9), 9n);
    expect(offsetsOf(queue.take(4))).toEqual([5, 6, 7, 8]);
    expect(offsetsOf(queue.take(4))).toEqual([9]);
    expect(queue.take(4)).toBeUndefined();
  });

  it('skips what it knows: the broker delivers again from the last commit', () => {
    const queue = queueOf();
    queue.offer(entries(0, 1, 2), 2n);
    queue.take(2);
    queue.offer(entries(0, 1, 2, 3), 3n);
    expect(offsetsOf(queue.take(9))).toEqual([2, 3]);
  });

  it('that was cleared takes again what was not taken, and nothing else', () => {
    const queue = queueOf();
    queue.offer(entries(0, 1, 2, 3), 3n);
    queue.take(2);
    queue.clear();
    expect(queue.size).toBe(0);
    expect(queue.bytes).toBe(0);
    queue.offer(entries(0, 1, 2, 3, 4), 4n);
    expect(offsetsOf(queue.take(9))).toEqual([2, 3, 4]);
  });

  it('ends a slice before the next entry, and the last one at the end of the batch', () => {
    const queue = queueOf();
    // 10 to 14 were compacted away, 15 is a control record.
    queue.offer(entries(8, 9), 15n);
    expect(queue.take(1)?.end).toBe(9n);
    expect(queue.take(1)?.end).toBe(16n);
  });

  it('is full by messages or by bytes, and has room again at half', () => {
    const byMessages = queueOf({ messagesMax: 4 });
    byMessages.offer(entries(0, 1, 2, 3), 3n);
    expect(byMessages.isFull).toBe(true);
    byMessages.take(1);
    expect([byMessages.isFull, byMessages.hasRoom]).toEqual([false, false]);
    byMessages.take(1);
    expect(byMessages.hasRoom).toBe(true);

    const byBytes = queueOf({ bytesMax: 2_000 });
    byBytes.offer(entries(0, 1, 2, 3), 3n);
    expect(byBytes.isFull).toBe(true);
    byBytes.take(4);
    expect([byBytes.bytes, byBytes.hasRoom]).toEqual([0, true]);
  });
});
