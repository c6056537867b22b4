import { Controller } from '@nestjs/common';
import { subscription, Subscribe } from '@watch-tower/messaging';
import { KafkaPublisher } from './index.js';
import { jarsDirectory, OwnBroker } from './testing/broker.js';
import {
  Bench,
  joined,
  numberedOver,
  testTopic,
  unique,
  until,
  type TestMessage,
  type TestTopic,
} from './testing/kit.js';
import { Lines } from './testing/lines.js';

const jars = await jarsDirectory();
const keys = ['a', 'b', 'c', 'd', 'e'];

const handler = (topic: TestTopic, group: string, handled: TestMessage[]) => {
  @Controller()
  class Handler {
    @Subscribe(subscription({ topic, group, mode: 'slice' }))
    async handle(messages: readonly TestMessage[]): Promise<void> {
      handled.push(...messages);
    }
  }
  return Handler;
};

/** Without the jars the infrastructure is not ours to kill: counted as skipped. */
(jars === undefined ? describe.skip : describe)('a broker away', () => {
  let broker: OwnBroker;
  const bench = new Bench(() => [broker.address]);
  beforeAll(async () => {
    broker = await OwnBroker.create(jars ?? '');
    await broker.start();
  }, 60_000);
  afterEach(() => bench.end());
  afterAll(() => broker.remove());

  it('in mid-stream: nothing is lost, the process lives, consumers come back in place (faults 6 and 8)', async () => {
    const topic = await bench.topic(3);
    const handled: TestMessage[] = [];
    const service = await bench.service([handler(topic, unique('restart'), handled)]);
    await joined(service);

    // What a relay does: the same records again until they are acknowledged.
    let sent = 0;
    let rejections = 0;
    let slowestRejectionMs = 0;
    const publish = async (): Promise<void> => {
      const records = numberedOver(topic, keys, 20, sent);
      for (;;) {
        const startedAt = performance.now();
        try {
          await bench.publisher.publish(records);
          sent += records.length;
          return;
        } catch {
          rejections += 1;
          slowestRejectionMs = Math.max(slowestRejectionMs, performance.now() - startedAt);
        }
      }
    };
    let loading = true;
    const load = (async () => {
      while (loading) await publish();
    })();
    await until('it flows', () => handled.length > 100);
    await broker.kill();
    await until('publishing is refused', () => rejections > 1);
    expect(slowestRejectionMs).toBeLessThan(8_000);
    await broker.start();
    const startedAt = performance.now();
    const before = sent;
    await until('it is sent again', () => sent > before + 100, 30_000);
    loading = false;
    await load;
    const distinct = () => new Set(handled.map(({ data }) => data.n)).size;
    await until('everything has arrived', () => distinct() >= sent, 40_000);

    expect(performance.now() - startedAt).toBeLessThan(35_000);
    expect(distinct()).toBe(sent);
    const known = new Set<number>();
    const firsts = handled.filter(({ data }) => !known.has(data.n) && known.add(data.n));
    for (const key of keys) {
      const numbers = firsts.filter(({ subject }) => subject === key).map(({ data }) => data.n);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
    await joined(service);
    // A broker away is nobody's mistake.
    expect(service.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 120_000);

  it('that is frozen: publishing is refused in time, and goes on after the thaw', async () => {
    const topic = await bench.topic(1);
    const publisher = KafkaPublisher.create({
      brokers: [broker.address],
      clientId: 'test',
      log: new Lines(),
      publishTimeoutMs: 500,
      requestTimeoutMs: 500,
    });
    bench.atEnd(() => publisher.close());
    await publisher.publish(numberedOver(topic, ['a'], 1));
    bench.atEnd(async () => broker.thaw());
    broker.freeze();
    const startedAt = performance.now();
    await expect(publisher.publish(numberedOver(topic, ['a'], 1, 1))).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    broker.thaw();
    const sendAgain = () =>
      publisher.publish(numberedOver(topic, ['a'], 1, 1)).then(
        () => true,
        () => false,
      );
    await until('it is taken', sendAgain);
  }, 60_000);

  it('that does not know a topic yet is asked until it does', async () => {
    const topic = testTopic(1);
    const handled: TestMessage[] = [];
    const service = await bench.service([handler(topic, unique('unknown'), handled)]);
    await until('it has tried and failed', () => service.log.of('warn', 'built anew').length > 0);
    await bench.create(topic);
    await bench.publisher.publish(numberedOver(topic, ['a'], 3));
    await until('everything has arrived', () => handled.length >= 3);
  }, 60_000);

  it('holds up neither the stop nor the start of a service', async () => {
    const topic = await bench.topic(1);
    await bench.publisher.publish(numberedOver(topic, ['a'], 10));
    const earlier = await bench.service([handler(topic, unique('stop'), [])]);
    await joined(earlier);
    await broker.kill();
    const stoppedAt = performance.now();
    await earlier.close();
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);

    const handled: TestMessage[] = [];
    const startedAt = performance.now();
    const later = await bench.service([handler(topic, unique('early'), handled)]);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(later.transport.health().healthy).toBe(false);
    await until('it has tried and failed', () => later.log.of('warn', 'built anew').length > 1);
    await broker.start();
    await until('everything has arrived', () => handled.length >= 10);
  }, 120_000);
});
