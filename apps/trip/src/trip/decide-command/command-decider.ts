import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CommandOutcome, MessageOn, Topics } from '@watch-tower/contracts';
import { Database } from '@watch-tower/database';
import { severityOf, TransientError } from '@watch-tower/errors';
import { Outbox, type AppendResult } from '@watch-tower/event-store';
import type { Incoming } from '@watch-tower/messaging';
import {
  decide,
  type Asked,
  type Decision,
  type Refusal,
  type Reservation,
  type TripEvent,
} from '@watch-tower/trip-domain';
import { RegistryCopy } from '../../registry/registry-copy.js';
import { outcomeRecord, TripStreams, type Cause, type Loaded } from '../trip-streams.js';
import { namedIds, toDomainCommand } from './to-domain-command.js';

type CommandMessage = Incoming<Topics['tripCommands']>;

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
    private readonly streams: TripStreams,
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
      const loaded = await this.streams.load(tripId);
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
    return this.outbox.enqueue(this.database, [outcomeRecord(outcome, message.id, causeOf(message))]);
  }

  private record(
    message: CommandMessage,
    loaded: Loaded,
    decision: Decision<TripEvent>,
  ): Promise<AppendResult> {
    const events = 'events' in decision ? decision.events : [];
    const outcome: CommandOutcome =
      'refusal' in decision
        ? { ...addressOf(message), result: 'refused', refusal: decision.refusal }
        : { ...addressOf(message), result: 'succeeded', version: loaded.version + events.length };
    const cause = causeOf(message);
    return this.streams.append(loaded, events, cause, {
      id: message.id,
      bodyHash: hashOf(message),
      outcome: outcomeRecord(outcome, message.id, cause),
    });
  }
}

/** Which command an outcome answers. */
const addressOf = ({ id, subject }: CommandMessage) => ({
  commandId: id,
  subject: { kind: 'trip' as const, id: subject },
});

const causeOf = ({ id, correlationId }: CommandMessage): Cause => ({ correlationId, causationId: id });

const hashOf = ({ type, data }: MessageOn<Topics['tripCommands']>): string =>
  createHash('sha256').update(type).update(JSON.stringify(data)).digest('hex');
