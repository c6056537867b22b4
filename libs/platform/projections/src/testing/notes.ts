import type { TopicDefinition } from '@watch-tower/contracts';
import { sql, type Database, type Queryable } from '@watch-tower/database';
import { deadLettersDdl, Outbox, outboxDdl, PgDeadLetters } from '@watch-tower/event-store';
import { createTopics, KafkaPublisher, TopicReader } from '@watch-tower/kafka';
import { newId, read, toRecord, type Logger } from '@watch-tower/messaging';
import { createTestDatabase } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { projectionsDdl } from '../ddl.js';
import type { ReadModel } from '../projection.js';
import { Projector } from '../projector.js';
import { rebuild, type RebuildResult, type RebuildParts } from '../rebuild/rebuild.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const brokers = (): string[] => {
  const given = process.env['KAFKA_BROKERS'];
  if (given === undefined) throw new Error('KAFKA_BROKERS names no broker');
  return given.split(',');
};

/** With all that a table of ours may have around it. */
const notesDdl = `
  create table notes (
    id text primary key,
    version int not null check (version > 0),
    texts text[] not null,
    stale boolean not null default false,
    length int not null generated always as (cardinality(texts)) stored
  ) with (fillfactor = 70);
  create index notes_by_version on notes (version desc, id);
  create index notes_found on notes using gin (texts);
  create view long_notes as select id, version from notes where version > 10;
  create function texts_of(note text) returns text[] language sql stable
    return (select texts from notes where id = note);`;

/** A topic and a read model of notes, of a test's own, with a live projection that is driven by the test. */
export const openNotes = async () => {
  const topic = {
    name: `watchtower.test.${newId()}.v1`,
    key: 'id of the note',
    description: 'Notes',
    partitions: 3,
    kept: 'forever',
    versions: 'contiguous',
    messages: { 'noted.v1': z.object({ text: z.string() }) },
  } as const satisfies TopicDefinition;
  const readModel: ReadModel<typeof topic> = {
    name: 'notes',
    group: 'gateway.notes',
    topic,
    tables: ['notes'],
    apply: async (tx: Queryable, messages) => {
      await tx.query(sql`
        insert into notes (id, version, texts)
        select id, max(version), array_agg(text order by version)
        from unnest(${messages.map(({ received }) => received.key)}::text[],
          ${messages.map(({ version }) => version)}::int[],
          ${messages.map(({ data }) => data.text)}::text[]) as noted (id, version, text)
        group by id
        on conflict (id) do update set version = excluded.version, texts = notes.texts || excluded.texts`);
    },
    markStale: async (tx, subjects, stale) => {
      await tx.query(sql`update notes set stale = ${stale} where id = any(${subjects})`);
    },
  };
  await createTopics({ brokers: brokers(), replicationFactor: 1, topics: [topic] });
  const publisher = KafkaPublisher.create({ brokers: brokers(), clientId: 'test', log: silent });

  const server = await createTestDatabase();
  const database = await server.open('gateway', {
    ddl: [outboxDdl, deadLettersDdl, projectionsDdl, notesDdl],
  });
  const deadLettersOn = (on: Database): PgDeadLetters => {
    const outbox = new Outbox(on, { wake: () => undefined });
    return new PgDeadLetters(on, outbox);
  };
  await new Outbox(database, { wake: () => undefined }).maintain({ keptDays: 7 });
  const projector = new Projector(database, deadLettersOn(database), silent, new Registry());
  const reader = await TopicReader.open({ brokers: brokers(), topic: topic.name });
  const versions = new Map<string, number>();

  return {
    database,
    apply: readModel.apply,
    /** The next version of each of these notes. */
    publish: (ids: readonly string[], value = JSON.stringify({ text: newId() })): Promise<void> =>
      publisher.publish(
        ids.map((id) => {
          const version = (versions.get(id) ?? 0) + 1;
          versions.set(id, version);
          const record = toRecord(topic, id, {
            ...{ type: 'noted.v1', id: newId(), source: 'test', time: '2026-03-01T08:00:00Z', subject: id },
            ...{ version, correlationId: 'test', data: { text: '' } },
          });
          return { ...record, value };
        }),
      ),
    versions,
    /** What the live consumer would do with all that stands on the topic now. */
    project: async (): Promise<void> => {
      for await (const records of reader.toEnd())
        await projector.project(
          readModel,
          records.map((received) => read(topic, received)),
        );
    },
    rebuild: (parts: Partial<RebuildParts> = {}, of: Partial<ReadModel> = {}): Promise<RebuildResult> =>
      rebuild(
        { ...readModel, ...of },
        {
          database,
          openReader: (name) => TopicReader.open({ brokers: brokers(), topic: name }),
          deadLettersOn,
          log: silent,
          onProgress: () => undefined,
          ...parts,
        },
      ),
    rows: () =>
      database.query<{ id: string; version: number; texts: string[]; stale: boolean }>(
        sql`select id, version, texts, stale from notes order by id`,
      ),
    guard: () =>
      database.query(sql`
        select subject, version, null as reason from projection_subjects
        union all select subject, version, reason from projection_parked order by 1, 2, 3`),
    close: async () => {
      await Promise.all([reader.close(), publisher.close()]);
      await server.close();
    },
  };
};

export type Notes = Awaited<ReturnType<typeof openNotes>>;
