import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@watch-tower/database';
import { EventStore, Relay } from '@watch-tower/event-store';
import { newId, type OutgoingRecord, type Publisher } from '@watch-tower/messaging';
import { Registry } from 'prom-client';
import type { Bench, Figure, Session } from '../bench.js';
import { compare, mustBe, quantile, rateOf, ratioFigure } from '../compare.js';
import { PollingRelay } from '../floors/polling-relay.js';
import { appendOne, byClients, emptyStore, mustHoldAppends, prepareStore, storeDdl } from '../kit/appends.js';
import { inSchema, warm, withSchema } from '../kit/schema.js';
import { quiet, Topics } from '../kit/topics.js';

const clients = 8;
const patienceMs = 30_000;

/** Notes when each record was acknowledged by the broker. */
class TimedPublisher implements Publisher {
  readonly publishedAtMs = new Map<string, number>();

  constructor(private readonly publisher: Publisher) {}

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    await this.publisher.publish(records);
    const nowMs = performance.now();
    for (const { key } of records) this.publishedAtMs.set(key, nowMs);
  }

  async until(count: number): Promise<void> {
    const deadlineMs = performance.now() + patienceMs;
    while (this.publishedAtMs.size < count) {
      if (performance.now() > deadlineMs)
        throw new Error(`${this.publishedAtMs.size} of ${count} were published`);
      await pause(5);
    }
  }
}

type Store = {
  readonly database: Database;
  readonly url: string;
  readonly publisher: Publisher;
  readonly topic: string;
};

const relayOf = (database: Database, publisher: Publisher): Relay =>
  new Relay({ database, publisher, log: quiet, metrics: new Registry() });

/** One record there and back: from now on the relay is at work. */
const untilAtWork = async ({ database, topic }: Store, publisher: TimedPublisher): Promise<void> => {
  await commit(database, topic, newId());
  await publisher.until(1);
  publisher.publishedAtMs.clear();
};

const commit = async (database: Database, topic: string, key: string): Promise<void> => {
  await database.query({
    name: 'commit',
    text: 'insert into outbox (topic, key, headers, value) values ($1, $2, $3, $4)',
    values: [topic, key, JSON.stringify({ ce_id: key }), '{}'],
  });
};

/** Commits at uneven times, some 100 a second, and how long each took to be published, p99 in ms. */
const latencyMs = async (
  { database, topic }: Store,
  publisher: TimedPublisher,
  commits: number,
  wake: () => void,
): Promise<number> => {
  const committedAtMs = new Map<string, number>();
  const commitNext = async (): Promise<void> => {
    const key = newId();
    await commit(database, topic, key);
    committedAtMs.set(key, performance.now());
    wake();
  };
  const underWay: Promise<void>[] = [];
  for (let index = 0; index < commits; index += 1) {
    underWay.push(commitNext());
    await pause(2 + Math.random() * 16);
  }
  await Promise.all(underWay);
  await publisher.until(commits);
  const latencies = [...committedAtMs].map(([key, atMs]) =>
    Math.max(0, (publisher.publishedAtMs.get(key) ?? Number.NaN) - atMs),
  );
  mustBe('records published', latencies.filter(Number.isFinite).length, commits);
  return quantile(latencies, 0.99);
};

const comparedLatency = async (store: Store, { scale, rounds }: Session): Promise<Figure> => {
  const { database, url } = store;
  const commits = scale(500);
  const ours = async (): Promise<number> => {
    await emptyStore(database);
    const publisher = new TimedPublisher(store.publisher);
    const relay = relayOf(database, publisher);
    relay.start();
    await untilAtWork(store, publisher);
    const p99Ms = await latencyMs(store, publisher, commits, () => relay.wake());
    await relay.stop();
    return p99Ms;
  };
  const floor = async (): Promise<number> => {
    await emptyStore(database);
    const publisher = new TimedPublisher(store.publisher);
    const relay = new PollingRelay({ url, publisher });
    await relay.start();
    await untilAtWork(store, publisher);
    const p99Ms = await latencyMs(store, publisher, commits, () => undefined);
    await relay.stop();
    return p99Ms;
  };
  const what = 'p99 from commit to published';
  return ratioFigure({ what, aim: { atMost: 0.25 }, unit: 'ms' }, await compare({ ours, floor }, rounds));
};

const comparedAppends = async (store: Store, { scale, rounds }: Session): Promise<Figure> => {
  const { database, topic } = store;
  const appends = scale(5_000);
  const names = { event: topic, outcome: topic };
  const appended = async (wake: () => void): Promise<number> => {
    const events = new EventStore(database, { wake });
    const rate = await rateOf(appends, () => byClients(clients, appends, () => appendOne(events, names)));
    await mustHoldAppends(database, appends);
    return rate;
  };
  const ours = async (): Promise<number> => {
    await emptyStore(database);
    const publisher = new TimedPublisher(store.publisher);
    const relay = relayOf(database, publisher);
    relay.start();
    await untilAtWork(store, publisher);
    await emptyStore(database);
    const rate = await appended(() => relay.wake());
    await publisher.until(2 * appends);
    await relay.stop();
    return rate;
  };
  const floor = async (): Promise<number> => {
    await emptyStore(database);
    return appended(() => undefined);
  };
  const what = `appends a second with the relay at work`;
  return ratioFigure({ what, aim: { atLeast: 0.95 }, unit: '/s' }, await compare({ ours, floor }, rounds));
};

export const b11: Bench = {
  id: 'B11',
  title: 'Relay: delay against a 100 ms polling relay, append rate against none',
  needs: 'infrastructure',
  run: ({ postgres, kafka }, session) =>
    Topics.use(kafka.brokers, (topics) =>
      withSchema(postgres.adminUrl, { ddl: storeDdl, poolSizeMax: clients }, async (database) => {
        await prepareStore(database);
        await warm(database, clients);
        const topic = await topics.filled(0);
        const store = {
          database,
          url: inSchema(postgres.adminUrl),
          publisher: topics.publisher,
          topic: topic.name,
        };
        return [await comparedLatency(store, session), await comparedAppends(store, session)];
      }),
    ),
};
