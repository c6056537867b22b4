import { jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { subscription, Subscribe, type OutgoingRecord } from '@watch-tower/messaging';
import kafkajs from 'kafkajs';
import { replayDeadLetters } from './index.js';
import { Bench, brokers, numbered, poison, unique, until, type TestMessage } from './testing/kit.js';

jest.setTimeout(60_000);
const bench = new Bench();
afterEach(() => bench.end());

describe('dead letters', () => {
  it('go back to their topic once the handler is mended, each once, and the next replay finds nothing', async () => {
    const group = unique('replay');
    const topic = await bench.topic(2, [group]);
    const handled: TestMessage[] = [];
    let mended = false;
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group, mode: 'each' }))
      async handle(message: TestMessage): Promise<void> {
        if (!mended && message.data.n % 2 === 1) throw new Error('odd numbers are not known yet');
        handled.push(message);
      }
    }
    const service = await bench.service([Handler]);
    const records = [0, 1, 2, 3, 4, 5].map((n) => numbered(topic, `key-${n}`, n));
    await bench.publisher.publish(records);
    await until('half is set aside', () => service.log.of('error', 'dead letter').length >= 3);
    await until('half is handled', () => handled.length >= 3);

    mended = true;
    const first = await replayDeadLetters({ brokers: brokers(), group });
    await until('everything is handled', () => handled.length >= 6);
    const second = await replayDeadLetters({ brokers: brokers(), group });

    expect(first).toEqual({ replayed: 3, skipped: 0, repeated: 0, unknown: 0 });
    expect(second).toEqual({ replayed: 0, skipped: 0, repeated: 0, unknown: 0 });
    expect(handled.map(({ id }) => id).sort()).toEqual(records.map(({ headers }) => headers['ce_id']).sort());
    const back = handled.filter(({ data }) => data.n % 2 === 1);
    expect(back.map(({ received }) => received.key)).toEqual(back.map(({ data }) => `key-${data.n}`));
    expect(
      back.flatMap(({ received }) => Object.keys(received.headers)).some((name) => name.startsWith('dlq_')),
    ).toBe(false);
  });

  it('that the filter leaves out stay for the next time', async () => {
    const group = unique('filter');
    const topic = await bench.topic(1, [group]);
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group, mode: 'each' }))
      async handle(): Promise<void> {
        throw new Error('no');
      }
    }
    const service = await bench.service([Handler]);
    await bench.publisher.publish([0, 1, 2].map((n) => numbered(topic, `key-${n}`, n)));
    await until('all are set aside', () => service.log.of('error', 'dead letter').length >= 3);
    await service.close();

    const first = await replayDeadLetters({
      brokers: brokers(),
      group,
      filter: ({ key }) => key !== 'key-1',
    });
    const second = await replayDeadLetters({
      brokers: brokers(),
      group,
      filter: ({ key }) => key === 'key-1',
    });

    expect(first).toMatchObject({ replayed: 2, skipped: 1 });
    expect(second).toMatchObject({ replayed: 1 });
  });

  it('keep the bytes of what cannot be read: binary, null, without a key', async () => {
    const group = unique('bytes');
    const topic = await bench.topic(1, [group]);
    const values: (Buffer | null)[] = [];
    const keys: (string | null)[] = [];
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group, mode: 'each' }))
      async handle(): Promise<void> {}
    }
    @Controller()
    class Raw {
      @Subscribe(subscription({ topic, group: unique('raw'), mode: 'records' }))
      async handle(records: readonly { key: string | null; value: Buffer | null }[]): Promise<void> {
        for (const { key, value } of records) {
          keys.push(key);
          values.push(value);
        }
      }
    }
    const service = await bench.service([Handler, Raw]);
    const producer = new kafkajs.Kafka({ brokers: brokers(), logLevel: 0 }).producer({
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    bench.atEnd(() => producer.disconnect());
    const binary = Buffer.from([0xff, 0xfe, 0x00, 0x01]);
    await producer.send({
      topic: topic.name,
      messages: [
        { key: 'a', value: binary },
        { key: null, value: null },
        { key: 'c', value: '{"n":"seven"}', headers: (poison(topic, 'c') satisfies OutgoingRecord).headers },
      ],
    });
    await until('all are set aside', () => service.log.of('error', 'dead letter').length >= 3);
    await replayDeadLetters({ brokers: brokers(), group });
    await until('all are back', () => values.length >= 6);

    const expected = [binary, null, Buffer.from('{"n":"seven"}')];
    expect(values).toEqual([...expected, ...expected]);
    expect(keys).toEqual(['a', null, 'c', 'a', null, 'c']);
  });
});
