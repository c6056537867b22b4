import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { topics, type CommandOutcome, type Refusal, type Topics } from '@watch-tower/contracts';
import { Database, type Transaction } from '@watch-tower/database';
import { TransientError } from '@watch-tower/errors';
import { EventStore, Outbox, Relay } from '@watch-tower/event-store';
import type { RegistryEvent, RegistryKind, RegistryCommand as Asked } from '@watch-tower/fleet-domain';
import { currentTrace, newId, toRecord, type Incoming, type OutgoingRecord } from '@watch-tower/messaging';
import type { AlertCommand } from '../alerts/answer-people/alert-command.js';
import { decideChange, streamOf, subjectsToLock, type Decided, type Written } from './decide-change.js';
import { drivers } from './driver/drivers.js';
import { locations } from './location/locations.js';
import type { Noun } from './noun.js';
import { organizations } from './organization/organizations.js';
import { trucks } from './truck/trucks.js';

/** A command on master data. */
export type RegistryCommand = Exclude<Incoming<Topics['fleetCommands']>, AlertCommand>;
type Command = RegistryCommand;

/** How often an entity is looked at anew because another replica changed it in between. */
const attemptsMax = 10;

const keyReused: Refusal = {
  kind: 'key_reused',
  code: 'key_reused',
  message: 'This command was given before with another content; a new command needs a key of its own.',
};

/**
 * Carries out commands on master data: the row, its state for everybody and the command's outcome in one
 * transaction. A command is decided once; given again it gets the outcome it had, under the same `ce_id`.
 */
@Injectable()
export class Registrar {
  constructor(
    private readonly database: Database,
    private readonly events: EventStore,
    private readonly outbox: Outbox,
    private readonly relay: Relay,
  ) {}

  /** @throws TransientError where the entity changed while it was being looked at. */
  carryOut(command: Command): Promise<void> {
    switch (command.type) {
      case 'watchtower.fleet.register-organization.v1':
        return this.change(organizations, { type: 'register', ...command.data }, command);
      case 'watchtower.fleet.update-organization.v1':
        return this.change(organizations, { type: 'update', ...command.data }, command);
      case 'watchtower.fleet.retire-organization.v1':
        return this.change(organizations, { type: 'retire', ...command.data }, command);
      case 'watchtower.fleet.register-truck.v1':
        return this.change(trucks, { type: 'register', ...command.data }, command);
      case 'watchtower.fleet.update-truck.v1':
        return this.change(trucks, { type: 'update', ...command.data }, command);
      case 'watchtower.fleet.retire-truck.v1':
        return this.change(trucks, { type: 'retire', ...command.data }, command);
      case 'watchtower.fleet.register-driver.v1':
        return this.change(drivers, { type: 'register', ...command.data }, command);
      case 'watchtower.fleet.update-driver.v1':
        return this.change(drivers, { type: 'update', ...command.data }, command);
      case 'watchtower.fleet.retire-driver.v1':
        return this.change(drivers, { type: 'retire', ...command.data }, command);
      case 'watchtower.fleet.register-location.v1':
        return this.change(locations, { type: 'register', ...command.data }, command);
      case 'watchtower.fleet.update-location.v1':
        return this.change(locations, { type: 'update', ...command.data }, command);
      case 'watchtower.fleet.retire-location.v1':
        return this.change(locations, { type: 'retire', ...command.data }, command);
      default:
        return command satisfies never;
    }
  }

  private async change<Fields extends object>(
    noun: Noun<Fields>,
    asked: Asked<Fields>,
    command: Command,
  ): Promise<void> {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      // Locks come first in a transaction, and which are needed depends on what the entity is.
      const seen = await noun.find(this.database, command.subject);
      const subjects = subjectsToLock(noun, seen, asked, command.subject);
      const isDone = await this.database.transaction(async (tx) => {
        await tx.lockSubjects([...subjects, `command:${command.id}`]);
        const present = await noun.find(tx, command.subject);
        if (present?.version !== seen?.version) return false;
        tx.afterCommit(() => this.relay.wake());
        await this.record(
          tx,
          command,
          noun.kind,
          await decideChange(tx, noun, present, asked, command.subject),
        );
        return true;
      });
      if (isDone) return;
    }
    throw new TransientError(`${noun.kind} ${command.subject} changed whenever it was looked at`);
  }

  private async record(
    tx: Transaction,
    command: Command,
    kind: RegistryKind,
    decided: Decided,
  ): Promise<void> {
    const stream = streamOf(kind, command.subject);
    const change = 'refusal' in decided ? null : decided.change;
    const outcome = outcomeRecord(kind, command, decided);
    const result = await this.events.appendIn(tx, {
      streamId: stream,
      expectedVersion: decided.versionBefore,
      events: change === null ? [] : [toStored(kind, change.event, command)],
      records: change === null ? [outcome] : [stateRecord(command, stream, change), outcome],
      claims: [],
      releases: [],
      command: { id: command.id, bodyHash: hashOf(command), outcome },
    });
    switch (result.status) {
      case 'appended':
        return change?.write(tx);
      case 'duplicate':
        return;
      case 'key_reused':
        return this.outbox.enqueue(tx, [outcomeRecord(kind, command, { ...decided, refusal: keyReused })]);
      case 'conflict':
      case 'reserved':
        throw new Error(`${stream} was changed by somebody who did not hold its lock`);
      default:
        result satisfies never;
    }
  }
}

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

/** Who, and which fields: what is known of people stands in the rows and the compacted state alone. */
const toStored = (kind: string, { type, fields }: RegistryEvent, { data }: Command) => ({
  type: `${kind}-${type}`,
  data: { by: data.actor.id, fields },
});

const stateRecord = (command: Command, subject: string, { version, state }: Written): OutgoingRecord =>
  toRecord(topics.registryState, subject, { ...causedBy(command, subject), version, ...state });

const outcomeRecord = (
  kind: CommandOutcome['subject']['kind'],
  command: Command,
  decided: Decided,
): OutgoingRecord => {
  const about = { commandId: command.id, subject: { kind, id: command.subject } };
  const data: CommandOutcome =
    'refusal' in decided
      ? { ...about, result: 'refused', refusal: decided.refusal }
      : { ...about, result: 'succeeded', version: decided.change?.version ?? decided.versionBefore };
  return toRecord(topics.commandOutcomes, command.id, {
    ...causedBy(command, command.id),
    type: 'watchtower.command.outcome.v1',
    data,
  });
};
