import type { DataOf, TopicDefinition, TypeOn } from '@watch-tower/contracts';
import { Schedule, sql, type Database } from '@watch-tower/database';
import { Outbox, PgDeadLetters } from '@watch-tower/event-store';
import { newId, nextTraceparent, read, toRecord, type Incoming } from '@watch-tower/messaging';
import { Projector, type Projection } from '@watch-tower/projections';
import { createTestDatabase } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { migrations } from '../database/migrations/index.js';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

let offset = 0n;

/** A message as a consumer gets it. */
export const messageOf = <T extends TopicDefinition, K extends TypeOn<T>>(
  topic: T,
  type: K,
  data: DataOf<T, K>,
  { key, version, time = new Date() }: { key: string; version?: number; time?: Date },
): Incoming<T> => {
  const record = toRecord<T, K>(topic, key, {
    id: newId(),
    source: 'watch-tower/test',
    time: time.toISOString(),
    subject: key,
    ...(version === undefined ? {} : { version }),
    correlationId: newId(),
    traceparent: nextTraceparent(),
    type,
    data,
  });
  const received = {
    ...record,
    partition: 0,
    offset: offset++,
    value: Buffer.from(record.value),
    acceptedAt: new Date(),
  };
  const message = read(topic, received);
  if (!message.readable) throw new Error(message.reason);
  return message;
};

/** The gateway's schema in a database of a test file's own, and what keeps its read models; nothing runs by itself. */
export const openReadModels = async () => {
  const server = await createTestDatabase();
  const database = await server.open('gateway', { migrations: [...migrations] });
  const outbox = new Outbox(database, { wake: () => undefined }, 'inbox');
  await outbox.maintain({ keptDays: 7 });
  const metrics = new Registry();
  const projector = new Projector(database, new PgDeadLetters(database, outbox), silent, metrics);
  return {
    database,
    schedule: new Schedule(database, silent, metrics),
    /** In slices of this size, every one of them twice. */
    project: async <T extends TopicDefinition>(
      projection: Projection<T>,
      messages: readonly Incoming<T>[],
      sliceSize = messages.length,
    ): Promise<void> => {
      for (let from = 0; from < messages.length; from += sliceSize) {
        const slice = messages.slice(from, from + sliceSize);
        await projector.project(projection, slice);
        await projector.project(projection, slice);
      }
    },
    /** Master data, as far as read models name it. */
    register: (kind: 'truck' | 'driver' | 'location', id: string, state: object) =>
      register(database, kind, id, state),
    clear: () =>
      database.query(sql`
        truncate truck_fixes, thinned_tracks, visits, visit_tellings, quarantined_reports, dropped_duplicates, device_clocks, truck_positions,
          registry, trips, trip_events, loconav_trips,
          projection_subjects, projection_parked, dead_letters`),
    close: () => server.close(),
  };
};

export type ReadModels = Awaited<ReturnType<typeof openReadModels>>;

const register = async (database: Database, kind: string, id: string, state: object): Promise<string> => {
  await database.query(sql`
    insert into registry (id, kind, version, state) values (${id}, ${kind}, 1, ${JSON.stringify(state)}::jsonb)`);
  return id;
};
