import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { topics, type CommandOutcome, type Refusal, type Topics } from '@watch-tower/contracts';
import { Database, sql, withoutNul, type Queryable } from '@watch-tower/database';
import { EventStore, Outbox, Relay } from '@watch-tower/event-store';
import { currentTrace, newId, toRecord, type Incoming, type OutgoingRecord } from '@watch-tower/messaging';
import type { AlertCommand } from '../alerts/answer-people/alert-command.js';
import { firstVersion, type Birth, type Registration } from './registration.js';
import { registerDriver } from './register-driver/register-driver.js';
import { registerLocation } from './register-location/register-location.js';
import { registerOrganization } from './register-organization/register-organization.js';
import { registerTruck } from './register-truck/register-truck.js';

/** A command on master data. */
export type RegistryCommand = Exclude<Incoming<Topics['fleetCommands']>, AlertCommand>;
type Command = RegistryCommand;

const alreadyRegistered: Refusal = {
  kind: 'conflict',
  code: 'already_registered',
  message: 'This id is registered already; an id is registered once.',
};

const textWithNul: Refusal = {
  kind: 'invalid',
  code: 'text_with_nul',
  message: 'A text may hold every character but U+0000.',
};

const keyReused: Refusal = {
  kind: 'key_reused',
  code: 'key_reused',
  message: 'This command was given before with another content; a new command needs a key of its own.',
};

/**
 * Registers master data: the row, its state for everybody and the command's outcome in one transaction. A
 * command is decided once; given again it gets the outcome it had, under the same `ce_id`.
 */
@Injectable()
export class Registrar {
  constructor(
    private readonly database: Database,
    private readonly events: EventStore,
    private readonly outbox: Outbox,
    private readonly relay: Relay,
  ) {}

  async carryOut(command: Command): Promise<void> {
    const registration = registrationOf(command);
    await this.database.transaction(async (tx) => {
      const stream = `${registration.kind}:${command.subject}`;
      await tx.lockSubjects([stream, `command:${command.id}`, ...registration.subjects.map(withoutNul)]);
      tx.afterCommit(() => this.relay.wake());
      const version = await versionOf(tx, stream);
      const refusal = await refusalOf(tx, command, registration, version);
      const outcome = outcomeRecord(command, registration, refusal);
      const registered = refusal === null ? [registeredRecord(command, registration, stream)] : [];
      const result = await this.events.appendIn(tx, {
        streamId: stream,
        expectedVersion: version,
        // Who and when: what is known of people stands in the rows alone.
        events: registered.map(() => ({ type: registration.event, data: { by: command.data.actor.id } })),
        records: [...registered, outcome],
        claims: [],
        releases: [],
        command: { id: command.id, bodyHash: hashOf(command), outcome },
      });
      switch (result.status) {
        case 'appended':
          if (refusal === null) await registration.write(tx);
          return;
        case 'duplicate':
          return;
        case 'key_reused':
          return this.outbox.enqueue(tx, [outcomeRecord(command, registration, keyReused)]);
        case 'conflict':
        case 'reserved':
          throw new Error(`${stream} was changed by somebody who did not hold its lock`);
        default:
          result satisfies never;
      }
    });
  }
}

const registrationOf = (message: Command): Registration => {
  const born: Birth = { id: message.subject, at: new Date() };
  switch (message.type) {
    case 'watchtower.fleet.register-organization.v1':
      return registerOrganization(born, message.data.fields);
    case 'watchtower.fleet.register-truck.v1':
      return registerTruck(born, message.data.fields);
    case 'watchtower.fleet.register-driver.v1':
      return registerDriver(born, message.data.fields);
    case 'watchtower.fleet.register-location.v1':
      return registerLocation(born, message.data.fields);
    default:
      return message satisfies never;
  }
};

const refusalOf = async (
  tx: Queryable,
  command: Command,
  registration: Registration,
  version: number,
): Promise<Refusal | null> => {
  if (version > 0) return alreadyRegistered;
  // No column can hold it, and a statement that fails would take the outcome with it.
  if (Object.values(command.data.fields).some((value) => typeof value === 'string' && value.includes('\0'))) {
    return textWithNul;
  }
  return registration.refusal(tx);
};

const versionOf = async (tx: Queryable, stream: string): Promise<number> => {
  const [newest] = await tx.query<{ version: number }>(sql`
    select version from events where stream_id = ${stream} order by version desc limit 1`);
  return newest?.version ?? 0;
};

const hashOf = ({ type, subject, data }: Command): string =>
  createHash('sha256')
    .update(JSON.stringify([type, subject, data]))
    .digest('hex');

const causedBy = (command: Command, subject: string) => ({
  id: newId(),
  source: 'watch-tower/fleet',
  time: new Date().toISOString(),
  subject,
  correlationId: command.correlationId,
  causationId: command.id,
  traceparent: currentTrace()?.traceparent,
});

const registeredRecord = (command: Command, { state }: Registration, subject: string): OutgoingRecord =>
  toRecord(topics.registryState, subject, { ...causedBy(command, subject), version: firstVersion, ...state });

const outcomeRecord = (command: Command, { kind }: Registration, refusal: Refusal | null): OutgoingRecord => {
  const about = { commandId: command.id, subject: { kind, id: command.subject } } as const;
  const data: CommandOutcome =
    refusal === null
      ? { ...about, result: 'succeeded', version: firstVersion }
      : { ...about, result: 'refused', refusal };
  return toRecord(topics.commandOutcomes, command.id, {
    ...causedBy(command, command.id),
    type: 'watchtower.command.outcome.v1',
    data,
  });
};
