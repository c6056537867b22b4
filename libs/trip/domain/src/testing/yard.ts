import {
  decide,
  evolve,
  followVisits,
  progressEvents,
  reservationsOf,
  unknownTrip,
  type Decision,
  type Trip,
  type TripCommand,
  type TripEvent,
  type Visit,
} from '../index.js';
import type { KnownTrip } from '../trip.js';
import { asked, registry } from './scenario.js';

const rules = { opensHoursBefore: 1, beginsHoursWithin: 24 };

export const instant = (timeMs: number): string => new Date(timeMs).toISOString();

/** A few trips, kept as the service keeps them: each by its events, what is exclusive by who has claimed it. */
export class Yard {
  readonly histories = new Map<string, readonly TripEvent[]>();
  private readonly trips = new Map<string, Trip>();
  private readonly owners = new Map<string, string>();
  visits: readonly Visit[] = [];

  constructor(public nowMs: number) {}

  trip(tripId: string): Trip {
    return this.trips.get(tripId) ?? unknownTrip;
  }

  known(): { tripId: string; trip: KnownTrip }[] {
    return [...this.trips].flatMap(([tripId, trip]) =>
      trip.situation === 'unknown' ? [] : [{ tripId, trip }],
    );
  }

  /** What is decided, and kept unless somebody else has claimed what it needs. */
  ask(tripId: string, command: TripCommand): Decision<TripEvent> | 'reserved' {
    const decision = decide(this.trip(tripId), command, registry, { ...asked, now: instant(this.nowMs) });
    if ('refusal' in decision) return decision;
    return this.append(tripId, decision.events) ? decision : 'reserved';
  }

  /** One look at all trips. @returns how many events it told, and how many trips have to wait. */
  follow(): { told: number; waiting: number } {
    const followed = this.known();
    const now = instant(this.nowMs);
    const progress = followVisits(followed, {
      visits: this.visits,
      now,
      rules,
      isDepot: (locationId) => locationId === 'depot',
      busyUntil: () => null,
    });
    const changes = followed.map(({ tripId, trip }) => {
      const reached = progress.get(tripId);
      return { tripId, events: reached === undefined ? [] : progressEvents(trip, reached, now) };
    });
    // Who gives a truck back comes before who takes it, as in the service.
    const isBack = (events: readonly TripEvent[]) =>
      events.some(({ type }) => type === 'ProgressWithdrawn' || type === 'TripCompleted');
    changes.sort((a, b) => Number(isBack(b.events)) - Number(isBack(a.events)));
    let [told, waiting] = [0, 0];
    for (const { tripId, events } of changes) {
      if (this.append(tripId, events)) told += events.length;
      else waiting += 1;
    }
    return { told, waiting };
  }

  private append(tripId: string, events: readonly TripEvent[]): boolean {
    const before = this.trip(tripId);
    const { claims, releases } = reservationsOf(before, events);
    const keyOf = (one: { kind: string; key: string }) => `${one.kind} ${one.key}`;
    if (claims.some((claim) => (this.owners.get(keyOf(claim)) ?? tripId) !== tripId)) return false;
    for (const release of releases) this.owners.delete(keyOf(release));
    for (const claim of claims) this.owners.set(keyOf(claim), tripId);
    this.trips.set(tripId, events.reduce(evolve, before));
    this.histories.set(tripId, [...(this.histories.get(tripId) ?? []), ...events]);
    return true;
  }
}
