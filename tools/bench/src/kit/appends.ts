import { topics } from '@watch-tower/contracts';
import { eventStoreDdl, outboxDdl, maintainRelayed, type EventStore } from '@watch-tower/event-store';
import { sql, type Database } from '@watch-tower/database';
import { newId, type OutgoingRecord } from '@watch-tower/messaging';
import { mustBe } from '../compare.js';

export const storeDdl = [outboxDdl, eventStoreDdl];

/** Partitions for what is written today. */
export const prepareStore = async (database: Database): Promise<void> => {
  await maintainRelayed(database, 'outbox', { keptDays: 7 });
};

export const emptyStore = async (database: Database): Promise<void> => {
  await database.query(sql`truncate outbox, events, commands, reservations`);
};

/** What a trip's event holds, as large as one that is in use. */
export const eventData = (tripId: string) => ({
  tripId,
  vpcId: `22/Nov/2026-BEN001XA-${tripId.slice(-6)}`,
  stops: [
    {
      kind: 'pickup',
      locationId: '0195f0a0-0000-7000-8000-000000000001',
      plannedArrivalAt: '2026-11-23T06:00:00Z',
    },
    { kind: 'delivery', locationId: '0195f0a0-0000-7000-8000-000000000002', plannedArrivalAt: null },
  ],
  containers: [{ number: 'MSKU3054383', lengthFeet: 40 }],
  cargoType: 'General cargo',
  weightTons: 24,
  scheduledDeparture: '2026-11-23T08:00:00Z',
});

const record = (topic: string, key: string, value: string): OutgoingRecord => ({
  topic,
  key,
  headers: {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: newId(),
    ce_type: 'watchtower.bench.appended.v1',
    ce_source: 'watchtower/bench',
    ce_time: new Date().toISOString(),
    ce_subject: key,
    ce_version: '1',
    ce_correlationid: key,
  },
  value,
});

/** A command as trip carries it out: one event, told to others, and the outcome, all with the command's id. */
export const appendOne = async (
  store: EventStore,
  topicNames: { event: string; outcome: string },
): Promise<void> => {
  const [streamId, commandId] = [newId(), newId()];
  const data = eventData(streamId);
  const outcome = record(
    topicNames.outcome,
    commandId,
    JSON.stringify({ commandId, result: 'succeeded', version: 1 }),
  );
  const { status } = await store.append({
    streamId,
    expectedVersion: 0,
    events: [{ type: 'TripCreated', data }],
    records: [record(topicNames.event, streamId, JSON.stringify(data)), outcome],
    claims: [],
    releases: [],
    command: { id: commandId, bodyHash: commandId, outcome },
  });
  if (status !== 'appended') throw new Error(`an append was answered ${status}`);
};

export const realTopics = { event: topics.tripEvents.name, outcome: topics.commandOutcomes.name };

/** So many calls, by so many clients, each the next one as soon as the last is done. */
export const byClients = async (clients: number, calls: number, call: () => Promise<void>): Promise<void> => {
  let begun = 0;
  const client = async (): Promise<void> => {
    while (begun < calls) {
      begun += 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
};

export const mustHoldAppends = async (database: Database, appends: number): Promise<void> => {
  const [rows] = await database.query<{ events: number; commands: number; outbox: number }>(sql`
    select (select count(*) from events)::int as events, (select count(*) from commands)::int as commands,
      (select count(*) from outbox)::int as outbox`);
  mustBe('events', rows?.events ?? 0, appends);
  mustBe('commands', rows?.commands ?? 0, appends);
  mustBe('rows of the outbox', rows?.outbox ?? 0, 2 * appends);
};
