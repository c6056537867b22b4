import { jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { subscription, Subscribe } from '@watch-tower/messaging';
import { Bench, numberedOver, unique, until, type TestMessage } from './testing/kit.js';

jest.setTimeout(60_000);
const bench = new Bench();
afterEach(() => bench.end());

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

/** The numbers of every key rise. */
const inOrder = (seen: readonly { subject: string; data: { n: number } }[]): boolean =>
  keys.every((key) => {
    const numbers = seen.filter(({ subject }) => subject === key).map(({ data }) => data.n);
    return numbers.every((n, at) => at === 0 || n > (numbers[at - 1] ?? n));
  });

describe('order', () => {
  it('is kept per key when keys are handled at once', async () => {
    const topic = await bench.topic(3);
    const seen: TestMessage[] = [];
    let atOnce = 0;
    let atOnceMax = 0;

    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group: unique('order'), mode: 'each' }))
      async handle(message: TestMessage): Promise<void> {
        atOnce += 1;
        atOnceMax = Math.max(atOnceMax, atOnce);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
        atOnce -= 1;
        seen.push(message);
      }
    }

    await bench.publisher.publish(numberedOver(topic, keys, 600));
    await bench.service([Handler]);
    await until('everything is handled', () => seen.length >= 600);

    expect(inOrder(seen)).toBe(true);
    expect(seen.length).toBe(600);
    expect(atOnceMax).toBeGreaterThan(3);
  });

  it('is kept in slices, which never overlap in a partition', async () => {
    const topic = await bench.topic(3);
    const seen: TestMessage[] = [];
    const busy = new Set<number>();
    let overlaps = 0;
    const sizes: number[] = [];

    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group: unique('order'), mode: 'slice', sliceSizeMax: 50 }))
      async handle(messages: readonly TestMessage[]): Promise<void> {
        const partition = messages[0]?.received.partition ?? -1;
        if (busy.has(partition)) overlaps += 1;
        busy.add(partition);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
        busy.delete(partition);
        sizes.push(messages.length);
        seen.push(...messages);
      }
    }

    await bench.publisher.publish(numberedOver(topic, keys, 3_000));
    await bench.service([Handler]);
    await until('everything is handled', () => seen.length >= 3_000);

    expect(inOrder(seen)).toBe(true);
    expect(overlaps).toBe(0);
    expect(Math.max(...sizes)).toBe(50);
  });
});
