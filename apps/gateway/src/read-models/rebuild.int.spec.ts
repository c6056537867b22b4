import { topics, type TopicDefinition } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { Outbox, PgDeadLetters } from '@watch-tower/event-store';
import { createTopics, KafkaPublisher, TopicReader } from '@watch-tower/kafka';
import { newId, read, type Incoming, type OutgoingRecord } from '@watch-tower/messaging';
import { rebuild, type ReadModel } from '@watch-tower/projections';
import { tripRecords } from '@watch-tower/testing';
import { messageOf, openReadModels, type ReadModels } from '../testing/read-models.js';
import { readModelsOf } from './index.js';

const brokers = process.env['KAFKA_BROKERS']?.split(',') ?? [];
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const now = new Date();

let models: ReadModels;
let publisher: KafkaPublisher;
let readModels: ReadonlyMap<string, ReadModel>;

beforeAll(async () => {
  models = await openReadModels();
  publisher = KafkaPublisher.create({ brokers, clientId: 'test', log: silent });
  const keptDays = { quarantineKeptDays: 30, thinnedTracksKeptDays: 730, tracksKeptDays: 30 };
  const all = readModelsOf(models, keptDays);
  readModels = new Map(all.map((readModel) => [readModel.name, readModel]));
});
afterAll(async () => {
  await publisher.close();
  await models.close();
});
beforeEach(() => models.clear());

/** With a topic of the test's own. */
const own = async (name: string): Promise<ReadModel> => {
  const readModel = readModels.get(name);
  if (readModel === undefined) throw new Error(`no read model ${name}`);
  const topic: TopicDefinition = { ...readModel.topic, name: `watchtower.test.${newId()}.v1` };
  await createTopics({ brokers, replicationFactor: 1, topics: [topic] });
  return { ...readModel, topic };
};

const recordOf = ({ received }: Incoming<TopicDefinition>): OutgoingRecord => ({
  topic: received.topic,
  key: received.key ?? '',
  headers: received.headers,
  value: received.value?.toString() ?? '',
});

/** Projects the records as they come, in small slices, then makes the read model anew. @returns its rows before and after. */
const rebuilt = async (name: string, records: readonly OutgoingRecord[]) => {
  const readModel = await own(name);
  const { topic, tables } = readModel;
  const arrived = records.map((record, nth) =>
    read(topic, {
      ...record,
      partition: 0,
      offset: BigInt(nth),
      value: Buffer.from(record.value),
      acceptedAt: now,
    }),
  );
  await models.project(
    readModel,
    arrived.filter((one) => one.readable),
    7,
  );
  await publisher.publish(records.map((record) => ({ ...record, topic: topic.name })));
  const rows = async () => {
    const found: object[] = [];
    for (const table of tables)
      found.push(
        ...(await models.database.query({
          // When a row was written is another matter than what it says.
          text: `select '${table}' as table, to_jsonb(t) - 'changed_in' as row from ${table} as t order by 2`,
          values: [],
        })),
      );
    return found;
  };
  const before = await rows();
  await rebuild(readModel, {
    database: models.database,
    openReader: (of) => TopicReader.open({ brokers, topic: of }),
    deadLettersOn: (on) => new PgDeadLetters(on, new Outbox(on, { wake: () => undefined }, 'inbox')),
    log: silent,
    onProgress: () => undefined,
  });
  return { before, after: await rows() };
};

test('trips and their events come out the same in large slices as in small ones', async () => {
  const { before, after } = await rebuilt('trips', [...tripRecords(60)]);
  expect(before.length).toBeGreaterThan(600);
  expect(after).toEqual(before);
});

test('master data is found by whatever looks for it by name: views and functions follow', async () => {
  const truckId = newId();
  const data = topics.registryState.messages['watchtower.registry.truck.v1'].parse({
    ...{
      id: truckId,
      number: 'T11985LA',
      plate: 'T11985LA',
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    },
  });
  const truck = messageOf(topics.registryState, 'watchtower.registry.truck.v1', data, {
    ...{ key: `truck:${truckId}`, version: 1 },
  });
  const { before, after } = await rebuilt('registry', [recordOf(truck)]);
  expect(before).toHaveLength(1);
  expect(after).toEqual(before);
  await models.database.query(
    sql`update registry set state = state || '{"number": "T2"}' where id = ${truckId}`,
  );
  expect(await models.database.query(sql`select label from trucks`)).toEqual([{ label: 'T2' }]);
  expect(
    await models.database.query(
      sql`select names_of(jsonb_build_object('truckId', ${truckId}::text)) as names`,
    ),
  ).toEqual([{ names: { [truckId]: 'T2' } }]);
});

test('what was set apart comes out the same, though nothing of it has a version', async () => {
  const { quarantineEvents: topic } = topics;
  const reports = Array.from({ length: 40 }, (_, nth) => ({
    reportId: newId(),
    ...({
      kind: 'position',
      reason: 'unknown_vehicle',
      detail: null,
      plate: `T${nth % 3}`,
      imei: null,
    } as const),
    ...({ truckId: null, deviceTime: null, receivedAt: now.toISOString(), channel: 'webhook' } as const),
    report: { nth },
  }));
  const key = ({ plate }: { plate: string }) => ({ key: plate });
  const told = [
    ...reports.map((report) => messageOf(topic, 'watchtower.report.quarantined.v1', report, key(report))),
    ...reports
      .filter((_, nth) => nth % 4 === 0)
      .map((report) => messageOf(topic, 'watchtower.report.released.v1', report, key(report))),
  ];
  const dropped = { truckId: newId(), count: 3, droppedAt: now.toISOString() };
  const duplicates = messageOf(topic, 'watchtower.report.duplicates-dropped.v1', dropped, {
    key: dropped.truckId,
  });
  const { before, after } = await rebuilt('quarantine', [...told, ...told, duplicates].map(recordOf));
  expect(before).toHaveLength(41);
  expect(after).toEqual(before);
});

test.each(['alerts', 'device-clocks', 'quarantine', 'tracks', 'truck-locations', 'visits'])(
  '%s lose nothing of their tables',
  async (name) => {
    await models.database.query(sql`truncate truck_fixes`);
    const readModel = readModels.get(name);
    const shape = () =>
      models.database.query(sql`
        select indexdef as what from pg_indexes
        where schemaname = 'gateway' and tablename like ${`${readModel?.tables[0]}%`}
        union all
        select relname || pg_get_expr(relpartbound, oid) from pg_class
        where relnamespace = 'gateway'::regnamespace and relname like ${`${readModel?.tables[0]}%`} and relkind = 'r'
        order by 1`);
    const before = await shape();
    expect(before).not.toEqual([]);
    expect((await rebuilt(name, [])).after).toEqual([]);
    expect(await shape()).toEqual(before);
  },
);
