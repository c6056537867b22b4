import { LowWaterMark } from './low-water-mark.js';
import { PartitionQueue } from './partition-queue.js';
import type { Entry } from './received-record.js';
import { Lanes, Slices, type Work } from './schedules.js';

const queueOf = (...keys: (string | null)[]): PartitionQueue => {
  const queue = new PartitionQueue({ messagesMax: 10_000, bytesMax: 10_000_000 });
  const entries = keys.map((key, offset): Entry => ({
    offset: String(offset),
    timestamp: '0',
    key: key === null ? null : Buffer.from(key),
    value: null,
  }));
  queue.offer(entries, BigInt(keys.length - 1));
  return queue;
};

const offsetOf = (work: Work | undefined): string =>
  work?.entries.map(({ offset }) => offset).join() ?? 'none';

const must = (work: Work | undefined): Work => {
  if (work === undefined) throw new Error('there is no work');
  return work;
};

describe('slices', () => {
  it('come one at a time', () => {
    const slices = new Slices(queueOf('a', 'b', 'c'), new LowWaterMark(), 2);
    expect(offsetOf(slices.next())).toBe('0,1');
    expect(offsetOf(slices.next())).toBe('none');
    slices.finished();
    expect(offsetOf(slices.next())).toBe('2');
  });
});

describe('lanes', () => {
  it('run different keys at once and a key in order', () => {
    const lanes = new Lanes(queueOf('a', 'a', 'b'), new LowWaterMark(), 8);
    const first = must(lanes.next());
    expect([offsetOf(first), offsetOf(lanes.next()), offsetOf(lanes.next())]).toEqual(['0', '2', 'none']);
    lanes.finished(first);
    expect(offsetOf(lanes.next())).toBe('1');
  });

  it('run no more keys than allowed', () => {
    const lanes = new Lanes(queueOf('a', 'b', 'c'), new LowWaterMark(), 2);
    const first = must(lanes.next());
    lanes.next();
    expect(offsetOf(lanes.next())).toBe('none');
    lanes.finished(first);
    expect(offsetOf(lanes.next())).toBe('2');
  });

  it('let only so much wait behind one key', () => {
    const queue = queueOf(...Array.from({ length: 100 }, () => 'a'));
    const lanes = new Lanes(queue, new LowWaterMark(), 2);
    lanes.next();
    lanes.next();
    expect(queue.size).toBe(67);
  });

  it('keep the order of records without a key', () => {
    const lanes = new Lanes(queueOf(null, null), new LowWaterMark(), 8);
    lanes.next();
    expect(offsetOf(lanes.next())).toBe('none');
  });

  it('commit only up to the oldest message at work', () => {
    const mark = new LowWaterMark();
    const lanes = new Lanes(queueOf('a', 'b', 'c'), mark, 8);
    const works = [must(lanes.next()), must(lanes.next()), must(lanes.next())];
    for (const work of works.slice(1)) mark.finish(work.stretch);
    expect(mark.value).toBeUndefined();
    mark.finish(must(works[0]).stretch);
    expect(mark.value).toBe(3n);
  });
});
