import { jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { subscription, Subscribe, type Received } from '@watch-tower/messaging';
import kafkajs, { type Admin } from 'kafkajs';
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
let admin: Admin;
beforeAll(async () => {
  admin = new kafkajs.Kafka({ brokers: brokers(), logLevel: 0 }).admin();
  await admin.connect();
});
afterEach(() => bench.end());
afterAll(() => admin.disconnect());

/** As retention does, at once. */
const removeUpTo = async (topic: TestTopic, offset: number): Promise<void> => {
  // kafkajs finds the leader only of topics that it was asked about before.
  await admin.fetchTopicOffsets(topic.name);
  await admin.deleteTopicRecords({
    topic: topic.name,
    partitions: [{ partition: 0, offset: String(offset) }],
  });
};

const groupIds = async (part: string): Promise<string[]> =>
  (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((id) => id.includes(part));

type Choice = { from?: 'end'; perProcess?: true; startsAfter?: { group: string; topic: TestTopic } };

const collector = (
  topic: TestTopic,
  group: string,
  choice: Choice = {},
  before: () => Promise<void> = async () => {},
) => {
  const handled: number[] = [];
  @Controller()
  class Handler {
    @Subscribe(subscription({ topic, group, mode: 'slice', ...choice }))
    async handle(messages: readonly TestMessage[]): Promise<void> {
      await before();
      handled.push(...messages.map(({ data }) => data.n));
    }
  }
  return { Handler, handled };
};

describe('a group', () => {
  it('has exactly its name, and begins at the beginning (fault 7)', async () => {
    const group = unique('begin');
    const topic = await bench.topic(1);
    await bench.publisher.publish(numberedOver(topic, ['a'], 5));
    const { Handler, handled } = collector(topic, group);
    await bench.service([Handler]);
    await until('all are handled', () => handled.length >= 5);

    expect(handled).toEqual([0, 1, 2, 3, 4]);
    expect(await groupIds(group)).toEqual([`watchtower.${group}`]);
  });

  it('that lags behind retention reads on at the first record left, and says so (fault 7)', async () => {
    const group = unique('retention');
    const topic = await bench.topic(1);
    await bench.publisher.publish(numberedOver(topic, ['a'], 10));
    const first = collector(topic, group);
    const earlier = await bench.service([first.Handler]);
    await until('the first ten are handled', () => first.handled.length >= 10);
    await earlier.close();

    await bench.publisher.publish(numberedOver(topic, ['a'], 40, 10));
    await removeUpTo(topic, 30);
    const second = collector(topic, group);
    const later = await bench.service([second.Handler]);
    await until('the rest is handled', () => second.handled.length >= 20);
    await bench.publisher.publish(numberedOver(topic, ['a'], 5, 50));
    await until('it goes on', () => second.handled.length >= 25);

    expect(second.handled).toEqual(Array.from({ length: 25 }, (_, n) => n + 30));
    expect(later.log.of('error', 'removed before they were read')).toMatchObject([
      { fields: { topic: topic.name, partition: 0 } },
    ]);
  });

  it('that lives while its unread records are removed reads on too', async () => {
    const group = unique('removed');
    const topic = await bench.topic(1);
    const release = Promise.withResolvers<void>();
    let begun = false;
    const { Handler, handled } = collector(topic, group, {}, () => {
      begun = true;
      return release.promise;
    });
    const service = await bench.service([Handler], { limits: { queueMessagesMax: 10 } });
    await bench.publisher.publish(numberedOver(topic, ['a'], 1));
    await until('the first slice is at work', () => begun);
    await bench.publisher.publish(numberedOver(topic, ['a'], 19, 1));
    await until('the queue is full', async () =>
      (await service.metrics.getSingleMetricAsString('watchtower_consumer_paused_partitions')).includes(
        '"full"} 1',
      ),
    );
    await bench.publisher.publish(numberedOver(topic, ['a'], 30, 20));
    await removeUpTo(topic, 45);
    release.resolve();
    await until('the last is handled', () => handled.includes(49));

    expect(handled.slice(-5)).toEqual([45, 46, 47, 48, 49]);
  });

  it('that asks for the end owes nothing of what was there, and gets all that comes after', async () => {
    const topic = await bench.topic(1);
    await bench.publisher.publish(numberedOver(topic, ['a'], 5));
    const { Handler, handled } = collector(topic, unique('end'), { from: 'end', perProcess: true });
    const limits = { watchdogIntervalMs: 100, stuckAfterMs: 500 };
    const service = await bench.service([Handler], { limits });
    await joined(service);
    const joinedAt = Date.now();
    await until('a watchdog that saw lag would have bitten', () => Date.now() - joinedAt > 1_500);
    expect(service.transport.health().groups[0]?.lag).toBe(0);
    expect(service.log.of('warn', 'makes no progress')).toEqual([]);
    await bench.publisher.publish(numberedOver(topic, ['a'], 3, 100));
    await until('what came is handled', () => handled.length >= 3);

    expect(handled).toEqual([100, 101, 102]);
  });

  it('of one process has a name of its own, reads everything, and is gone after it', async () => {
    const group = unique('mine');
    const topic = await bench.topic(3);
    await bench.publisher.publish(numberedOver(topic, ['a', 'b', 'c'], 9));
    const one = collector(topic, group, { perProcess: true });
    const other = collector(topic, group, { perProcess: true });
    const first = await bench.service([one.Handler]);
    const second = await bench.service([other.Handler]);
    await until('both have everything', () => one.handled.length >= 9 && other.handled.length >= 9);
    expect((await groupIds(group)).length).toBe(2);
    await first.close();
    await second.close();

    expect(await groupIds(group)).toEqual([]);
  });

  it('that starts after another waits until it has committed what was there', async () => {
    const facts = await bench.topic(2);
    const commands = await bench.topic(1);
    await bench.publisher.publish(numberedOver(facts, ['a', 'b', 'c'], 30));
    await bench.publisher.publish(numberedOver(commands, ['a'], 1));
    const release = Promise.withResolvers<void>();
    const group = unique('facts');
    const copy = collector(facts, group, {}, () => release.promise);
    const deciding = collector(commands, unique('commands'), { startsAfter: { group, topic: facts } });
    const service = await bench.service([copy.Handler, deciding.Handler]);
    await until('the copy is being read', () =>
      service.transport.health().groups.some((one) => one.group === group && one.state === 'running'),
    );
    const waiting = () => service.transport.health().groups.find((one) => one.group !== group)?.state;
    expect(waiting()).toBe('waiting');
    expect(deciding.handled).toEqual([]);
    release.resolve();
    await until('the command is handled', () => deciding.handled.length > 0);

    expect(copy.handled.length).toBe(30);
  });

  it('that reads records as they came decodes them when they are looked at', async () => {
    const topic = await bench.topic(1);
    const records: Received[] = [];
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group: unique('records'), mode: 'records' }))
      async handle(slice: readonly Received[]): Promise<void> {
        records.push(...slice);
      }
    }
    await bench.publisher.publish(numberedOver(topic, ['a'], 3));
    await bench.service([Handler]);
    await until('all have arrived', () => records.length >= 3);

    expect(records.map(({ key, offset }) => [key, offset])).toEqual([
      ['a', 0n],
      ['a', 1n],
      ['a', 2n],
    ]);
    expect(records[0]?.headers).toMatchObject({ ce_type: 'watchtower.test.counted.v1' });
    expect(Math.abs(Date.now() - (records[0]?.acceptedAt.getTime() ?? 0))).toBeLessThan(60_000);
  });

  it('whose handler never ends is rebuilt once, then given up (fault 8)', async () => {
    const topic = await bench.topic(1);
    const group = unique('stuck');
    const release = Promise.withResolvers<void>();
    const { Handler } = collector(topic, group, {}, () => release.promise);
    const reasons: string[] = [];
    const service = await bench.service([Handler], {
      onStuck: (reason) => reasons.push(reason),
      limits: { stuckAfterMs: 500, rebuildsMax: 1, watchdogIntervalMs: 50, closeTimeoutMs: 100 },
    });
    await bench.publisher.publish(numberedOver(topic, ['a'], 3));
    await until('it is given up', () => reasons.length > 0);
    release.resolve();

    expect(reasons[0]).toContain(group);
    expect(service.log.of('warn', 'built anew').length).toBeGreaterThan(0);
  });

  it('measures its lag', async () => {
    const topic = await bench.topic(2);
    const group = unique('lag');
    const release = Promise.withResolvers<void>();
    const { Handler, handled } = collector(topic, group, {}, () => release.promise);
    await bench.publisher.publish(numberedOver(topic, ['a', 'b', 'c', 'd'], 40));
    const service = await bench.service([Handler], { limits: { watchdogIntervalMs: 50 } });
    await until('the lag is seen', () => service.transport.health().groups[0]?.lag === 40);
    const metric = await service.metrics.getSingleMetricAsString('watchtower_consumer_lag');
    release.resolve();
    await until('it is gone', () => service.transport.health().groups[0]?.lag === 0);

    expect(metric).toContain(`{group="${group}",topic="${topic.name}"} 40`);
    expect(handled.length).toBe(40);
  });
});
