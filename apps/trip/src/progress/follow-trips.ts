import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import {
  evolve,
  followVisits,
  nextLookAt,
  progressEvents,
  watchDelay,
  type FollowedTrip,
  type Progress,
  type ProgressRules,
  type TripEvent,
} from '@watch-tower/trip-domain';
import type { TripConfig } from '../config.js';
import { RegistryCopy } from '../registry/registry-copy.js';
import { TripStreams, type Loaded } from '../trip/trip-streams.js';
import {
  busyBefore,
  clearMarks,
  keepTrip,
  markDueTrips,
  markedTrips,
  markTrips,
  markTripsOfTrucks,
  markWaiting,
  readMarks,
  tripsTogether,
  trucksOf,
  visitsSince,
} from './followed-trips.js';
import { ProgressMetrics } from './progress-metrics.js';

const sliceSizeMax = 50;
const attemptsMax = 10;
const dayMs = 86_400_000;

type Appended = 'told' | 'conflict' | 'waits';

/**
 * Keeps trips in step with the visits of their trucks and with the clock. Whatever concerns a trip marks it; a
 * marked trip is looked at together with those that share its trucks, and what differs from what was told is
 * appended. A mark is cleared by the look that began after it, so nothing is missed, and a look that finds
 * everything told tells nothing.
 */
@Injectable()
export class FollowTrips {
  private readonly rules: ProgressRules;

  constructor(
    private readonly database: Database,
    private readonly streams: TripStreams,
    private readonly registry: RegistryCopy,
    private readonly metrics: ProgressMetrics,
    @Inject(CONFIG) config: TripConfig,
  ) {
    this.rules = {
      opensHoursBefore: config.tripOpensHoursBefore,
      beginsHoursWithin: config.tripBeginsHoursWithin,
      departureHours: config.delayedDepartureHours,
      arrivalGraceMinutes: config.arrivalGraceMinutes,
    };
  }

  /** Looks at all marked trips, and at those that the clock concerns by now. */
  async run(now: Date): Promise<void> {
    await markDueTrips(this.database, now);
    await this.followMarked();
  }

  /** What happened to a trip by anybody: which trucks it has, and who else that concerns. */
  async keep(tripIds: readonly string[]): Promise<void> {
    for (const tripId of new Set(tripIds)) {
      const { trip } = await this.streams.load(tripId);
      if (trip.situation === 'unknown') continue;
      const nextLook = nextLookAt(trip, this.rules, new Date().toISOString());
      await this.database.transaction(async (tx) => {
        const truckIds = await keepTrip(tx, tripId, trip, nextLook);
        markTrips(tx, [tripId]);
        markTripsOfTrucks(tx, truckIds);
      });
    }
  }

  async followMarked(): Promise<void> {
    const seen = new Set<string>();
    let waiting = 0;
    for (;;) {
      const marked = await markedTrips(this.database, sliceSizeMax);
      const fresh = marked.filter((tripId) => !seen.has(tripId));
      if (fresh.length === 0) break;
      for (const tripId of fresh) {
        if (seen.has(tripId)) continue;
        const { followed, waits } = await this.follow(tripId);
        for (const one of followed) seen.add(one);
        waiting += waits;
      }
      if (marked.length < sliceSizeMax) break;
    }
    this.metrics.waiting.set(waiting);
  }

  /** @returns the trips that were looked at, and how many of them wait for their truck or driver. */
  private async follow(tripId: string): Promise<{ followed: string[]; waits: number }> {
    const followed = await tripsTogether(this.database, tripId);
    for (let attempt = 1; ; attempt += 1) {
      const marks = await readMarks(this.database, followed);
      const appended = await this.look(followed);
      if (appended.some(({ result }) => result === 'conflict') && attempt < attemptsMax) continue;
      const open = appended.flatMap(({ tripId: id, result }) => (result === 'told' ? [] : [id]));
      await clearMarks(
        this.database,
        marks.filter((mark) => !open.includes(mark.tripId)),
      );
      await markWaiting(this.database, open);
      return { followed, waits: open.length };
    }
  }

  private async look(tripIds: readonly string[]): Promise<{ tripId: string; result: Appended }[]> {
    const loaded = await Promise.all(tripIds.map((tripId) => this.streams.load(tripId)));
    const now = new Date().toISOString();
    const progress = await this.progressOf(loaded, now);
    const changes = loaded.flatMap((one) => {
      const reached = progress.get(one.tripId);
      const events = reached === undefined ? [] : this.eventsFor(one, reached, now);
      return events.length === 0 ? [] : [{ one, events }];
    });
    // Who gives a truck back comes before who takes it.
    const isBack = (events: readonly TripEvent[]) =>
      events.some(({ type }) => type === 'ProgressWithdrawn' || type === 'TripCompleted');
    changes.sort((a, b) => Number(isBack(b.events)) - Number(isBack(a.events)));
    const results: { tripId: string; result: Appended }[] = [];
    for (const { one, events } of changes) {
      results.push({ tripId: one.tripId, result: await this.append(one, events) });
    }
    return results;
  }

  private async progressOf(loaded: readonly Loaded[], now: string): Promise<ReadonlyMap<string, Progress>> {
    const trips = loaded.flatMap(({ tripId, trip }): FollowedTrip[] =>
      trip.situation === 'unknown' ? [] : [{ tripId, trip }],
    );
    const truckIds = [...new Set(trips.flatMap(({ trip }) => trucksOf(trip)))];
    const sinceMs = Math.min(
      ...trips.map(({ trip }) => Date.parse(trip.milestones[0]?.at ?? trip.plan.scheduledDeparture)),
    );
    const visits = await visitsSince(this.database, truckIds, new Date(sinceMs - dayMs));
    const depots = await this.registry.depotsAmong([...new Set(visits.map(({ locationId }) => locationId))]);
    const busy = await busyBefore(
      this.database,
      truckIds,
      trips.map(({ tripId }) => tripId),
    );
    return followVisits(trips, {
      visits,
      now,
      rules: this.rules,
      isDepot: (locationId) => depots.has(locationId),
      busyUntil: (truckId) => busy.get(truckId) ?? null,
    });
  }

  private eventsFor({ trip }: Loaded, progress: Progress, now: string): TripEvent[] {
    if (trip.situation === 'unknown') return [];
    const events = progressEvents(trip, progress, now);
    const after = events.reduce(evolve, trip);
    return after.situation === 'unknown' ? events : [...events, ...watchDelay(after, this.rules, now)];
  }

  private async append(loaded: Loaded, events: readonly TripEvent[]): Promise<Appended> {
    const result = await this.streams.append(loaded, events, { correlationId: newId() });
    switch (result.status) {
      case 'appended':
        for (const { type } of events) this.metrics.told.inc({ type });
        return 'told';
      case 'conflict':
        return 'conflict';
      case 'reserved':
        return 'waits';
      case 'duplicate':
      case 'key_reused':
        throw new Error(`an append without a command was answered ${result.status}`);
      default:
        return result satisfies never;
    }
  }
}
