import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { topics, type CommandOutcome, type MessageOn, type Topics } from '@watch-tower/contracts';
import { Database } from '@watch-tower/database';
import { severityOf, TransientError } from '@watch-tower/errors';
import { EventStore, Outbox, type AppendResult } from '@watch-tower/event-store';
import { currentTrace, newId, toRecord, type Incoming, type OutgoingRecord } from '@watch-tower/messaging';
import {
  decide,
  evolve,
  reservationsOf,
  unknownTrip,
  type Asked,
  type Decision,
  type Refusal,
  type Reservation,
  type Trip,
  type TripEvent,
} from '@watch-tower/trip-domain';
import { RegistryCopy } from '../../registry/registry-copy.js';
import { toPublicEvent } from '../to-public-event.js';
import { namedIds, toDomainCommand } from './to-domain-command.js';

type CommandMessage = Incoming<Topics['tripCommands']>;
type Loaded = { readonly trip: Trip; readonly version: number };

/** How often a decision is made anew because somebody else appended in between. */
const conflictsMax = 10;

const alreadyReserved: Record<Reservation['kind'], Refusal> = {
  vpc_id: {
    kind: 'conflict',
    code: 'vpc_id_taken',
    message: 'Another trip has this business id; it must be unique.',
    field: 'vpcId',
  },
  truck_under_way: {
    kind: 'conflict',
    code: 'truck_under_way',
    message: 'The truck is under way on another trip; end that trip first.',
    field: 'truckId',
  },
  driver_under_way: {
    kind: 'conflict',
    code: 'driver_under_way',
    message: 'The driver is under way on another trip; end that trip first.',
    field: 'driverId',
  },
};

const keyReused = {
  kind: 'key_reused',
  code: 'key_reused',
  message: 'This command was given before with another content; a new command needs a key of its own.',
} as const;

/** Decides commands on trips: once each, in the transaction that appends, with an outcome for whoever asked. */
@Injectable()
export class CommandDecider {
  constructor(
    private readonly events: EventStore,
    private readonly registry: RegistryCopy,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Decides and answers. A fault of ours is answered as `failed` too, so that nobody waits in vain.
   * @throws the fault; TransientError where others kept appending.
   */
  async decide(message: CommandMessage): Promise<void> {
    try {
      await this.decideAnew(message);
    } catch (error) {
      if (severityOf(error) === 'fault') {
        await this.answer(message, {
          ...addressOf(message),
          result: 'failed',
          message: 'The command could not be carried out and was set aside; people have to look at it.',
        });
      }
      throw error;
    }
  }

  private async decideAnew(message: CommandMessage): Promise<void> {
    const tripId = message.subject;
    for (let attempt = 0; attempt < conflictsMax; attempt += 1) {
      const loaded = await this.load(tripId);
      const decision = await this.decisionOn(loaded, message);
      const result = await this.record(message, loaded, decision);
      switch (result.status) {
        case 'appended':
        case 'duplicate':
          return;
        case 'key_reused':
          return this.answer(message, { ...addressOf(message), result: 'refused', refusal: keyReused });
        case 'reserved': {
          const refusal = alreadyReserved[result.reservation.kind as Reservation['kind']];
          const refused = await this.record(message, loaded, { refusal });
          if (refused.status === 'appended' || refused.status === 'duplicate') return;
          break;
        }
        case 'conflict':
          break;
        default:
          result satisfies never;
      }
    }
    throw new TransientError(`trip ${tripId} changed ${conflictsMax} times while a command was decided`);
  }

  private async load(tripId: string): Promise<Loaded> {
    const { version, events } = await this.events.read(tripId);
    // Type and data were stored from one domain event.
    const history = events.map(({ type, data }) => ({ ...(data as object), type }) as TripEvent);
    return { version, trip: history.reduce(evolve, unknownTrip) };
  }

  private async decisionOn({ trip, version }: Loaded, message: CommandMessage): Promise<Decision<TripEvent>> {
    const expected = 'expectedVersion' in message.data ? message.data.expectedVersion : undefined;
    if (expected !== undefined && expected !== version && trip.situation !== 'unknown') {
      return {
        refusal: {
          kind: 'stale',
          code: 'stale_version',
          message: `The trip is at version ${version}, not ${expected}: read it again and decide anew.`,
        },
      };
    }
    const command = toDomainCommand(message);
    const registry = await this.registry.lookUp(namedIds(command));
    const { id: actorId, role } = message.data.actor;
    const asked: Asked = { by: { kind: 'person', actorId, role }, now: new Date().toISOString() };
    return decide(trip, command, registry, asked);
  }

  private answer(message: CommandMessage, outcome: CommandOutcome): Promise<void> {
    return this.outbox.enqueue(this.database, [outcomeRecord(outcome, message)]);
  }

  private record(
    message: CommandMessage,
    { trip, version }: Loaded,
    decision: Decision<TripEvent>,
  ): Promise<AppendResult> {
    const tripId = message.subject;
    const events = 'events' in decision ? decision.events : [];
    const outcome: CommandOutcome =
      'refusal' in decision
        ? { ...addressOf(message), result: 'refused', refusal: decision.refusal }
        : { ...addressOf(message), result: 'succeeded', version: version + events.length };
    const answer = outcomeRecord(outcome, message);
    return this.events.append({
      streamId: tripId,
      expectedVersion: version,
      events: events.map(({ type, ...data }) => ({ type, data })),
      records: [
        ...events.map((event, index) => eventRecord(tripId, version + index + 1, event, message)),
        answer,
      ],
      ...reservationsOf(trip, events),
      command: { id: message.id, bodyHash: hashOf(message), outcome: answer },
    });
  }
}

/** Which command an outcome answers. */
const addressOf = ({ id, subject }: CommandMessage) => ({
  commandId: id,
  subject: { kind: 'trip' as const, id: subject },
});

const hashOf = ({ type, data }: MessageOn<Topics['tripCommands']>): string =>
  createHash('sha256').update(type).update(JSON.stringify(data)).digest('hex');

/** Attributes of a message that a command causes. */
const causedBy = (command: CommandMessage, subject: string) => ({
  id: newId(),
  source: 'watch-tower/trip',
  time: new Date().toISOString(),
  subject,
  correlationId: command.correlationId,
  causationId: command.id,
  traceparent: currentTrace()?.traceparent,
});

const eventRecord = (
  tripId: string,
  version: number,
  event: TripEvent,
  command: CommandMessage,
): OutgoingRecord =>
  toRecord(topics.tripEvents, tripId, {
    ...causedBy(command, tripId),
    version,
    ...toPublicEvent(tripId, event),
  });

const outcomeRecord = (outcome: CommandOutcome, command: CommandMessage): OutgoingRecord =>
  toRecord(topics.commandOutcomes, command.id, {
    ...causedBy(command, command.id),
    type: 'watchtower.command.outcome.v1',
    data: outcome,
  });
