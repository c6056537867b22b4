import { topics } from '@watch-tower/contracts';
import { sql, type Database } from '@watch-tower/database';
import { Outbox, PgDeadLetters } from '@watch-tower/event-store';
import { createTopics, TopicReader } from '@watch-tower/kafka';
import type { OutgoingRecord } from '@watch-tower/messaging';
import { rebuild, type ReadModel } from '@watch-tower/projections';
import { tripRecords } from '@watch-tower/testing';
import type { Bench } from '../bench.js';
import { compare, mustBe, rateOf, ratioFigure } from '../compare.js';
import { tripsReadModel, withGatewaySchema } from '../kit/gateway-schema.js';
import { quiet, Topics } from '../kit/topics.js';

const sliceSize = 2_000;

/** What one statement needs to fold the same events: they stand in the database already. */
const floorDdl = [
  `create table told (trip_id uuid, version int, type text, recorded_at timestamptz, data jsonb)`,
  `create table floor_events (trip_id uuid, version int, type text, recorded_at timestamptz, data jsonb,
     primary key (trip_id, version))`,
  `create table floor_trips (id uuid primary key, version int, state jsonb)`,
];

/** Every event of a trip in its order: of each of its fields the last one stands. */
const floor = async (database: Database, trips: number, events: number): Promise<number> => {
  await database.query(sql`truncate floor_events, floor_trips`);
  const rate = await rateOf(events, async () => {
    await database.query(sql`
      with kept as (
        insert into floor_events (trip_id, version, type, recorded_at, data)
        select trip_id, version, type, recorded_at, data from told
      )
      insert into floor_trips (id, version, state)
      select trip_id, max(version), jsonb_object_agg(key, value order by version)
      from told, jsonb_each(data) group by trip_id`);
  });
  const [rows] = await database.query<{ events: number; trips: number }>(sql`
    select (select count(*) from floor_events)::int as events, (select count(*) from floor_trips)::int as trips`);
  mustBe('events of the floor', rows?.events ?? 0, events);
  mustBe('trips of the floor', rows?.trips ?? 0, trips);
  return rate;
};

const ours = async (
  database: Database,
  readModel: ReadModel,
  brokers: readonly string[],
  { trips, events }: { trips: number; events: number },
): Promise<number> => {
  const result = await rebuild(readModel, {
    database,
    openReader: (topic) => TopicReader.open({ brokers, topic }),
    deadLettersOn: (on) => new PgDeadLetters(on, new Outbox(on, { wake: () => undefined }, 'inbox')),
    log: quiet,
    onProgress: () => undefined,
  });
  const [rows] = await database.query<{ events: number; trips: number }>(sql`
    select (select count(*) from trip_events)::int as events, (select count(*) from trips)::int as trips`);
  mustBe('events of ours', rows?.events ?? 0, events);
  mustBe('trips of ours', rows?.trips ?? 0, trips);
  return result.events / result.seconds;
};

const fill = async (database: Database, topics: Topics, topic: string, trips: number): Promise<number> => {
  let events = 0;
  let slice: OutgoingRecord[] = [];
  const flush = async (): Promise<void> => {
    await topics.publisher.publish(slice);
    await database.query(sql`
      insert into told (trip_id, version, type, recorded_at, data)
      select (value->>'tripId')::uuid, version, type, (value->>'recordedAt')::timestamptz, value
      from unnest(${slice.map(({ headers }) => headers['ce_version'])}::int[],
        ${slice.map(({ headers }) => headers['ce_type'])}::text[],
        ${slice.map(({ value }) => value)}::jsonb[]) as one (version, type, value)`);
    events += slice.length;
    slice = [];
  };
  for (const record of tripRecords(trips)) {
    slice.push({ ...record, topic });
    if (slice.length === sliceSize) await flush();
  }
  await flush();
  return events;
};

export const b13: Bench = {
  id: 'B13',
  title: 'The read models of trips made anew from their topic, against one SQL fold of the same events',
  needs: 'infrastructure',
  run: ({ postgres, kafka }, { scale, rounds }) =>
    Topics.use(kafka.brokers, (ownTopics) =>
      withGatewaySchema(postgres.adminUrl, async (database) => {
        const topic = { ...topics.tripEvents, name: ownTopics.name() };
        await createTopics({ brokers: kafka.brokers, replicationFactor: 1, topics: [topic] });
        for (const text of floorDdl) await database.query({ text, values: [] });
        const trips = scale(10_000);
        const events = await fill(database, ownTopics, topic.name, trips);
        await database.query(sql`analyze told`);
        const readModel = { ...(await tripsReadModel()), topic };
        const counts = { trips, events };
        const comparison = await compare(
          {
            ours: () => ours(database, readModel, kafka.brokers, counts),
            floor: () => floor(database, trips, events),
          },
          rounds,
        );
        return [
          ratioFigure(
            { what: 'events folded a second', aim: { atLeast: 0.1 }, unit: 'events/s' },
            comparison,
          ),
          { what: 'the same', value: comparison.ours, unit: '/s', aim: { atLeast: 20_000 } },
        ];
      }),
    ),
};
