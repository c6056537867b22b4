import { Controller } from '@nestjs/common';
import { prepared, sql, type Database } from '@watch-tower/database';
import { Subscribe, subscription, type Incoming } from '@watch-tower/messaging';
import { EntitySchema } from 'typeorm';
import { DataSource } from 'typeorm';
import type { Bench } from '../bench.js';
import { compare, mustBe, ratioFigure } from '../compare.js';
import { startNestKafka } from '../floors/nest-kafka.js';
import { inSchema, withSchema } from '../kit/schema.js';
import { ourGroupId, ourTransport, startMicroservice } from '../kit/service.js';
import { Stopwatch } from '../kit/stopwatch.js';
import { Topics, type Fix, type FixTopic } from '../kit/topics.js';

const ddlOf = (table: string): string => `
  create table ${table} (
    id uuid primary key,
    plate text not null,
    device_time timestamptz not null,
    latitude float8 not null,
    longitude float8 not null,
    speed_kmh float8 not null
  )`;

const ours = async (
  topics: Topics,
  database: Database,
  topic: FixTopic,
  messages: number,
): Promise<number> => {
  const watch = new Stopwatch(messages);
  const group = topics.group(ourGroupId);
  @Controller()
  class FixesController {
    @Subscribe(subscription({ topic, group, mode: 'slice' }))
    async store(slice: readonly Incoming<FixTopic>[]): Promise<void> {
      const fixes = slice.map(({ data }) => data);
      await database.query(
        prepared(
          'store',
          sql`
            insert into fixes_of_ours (id, plate, device_time, latitude, longitude, speed_kmh)
            select * from unnest(${fixes.map(({ id }) => id)}::uuid[], ${fixes.map(({ plate }) => plate)}::text[],
              ${fixes.map(({ deviceTime }) => deviceTime)}::timestamptz[],
              ${fixes.map(({ latitude }) => latitude)}::float8[],
              ${fixes.map(({ longitude }) => longitude)}::float8[],
              ${fixes.map(({ speedKmh }) => speedKmh)}::float8[])
            on conflict (id) do nothing`,
        ),
      );
      watch.count(slice.length);
    }
  }
  await database.query(sql`truncate fixes_of_ours`);
  const transport = ourTransport(topics.brokers, topics.publisher, () => watch.start());
  const app = await startMicroservice([FixesController], transport);
  const rate = await watch.rate();
  await app.close();
  const [stored] = await database.query<{ rows: number }>(
    sql`select count(*)::int as rows from fixes_of_ours`,
  );
  mustBe('rows of ours', stored?.rows ?? 0, messages);
  return rate;
};

const fixes = new EntitySchema<Fix>({
  name: 'fixes_of_floor',
  columns: {
    id: { type: 'uuid', primary: true },
    plate: { type: 'text' },
    deviceTime: { type: 'timestamptz', name: 'device_time' },
    latitude: { type: 'float8' },
    longitude: { type: 'float8' },
    speedKmh: { type: 'float8', name: 'speed_kmh' },
  },
});

const floor = async (
  topics: Topics,
  dataSource: DataSource,
  topic: FixTopic,
  messages: number,
): Promise<number> => {
  const watch = new Stopwatch(messages);
  const repository = dataSource.getRepository(fixes);
  await repository.clear();
  const app = await startNestKafka(
    { brokers: topics.brokers, groupId: topics.group(), topic: topic.name, onJoined: () => watch.start() },
    async (data) => {
      await repository.insert(data as Fix);
      watch.count(1);
    },
  );
  const rate = await watch.rate();
  await app.close();
  mustBe('rows of the floor', await repository.count(), messages);
  return rate;
};

export const b3: Bench = {
  id: 'B3',
  title: 'Consumer runner into PostgreSQL, against @EventPattern with a repository insert',
  needs: 'infrastructure',
  run: ({ postgres, kafka }, { scale, rounds }) =>
    Topics.use(kafka.brokers, (topics) =>
      withSchema(
        postgres.adminUrl,
        { ddl: [ddlOf('fixes_of_ours'), ddlOf('fixes_of_floor')], poolSizeMax: 10 },
        async (database) => {
          // The floor is an order of magnitude slower: equal work for each message, not equally many of them.
          const [many, few] = [scale(40_000), scale(4_000)];
          const [longTopic, shortTopic] = [await topics.filled(many), await topics.filled(few)];
          const dataSource = new DataSource({
            type: 'postgres',
            url: inSchema(postgres.adminUrl),
            entities: [fixes],
            installExtensions: false,
          });
          await dataSource.initialize();
          try {
            const comparison = await compare(
              {
                ours: () => ours(topics, database, longTopic, many),
                floor: () => floor(topics, dataSource, shortTopic, few),
              },
              rounds,
            );
            const unit = 'messages/s';
            return [
              ratioFigure({ what: 'messages stored a second', aim: { atLeast: 10 }, unit }, comparison),
            ];
          } finally {
            await dataSource.destroy();
          }
        },
      ),
    ),
};
