import { jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { TransientError } from '@watch-tower/errors';
import {
  currentTrace,
  subscription,
  Subscribe,
  type DeadLetter,
  type DeadLetters,
  type Unreadable,
} from '@watch-tower/messaging';
import {
  Bench,
  joined,
  numbered,
  numberedOver,
  poison,
  unique,
  until,
  type TestMessage,
  type TestTopic,
} from './testing/kit.js';

jest.setTimeout(60_000);
const bench = new Bench();
afterEach(() => bench.end());

const numbersOf = (messages: readonly TestMessage[]): number[] => messages.map(({ data }) => data.n);

const refused = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });

/** Handles one message at a time and fails as told. */
const eachHandler = (topic: TestTopic, group: string, fail: (message: TestMessage) => void) => {
  const handled: TestMessage[] = [];
  @Controller()
  class Handler {
    @Subscribe(subscription({ topic, group, mode: 'each' }))
    async handle(message: TestMessage): Promise<void> {
      fail(message);
      handled.push(message);
    }
  }
  return { Handler, handled };
};

describe('a handler that fails', () => {
  it('by a TypeError: the message is set aside, the rest goes on, the consumer lives (fault 1)', async () => {
    const group = unique('type-error');
    const topic = await bench.topic(1, [group]);
    const { Handler, handled } = eachHandler(topic, group, ({ data }) => {
      if (data.n === 3) throw new TypeError('of undefined');
    });
    const service = await bench.service([Handler]);
    const rebuilds = () => service.metrics.getSingleMetricAsString('watchtower_consumer_rebuilds_total');
    await bench.publisher.publish(numberedOver(topic, ['a'], 1));
    await until('the consumer has joined', () => handled.length === 1);
    handled.length = 0;
    // A young broker may refuse the first join: only what comes after the TypeError counts here.
    const rebuildsBefore = await rebuilds();
    await bench.publisher.publish(numberedOver(topic, ['a', 'b'], 10));
    await until('the rest is handled', () => handled.length >= 9);

    expect(numbersOf(handled).sort((a, b) => a - b)).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9]);
    await until('the dead letter is written', () => service.log.of('error', 'dead letter').length > 0);
    expect(service.log.of('error', 'dead letter')).toMatchObject([
      { fields: { group, kind: 'TypeError', reason: 'of undefined', attempts: 1 } },
    ]);
    expect(await rebuilds()).toBe(rebuildsBefore);
  });

  it('six times by isolated transient faults: each is retried with a counter of its own (faults 2 and 3)', async () => {
    const group = unique('transient');
    const topic = await bench.topic(1, [group]);
    const failed = new Set<number>();
    const { Handler, handled } = eachHandler(topic, group, ({ data }) => {
      if (data.n % 10 !== 5 || failed.has(data.n)) return;
      failed.add(data.n);
      throw new TransientError('deadlock');
    });
    const service = await bench.service([Handler]);
    await bench.publisher.publish(numberedOver(topic, ['a'], 80));
    await until('all are handled', () => handled.length >= 80);

    expect(failed.size).toBe(8);
    expect(numbersOf(handled)).toEqual(Array.from({ length: 80 }, (_, n) => n));
    expect(service.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    const retries = await service.metrics.getSingleMetricAsString('watchtower_consumer_retries_total');
    expect(retries).toContain(`{group="${group}",topic="${topic.name}"} 8`);
  });

  it('for good by a transient fault: after so many attempts it is a dead letter', async () => {
    const group = unique('exhausted');
    const topic = await bench.topic(1, [group]);
    const { Handler, handled } = eachHandler(topic, group, ({ data }) => {
      if (data.n === 0) throw new TransientError('for ever');
    });
    const service = await bench.service([Handler], { limits: { attemptsMax: 3, retryFirstMs: 1 } });
    await bench.publisher.publish(numberedOver(topic, ['a'], 3));
    await until('the rest is handled', () => handled.length >= 2);

    expect(numbersOf(handled)).toEqual([1, 2]);
    expect(service.log.of('error', 'dead letter')).toMatchObject([
      { fields: { kind: 'TransientError', attempts: 3 } },
    ]);
  });

  it('because the database is away: it waits, says so twice, and nothing is lost or set aside', async () => {
    const group = unique('outage');
    const topic = await bench.topic(3, [group]);
    let away = true;
    let probes = 0;
    const { Handler, handled } = eachHandler(topic, group, () => {
      if (!away) return;
      probes += 1;
      throw refused();
    });
    const service = await bench.service([Handler], {
      limits: { retryFirstMs: 5, outageRetryMaxMs: 20, attemptsMax: 2 },
    });
    await bench.publisher.publish(numberedOver(topic, ['a', 'b', 'c', 'd', 'e', 'f'], 60));
    await until('it is probed often', () => probes > 60);
    expect(service.transport.health().groups[0]?.inOutage).toBe(true);
    away = false;
    await until('all are handled', () => handled.length >= 60);

    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const numbers = numbersOf(handled.filter(({ subject }) => subject === key));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
    expect(handled.length).toBe(60);
    await until('the end is told', () => service.log.of('info', 'the outage is over').length > 0);
    expect(service.log.of('warn', 'an outage').length).toBe(1);
    expect(service.log.of('info', 'the outage is over').length).toBe(1);
    expect(service.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('while its dead letter cannot be written: it is tried until it is', async () => {
    const group = unique('no-letters');
    const topic = await bench.topic(1, [group]);
    const written: DeadLetter[] = [];
    let tries = 0;
    const deadLetters: DeadLetters = {
      write: async (letters) => {
        tries += 1;
        if (tries <= 5) throw new Error('the table is gone');
        written.push(...letters);
      },
    };
    const { Handler, handled } = eachHandler(topic, group, ({ data }) => {
      if (data.n === 0) throw new RangeError('too far');
    });
    await bench.service([Handler], { deadLetters, limits: { retryFirstMs: 1, outageRetryMaxMs: 5 } });
    await bench.publisher.publish(numberedOver(topic, ['a'], 2));
    await until('the rest is handled', () => handled.length >= 1);

    expect(tries).toBe(6);
    expect(written).toMatchObject([{ group, kind: 'RangeError', reason: 'too far' }]);
  });
});

describe('poison in a slice', () => {
  it('is narrowed down: one dead letter, everything else handled in order', async () => {
    const group = unique('bisect');
    const topic = await bench.topic(1, [group]);
    const handled: TestMessage[] = [];
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group, mode: 'slice', sliceSizeMax: 100 }))
      async handle(messages: readonly TestMessage[]): Promise<void> {
        if (messages.some(({ data }) => data.n === 37)) throw new Error('not 37');
        handled.push(...messages);
      }
    }
    await bench.publisher.publish(numberedOver(topic, ['a'], 100));
    const service = await bench.service([Handler]);
    await until('the rest is handled', () => handled.length >= 99);

    expect(numbersOf(handled)).toEqual(Array.from({ length: 100 }, (_, n) => n).filter((n) => n !== 37));
    expect(service.log.of('error', 'dead letter')).toMatchObject([
      { fields: { kind: 'Error', reason: 'not 37' } },
    ]);
  });

  it('that cannot be read is set aside before the handler sees the slice', async () => {
    const group = unique('unreadable');
    const topic = await bench.topic(1, [group]);
    const handled: TestMessage[] = [];
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group, mode: 'slice' }))
      async handle(messages: readonly TestMessage[]): Promise<void> {
        handled.push(...messages);
      }
    }
    await bench.publisher.publish([numbered(topic, 'a', 0), poison(topic, 'a'), numbered(topic, 'a', 1)]);
    const service = await bench.service([Handler]);
    await until('the rest is handled', () => handled.length >= 2);

    expect(numbersOf(handled)).toEqual([0, 1]);
    expect(service.log.of('error', 'dead letter')).toMatchObject([
      { fields: { kind: 'unreadable', key: 'a' } },
    ]);
  });

  it('is delivered in its place where the subscription asks for it', async () => {
    const group = unique('deliver');
    const topic = await bench.topic(1, [group]);
    const seen: (TestMessage | Unreadable)[] = [];
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group, mode: 'slice', unreadable: 'deliver' }))
      async handle(messages: readonly (TestMessage | Unreadable)[]): Promise<void> {
        seen.push(...messages);
      }
    }
    await bench.publisher.publish([numbered(topic, 'a', 0), poison(topic, 'a'), numbered(topic, 'a', 1)]);
    const service = await bench.service([Handler]);
    await until('all are seen', () => seen.length >= 3);

    expect(seen.map(({ readable }) => readable)).toEqual([true, false, true]);
    expect(seen[1]).toMatchObject({ received: { key: 'a' } });
    expect(service.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('a handled message', () => {
  it('runs in the trace of the message and leaves one line', async () => {
    const group = unique('trace');
    const topic = await bench.topic(1, [group]);
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const traces: unknown[] = [];
    @Controller()
    class Handler {
      @Subscribe(subscription({ topic, group, mode: 'each' }))
      async handle(): Promise<void> {
        traces.push(currentTrace());
      }
    }
    const service = await bench.service([Handler]);
    await joined(service);
    const record = numbered(topic, 'a', 1);
    await bench.publisher.publish([{ ...record, headers: { ...record.headers, traceparent } }]);
    await until('its line is written', () => service.log.of('info', 'message').length > 0);

    const correlationId = record.headers['ce_correlationid'];
    expect(traces).toMatchObject([{ correlationId, causationId: record.headers['ce_id'] }]);
    expect(JSON.stringify(traces)).toContain('00-0af7651916cd43dd8448eb211c80319c-');
    expect(JSON.stringify(traces)).not.toContain('b7ad6b7169203331');
    expect(service.log.of('info', 'message')).toMatchObject([
      {
        fields: {
          group,
          topic: topic.name,
          type: 'watchtower.test.counted.v1',
          subject: 'a',
          correlationId,
          outcome: 'handled',
        },
      },
    ]);
  });
});
