import { Injectable } from '@nestjs/common';
import { topics, type CommandOutcome } from '@watch-tower/contracts';
import { EventStore, type AppendResult } from '@watch-tower/event-store';
import { currentTrace, newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';
import {
  evolve,
  reservationsOf,
  stageOf,
  unknownTrip,
  type Trip,
  type TripEvent,
} from '@watch-tower/trip-domain';
import { toPublicEvent } from './to-public-event.js';
import { toTripEvent } from './to-trip-event.js';

/** A trip as it stands at a version. */
export type Loaded = { readonly tripId: string; readonly trip: Trip; readonly version: number };

/** What brought something about, for the chain of causes. */
export type Cause = { readonly correlationId: string; readonly causationId?: string };

/** Trips in the event store: read as they stand, and appended to with what others are told of it. */
@Injectable()
export class TripStreams {
  constructor(private readonly events: EventStore) {}

  async load(tripId: string): Promise<Loaded> {
    const { version, events } = await this.events.read(tripId);
    return { tripId, version, trip: events.map(toTripEvent).reduce(evolve, unknownTrip) };
  }

  /** Appends what was decided on a trip as it was loaded; a command's outcome goes with it. */
  append(
    { tripId, trip, version }: Loaded,
    events: readonly TripEvent[],
    cause: Cause,
    command?: { readonly id: string; readonly bodyHash: string; readonly outcome: OutgoingRecord },
  ): Promise<AppendResult> {
    return this.events.append({
      streamId: tripId,
      expectedVersion: version,
      events: events.map(({ type, ...data }) => ({ type, data })),
      records: [
        ...recordsOf(tripId, trip, version, events, cause),
        ...(command === undefined ? [] : [command.outcome]),
      ],
      ...reservationsOf(trip, events),
      ...(command === undefined ? {} : { command }),
    });
  }
}

/** Attributes of a message that something caused. */
const causedBy = ({ correlationId, causationId }: Cause, subject: string) => ({
  id: newId(),
  source: 'watch-tower/trip',
  time: new Date().toISOString(),
  subject,
  correlationId,
  causationId,
  traceparent: currentTrace()?.traceparent,
});

const recordsOf = (
  tripId: string,
  before: Trip,
  version: number,
  events: readonly TripEvent[],
  cause: Cause,
): OutgoingRecord[] => {
  let trip = before;
  return events.map((event, index) => {
    trip = evolve(trip, event);
    if (trip.situation === 'unknown') throw new Error('an event left no trip');
    return toRecord(topics.tripEvents, tripId, {
      ...causedBy(cause, tripId),
      version: version + index + 1,
      ...toPublicEvent(tripId, event, stageOf(trip)),
    });
  });
};

export const outcomeRecord = (outcome: CommandOutcome, commandId: string, cause: Cause): OutgoingRecord =>
  toRecord(topics.commandOutcomes, commandId, {
    ...causedBy(cause, commandId),
    type: 'watchtower.command.outcome.v1',
    data: outcome,
  });
