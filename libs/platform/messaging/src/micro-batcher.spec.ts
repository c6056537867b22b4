import { mergedSlices, MicroBatcher } from './micro-batcher.js';

class Busy extends Error {}

/** A flush that ends when told to. */
const controlled = () => {
  const flushes: { items: string[]; end: () => void; fail: (error: Error) => void }[] = [];
  let arrived = (): void => undefined;
  const flush = (items: readonly string[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      const end = (): void => resolve(items.map((item) => item.toUpperCase()));
      flushes.push({ items: [...items], end, fail: reject });
      arrived();
    });
  const nth = async (count: number) => {
    while (flushes.length < count) await new Promise<void>((resolve) => (arrived = resolve));
    const last = flushes[count - 1];
    if (last === undefined) throw new Error('unreachable');
    return last;
  };
  return { flush, nth };
};

const batcher = (
  flush: (items: readonly string[]) => Promise<readonly string[]>,
  {
    flushWeightMax = 100,
    waitingWeightMax = 100,
    deadlineMs = 10_000,
  }: { flushWeightMax?: number; waitingWeightMax?: number; deadlineMs?: number } = {},
) =>
  new MicroBatcher<string, string>({
    flush,
    weightOf: (item) => item.length,
    flushWeightMax,
    patience: { waitingWeightMax, deadlineMs, overloaded: () => new Busy() },
  });

describe('a micro-batcher', () => {
  it('flushes what came in one turn together', async () => {
    const { flush, nth } = controlled();
    const batch = batcher(flush);
    const done = Promise.all([batch.add('a'), batch.add('b')]);
    const first = await nth(1);
    expect(first.items).toEqual(['a', 'b']);
    first.end();
    expect(await done).toEqual(['A', 'B']);
  });

  it('takes everything that came during a flush into the next one', async () => {
    const { flush, nth } = controlled();
    const batch = batcher(flush);
    const first = batch.add('a');
    const running = await nth(1);
    const others = Promise.all([batch.add('b'), batch.add('c')]);
    running.end();
    await first;
    const second = await nth(2);
    expect(second.items).toEqual(['b', 'c']);
    second.end();
    expect(await others).toEqual(['B', 'C']);
  });

  it('bounds a flush, but takes an item that is larger than the bound alone', async () => {
    const { flush, nth } = controlled();
    const batch = batcher(flush, { flushWeightMax: 3 });
    const all = Promise.all(['aa', 'b', 'c', 'dddd'].map((item) => batch.add(item)));
    for (const [count, items] of [['aa', 'b'], ['c'], ['dddd']].entries()) {
      const one = await nth(count + 1);
      expect(one.items).toEqual(items);
      one.end();
    }
    await all;
  });

  it('refuses what finds no place', async () => {
    const { flush, nth } = controlled();
    const batch = batcher(flush, { waitingWeightMax: 3 });
    const kept = batch.add('aaa');
    await expect(batch.add('b')).rejects.toBeInstanceOf(Busy);
    (await nth(1)).end();
    expect(await kept).toBe('AAA');
  });

  it('gives up a flush that hangs, refuses at once while it does, and goes on after it', async () => {
    const { flush, nth } = controlled();
    const batch = batcher(flush, { deadlineMs: 20 });
    const hanging = batch.add('a');
    const first = await nth(1);
    const waiting = batch.add('b');
    await expect(hanging).rejects.toBeInstanceOf(Busy);
    await expect(waiting).rejects.toBeInstanceOf(Busy);
    await expect(batch.add('c')).rejects.toBeInstanceOf(Busy);
    first.end();
    await new Promise((resolve) => setImmediate(resolve));
    const after = batch.add('d');
    const second = await nth(2);
    expect(second.items).toEqual(['d']);
    second.end();
    expect(await after).toBe('D');
  });

  it('rejects all of a flush when the database is away', async () => {
    const outage = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const batch = batcher(() => Promise.reject(outage));
    const results = await Promise.allSettled([batch.add('a'), batch.add('b')]);
    expect(results).toEqual([
      { status: 'rejected', reason: outage },
      { status: 'rejected', reason: outage },
    ]);
  });

  it('lets the fault of one item be its own', async () => {
    const batch = batcher((items) =>
      items.includes('bad')
        ? Promise.reject(new Error('bad'))
        : Promise.resolve(items.map((item) => `${item}!`)),
    );
    const results = await Promise.allSettled([batch.add('a'), batch.add('bad'), batch.add('c')]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'rejected'))).toEqual([
      'a!',
      'rejected',
      'c!',
    ]);
  });
});

describe('merged slices', () => {
  it('that come while one is under way share the next, in their order', async () => {
    const { flush, nth } = controlled();
    const take = mergedSlices(flush, 100);
    const done = [take(['a1', 'a2']), take(['b1'])];
    (await nth(1)).end();
    await Promise.all(done);
    const later = [take(['a3'])];
    const running = await nth(2);
    later.push(take(['b2']), take(['c1', 'c2']));
    running.end();
    const merged = await nth(3);
    expect(merged.items).toEqual(['b2', 'c1', 'c2']);
    merged.end();
    await Promise.all(later);
  });

  it('are handled each alone where one of them is at fault', async () => {
    const handled: string[][] = [];
    const take = mergedSlices<string>(async (messages) => {
      if (messages.includes('bad')) throw new TypeError('bad');
      handled.push([...messages]);
    }, 100);
    const results = await Promise.allSettled([take(['a']), take(['bad']), take(['c'])]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(handled).toEqual([['a'], ['c']]);
  });
});
