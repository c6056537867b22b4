import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { topics, type MessageOn, type Topics } from '@watch-tower/contracts';
import { Database, type Transaction } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { nextStep, pauseMsAfter, type KnownTrip, type MirrorStep } from '@watch-tower/fleet-domain';
import { LoconavError, type LoconavClient, type NewTrip } from '@watch-tower/loconav';
import { newId, toRecord } from '@watch-tower/messaging';
import { Loconav } from '../loconav.js';
import { MirrorMetrics } from './mirror-metrics.js';
import {
  claimDue,
  countTrips,
  keepKnown,
  nextVersion,
  releaseInStep,
  releaseToRest,
  type ClaimedTrip,
} from './mirrored-trips.js';
import { asFound, isRefusal, takeStep } from './take-step.js';
import { toLoconavTrip } from './to-loconav-trip.js';

type Event = MessageOn<Topics['loconavTripEvents']>;

/** How long a trip rests whose truck or stop LocoNav cannot know yet. */
const waitMs = 60_000;

/**
 * Brings LocoNav in step with our trips, one step of one trip after another. What LocoNav is known to have is kept
 * after each, and told in the same transaction. A failure puts the trip off; it never holds up the trip itself.
 */
@Injectable()
export class MirrorTrips {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly loconav: Loconav,
    private readonly metrics: MirrorMetrics,
  ) {}

  /**
   * Takes all that is due.
   * @throws TransientError where LocoNav is away or has had enough: what is left stays due.
   */
  async run(): Promise<void> {
    try {
      await this.loconav.run(async (client) => {
        for (;;) {
          const trip = await claimDue(this.database, randomUUID());
          if (trip === undefined) return;
          await this.bringInStep(client, trip);
        }
      });
    } finally {
      const counts = await countTrips(this.database);
      if (counts !== undefined) this.metrics.stand(counts);
    }
  }

  private async bringInStep(client: LoconavClient, claimed: ClaimedTrip): Promise<void> {
    let next: ClaimedTrip | undefined = claimed;
    while (next !== undefined) {
      const trip: ClaimedTrip = next;
      const step = nextStep(trip.wanted, trip.known);
      if (step === null) return this.release(trip);
      let content: NewTrip | undefined;
      if (step === 'create' || step === 'update') {
        const made = await toLoconavTrip(this.database, trip.tripId, trip.wanted.plan);
        if ('waitsFor' in made) return this.wait(trip, made.waitsFor);
        content = made;
      }
      try {
        next = await this.take(client, trip, step, content);
      } catch (error) {
        if (!(error instanceof LoconavError)) throw error;
        await this.failed(trip, step, error);
        // It is about LocoNav, not about this trip: the others need not try.
        if (!isRefusal(error) && error.kind !== 'unreadable') throw error;
        return;
      }
    }
  }

  private async take(
    client: LoconavClient,
    trip: ClaimedTrip,
    step: MirrorStep,
    content: NewTrip | undefined,
  ): Promise<ClaimedTrip | undefined> {
    const { known, wanted, tripId } = trip;
    if (known.kind === 'mirrored') {
      if (step === 'create' || step === 'look') throw new Error(`${step} is no step of a trip that is there`);
      const next = await takeStep(client, known, step, { tripId, content });
      return this.keep(trip, step === 'update' ? { ...next, told: wanted.plan } : next);
    }
    // An earlier answer may have been lost, by a process that is no more.
    const found = known.kind === 'asked' ? await client.trips.find(tripId) : undefined;
    if (found !== undefined) return this.keep(trip, asFound(found));
    if (step === 'look' || content === undefined) return this.keep(trip, { kind: 'none' });
    const asked = known.kind === 'asked' ? trip : await this.keep(trip, { kind: 'asked' });
    if (asked === undefined) return undefined;
    const made = await client.trips.create(content);
    // One that says its state was there before: whether with this plan nobody knows.
    const isNew = made.state === undefined || made.state === null;
    return this.keep(asked, isNew ? { ...asFound(made), told: wanted.plan } : asFound(made));
  }

  /** @returns the trip as it is wanted by now; undefined where somebody else has taken it over. */
  private keep(trip: ClaimedTrip, known: KnownTrip): Promise<ClaimedTrip | undefined> {
    return this.database.transaction(async (tx) => {
      await tx.lockSubjects([subjectOf(trip)]);
      const kept = await keepKnown(tx, trip, known);
      const event = kept === undefined ? undefined : eventOf(trip, known);
      if (event !== undefined) await this.tell(tx, event);
      return kept;
    });
  }

  /** Nothing is left to do. Who was told last that it failed is told how it stands. */
  private release(trip: ClaimedTrip): Promise<void> {
    return this.database.transaction(async (tx) => {
      await tx.lockSubjects([subjectOf(trip)]);
      if (await releaseInStep(tx, trip)) await this.tell(tx, eventOf(trip, trip.known) ?? needless(trip));
    });
  }

  private async failed(trip: ClaimedTrip, step: MirrorStep, error: LoconavError): Promise<void> {
    const failures = trip.failures + 1;
    const givenUp = isRefusal(error);
    const nextTryAt = givenUp ? null : new Date(Date.now() + pauseMsAfter(failures, Math.random()));
    const reason = error.message;
    await this.database.transaction(async (tx) => {
      await tx.lockSubjects([subjectOf(trip)]);
      if (!(await releaseToRest(tx, trip, { reason, failures, nextTryAt }))) return;
      await this.tell(tx, {
        type: 'watchtower.loconav-trip.mirror-failed.v1',
        data: {
          ...nowOf(trip),
          step,
          reason,
          failures,
          nextTryAt: nextTryAt?.toISOString() ?? null,
          givenUp,
        },
      });
    });
  }

  private async wait(trip: ClaimedTrip, reason: string): Promise<void> {
    const nextTryAt = new Date(Date.now() + waitMs);
    await releaseToRest(this.database, trip, { reason, failures: 0, nextTryAt });
  }

  private async tell(tx: Transaction, event: Event): Promise<void> {
    const { tripId, recordedAt } = event.data;
    const record = toRecord(topics.loconavTripEvents, tripId, {
      id: newId(),
      source: 'watch-tower/fleet',
      time: recordedAt,
      subject: tripId,
      version: await nextVersion(tx, tripId, event.type === 'watchtower.loconav-trip.mirror-failed.v1'),
      correlationId: newId(),
      ...event,
    });
    await this.outbox.enqueue(tx, [record]);
    tx.afterCommit(() => this.metrics.happened(event.type.split('.')[2] ?? event.type));
  }
}

const subjectOf = ({ tripId }: ClaimedTrip): string => `loconav-trip:${tripId}`;

const nowOf = ({ tripId }: ClaimedTrip) => ({ tripId, recordedAt: new Date().toISOString() });

const needless = (trip: ClaimedTrip): Event => ({
  type: 'watchtower.loconav-trip.needless.v1',
  data: nowOf(trip),
});

const eventOf = (trip: ClaimedTrip, known: KnownTrip): Event | undefined => {
  if (known.kind !== 'mirrored') return undefined;
  const { loconavTripId, trackUrl, told, phase } = known;
  const data = { ...nowOf(trip), loconavTripId };
  if (phase === 'ended') return { type: 'watchtower.loconav-trip.ended.v1', data };
  if (phase === 'cancelled') return { type: 'watchtower.loconav-trip.cancelled.v1', data };
  return {
    type: 'watchtower.loconav-trip.mirrored.v1',
    data: { ...data, truckId: told?.truckId ?? null, isUnderWay: phase === 'under_way', trackUrl },
  };
};
