import { jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { subscription, Subscribe } from '@watch-tower/messaging';
import { startChild } from './testing/child.js';
import {
  Bench,
  brokers,
  joined,
  numberedOver,
  unique,
  until,
  type TestMessage,
  type TestTopic,
} from './testing/kit.js';

jest.setTimeout(60_000);
const bench = new Bench();
afterEach(() => bench.end());

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

const sliceHandler = (
  topic: TestTopic,
  group: string,
  handle: (messages: readonly TestMessage[]) => Promise<void>,
) => {
  @Controller()
  class Handler {
    @Subscribe(subscription({ topic, group, mode: 'slice', sliceSizeMax: 20 }))
    handle(messages: readonly TestMessage[]): Promise<void> {
      return handle(messages);
    }
  }
  return Handler;
};

describe('delivery', () => {
  it('is at least once over a SIGKILL between handling and commit', async () => {
    const group = unique('crash');
    const topic = await bench.topic(2);
    await bench.publisher.publish(numberedOver(topic, ['a', 'b', 'c'], 50));
    const child = startChild({ brokers: brokers(), topics: [topic.name], group, role: 'crash' });
    await until('the child has handled everything', () => child.said.length >= 50);
    await child.kill('SIGKILL');

    const handled: TestMessage[] = [];
    const Handler = sliceHandler(topic, group, async (messages) => void handled.push(...messages));
    await bench.service([Handler]);
    await until('everything is delivered again', () => handled.length >= 50);

    expect(handled.map(({ data }) => data.n).sort((a, b) => a - b)).toEqual(numbers(50));
  });

  it('loses nothing and keeps order over rebalances, 1 → 2 → 1 members under load', async () => {
    const group = unique('rebalance');
    const topic = await bench.topic(6);
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    /** By member: a message delivered again after a rebalance is a duplicate, never a loss. */
    const seen: { member: string; n: number; key: string }[] = [];
    const member = (name: string) =>
      sliceHandler(topic, group, async (messages) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        seen.push(...messages.map(({ data, subject }) => ({ member: name, n: data.n, key: subject })));
      });
    let sent = 0;
    let loading = true;
    const load = (async () => {
      while (loading) {
        await bench.publisher.publish(numberedOver(topic, keys, 40, sent));
        sent += 40;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    const handledBy = (name: string) => seen.filter((one) => one.member === name).length;

    const first = await bench.service([member('first')]);
    await until('the first works', () => handledBy('first') > 100);
    const second = await bench.service([member('second')]);
    await until('both work', () => handledBy('second') > 100);
    expect(first.transport.health().groups[0]?.partitions).toBe(3);
    await second.close();
    const before = handledBy('first');
    await until('the first works on alone', () => handledBy('first') > before + 500);
    loading = false;
    await load;
    await until('nothing is left', () => new Set(seen.map(({ n }) => n)).size >= sent);

    expect([...new Set(seen.map(({ n }) => n))].sort((a, b) => a - b)).toEqual(numbers(sent));
    // Handled for the first time, the numbers of a key rise: no rebalance lets a later one go ahead.
    const known = new Set<number>();
    const firsts = seen.filter(({ n }) => !known.has(n) && known.add(n));
    for (const key of keys) {
      const ofKey = firsts.filter((one) => one.key === key).map(({ n }) => n);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    }
    // A clean leave repeats nothing, a join at most the slices that ran.
    expect(seen.length - sent).toBeLessThanOrEqual(6 * 20);
  });

  it('repeats nothing after a clean stop', async () => {
    const group = unique('clean');
    const topic = await bench.topic(3);
    const handled: number[] = [];
    const Handler = sliceHandler(topic, group, async (messages) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      handled.push(...messages.map(({ data }) => data.n));
    });
    await bench.publisher.publish(numberedOver(topic, ['a', 'b', 'c', 'd', 'e'], 1_000));
    const first = await bench.service([Handler]);
    await until('some are handled', () => handled.length > 200);
    await first.close();
    expect(handled.length).toBeLessThan(1_000);
    await bench.service([Handler]);
    await until('all are handled', () => handled.length >= 1_000);

    expect(handled.sort((a, b) => a - b)).toEqual(numbers(1_000));
  });

  it('of one slow partition does not slow the others (fault 4)', async () => {
    const group = unique('slow');
    const topic = await bench.topic(4);
    const waits: number[] = [];
    const release = Promise.withResolvers<void>();
    let slow: number | undefined;
    const Handler = sliceHandler(topic, group, async (messages) => {
      const [first] = messages;
      if (first === undefined) return;
      if (first.subject === 'slow') slow = first.received.partition;
      if (first.received.partition === slow) return release.promise;
      for (const { received } of messages) waits.push(Date.now() - received.acceptedAt.getTime());
    });
    // Little room: the slow partition fills up while the others are served.
    const service = await bench.service([Handler], { limits: { queueMessagesMax: 10 } });
    await joined(service);
    await bench.publisher.publish(numberedOver(topic, ['slow'], 100));
    await until('the slow one is at work', () => slow !== undefined);
    const others = Array.from({ length: 40 }, (_, n) => `key-${n}`);
    for (let round = 0; round < 20; round += 1)
      await bench.publisher.publish(numberedOver(topic, others, 40));
    // Some of the keys share the slow partition.
    await until('the others are served', () => waits.length >= 400);
    const paused = await service.metrics.getSingleMetricAsString('watchtower_consumer_paused_partitions');
    release.resolve();

    expect(paused).toContain(`{group="${group}",reason="full"} 1`);
    waits.sort((a, b) => a - b);
    expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(250);
  });
});
