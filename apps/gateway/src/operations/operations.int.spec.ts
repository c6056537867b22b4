import { topics } from '@watch-tower/contracts';
import { sql, type Database } from '@watch-tower/database';
import { maintainRelayed, Relay } from '@watch-tower/event-store';
import { newId, nextTraceparent } from '@watch-tower/messaging';
import { createTestDatabase, RecordingPublisher, type TestDatabase } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { migrations } from '../database/migrations/index.js';
import { InboxMetrics } from '../inbox/inbox-metrics.js';
import { Operations, type NewOperation } from './operations.js';
import { command } from './place-command/command.js';

const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const aCommand = (id = newId(), subjectId = newId()): NewOperation => {
  const cancel = command(
    topics.tripCommands,
    'watchtower.trip.cancel.v1',
    { kind: 'trip', id: subjectId },
    { reason: 'a test', at: '2026-01-01T00:00:00Z' },
  );
  const caller = { id: newId(), role: 'dispatcher', expiresAt: new Date() } as const;
  const trace = { correlationId: 'c', traceparent: nextTraceparent() };
  return {
    id,
    actorId: caller.id,
    kind: cancel.type,
    subject: { kind: 'trip', id: subjectId },
    bodyHash: 'hash',
    received: '{}',
    record: cancel.toRecord({ id, subjectId, time: '2026-01-01T00:00:00Z', trace, caller }),
  };
};

describe('operations', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  /** As one process has them. */
  const aProcess = (): Operations => {
    const metrics = new Registry();
    const relay = new Relay({
      database,
      publisher: new RecordingPublisher(),
      log,
      metrics,
      table: 'command_inbox',
    });
    return new Operations(database, relay, new InboxMetrics(metrics), { inboxWaitingRowsMax: 1_000 });
  };
  const inboxOf = (id: string) =>
    database.query<{ headers: object; value: string }>(
      sql`select headers, value from command_inbox where headers->>'ce_id' = ${id} order by transaction_id, position`,
    );
  const anHourAgo = (id: string) =>
    database.query(sql`update operations set sent_at = now() - interval '61 minutes' where id = ${id}`);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = await testDatabase.open('gateway', { migrations: [...migrations] });
    await maintainRelayed(database, 'command_inbox', { keptDays: 30 });
  }, 60_000);

  afterAll(() => testDatabase.close(), 60_000);

  it('are accepted once, by whichever process and in whatever order they are asked', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const asked = Array.from({ length: 50 }, () => aCommand());
    const answers = await Promise.all([
      ...asked.map((operation) => one.accept(operation)),
      ...[...asked].reverse().map((operation) => other.accept(operation)),
      ...asked.map((operation) => one.accept(operation)),
    ]);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(asked.length);
    for (const { id } of asked) expect(await inboxOf(id)).toHaveLength(1);
  });

  it('are published again under the same id after an hour without an outcome', async () => {
    const operations = aProcess();
    const waiting = aCommand();
    await operations.accept(waiting);
    expect(await operations.publishAgain()).toBe(0);
    await anHourAgo(waiting.id);
    expect(await operations.publishAgain()).toBe(1);
    expect(await operations.publishAgain()).toBe(0);
    const [first, again] = await inboxOf(waiting.id);
    expect(again).toEqual(first);
  });

  it('keep their first outcome, and are not published again after it', async () => {
    const operations = aProcess();
    const { id, subject, ...rest } = aCommand();
    await operations.accept({ id, subject, ...rest });
    const outcome = { commandId: id, subject: { kind: 'trip', id: subject.id } } as const;
    await operations.settle([
      { ...outcome, result: 'succeeded', version: 2 },
      { commandId: newId(), subject: outcome.subject, result: 'failed', message: 'not ours' },
    ]);
    await operations.settle([{ ...outcome, result: 'failed', message: 'later' }]);
    expect(await operations.find(id)).toMatchObject({ status: 'succeeded', outcome: { version: 2 } });
    await anHourAgo(id);
    expect(await operations.publishAgain()).toBe(0);
  });

  it('are forgotten after 90 days', async () => {
    const operations = aProcess();
    const [old, young] = [aCommand(), aCommand()];
    await Promise.all([operations.accept(old), operations.accept(young)]);
    await database.query(
      sql`update operations set created_at = now() - interval '91 days' where id = ${old.id}`,
    );
    expect(await operations.forgetOld()).toBe(1);
    expect(await operations.find(old.id)).toBeUndefined();
    expect(await operations.find(young.id)).toBeDefined();
  });
});
