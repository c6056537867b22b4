import {
  areOutOfOrder,
  findMilestone,
  isBySomebody,
  withMilestone,
  withoutMilestone,
  type Milestone,
  type Moment,
} from '../milestones.js';
import { deliveriesOf } from '../plan.js';
import { bringsEmptyBack, isDelivered } from '../stage.js';
import type { KnownTrip } from '../trip.js';
import { evidenceOf, type Visit } from './visit.js';

export type FollowedTrip = { readonly tripId: string; readonly trip: KnownTrip };

/** What a trip's progress is by the visits of its trucks and what people said; `end` null where it goes on. */
export type Progress = { readonly milestones: readonly Milestone[]; readonly end: Moment | null };

/** Operator defaults (domain.md, Trip). */
export type FollowRules = {
  /** How long before the scheduled departure a visit to the pickup counts. */
  readonly opensHoursBefore: number;
  /** How long after it a trip may still begin by itself. */
  readonly beginsHoursWithin: number;
};

export type Surroundings = {
  readonly visits: readonly Visit[];
  readonly now: string;
  readonly rules: FollowRules;
  /** Whether empties are taken there, planned or not. */
  readonly isDepot: (locationId: string) => boolean;
  /** Until when a truck was under way on trips that are not looked at. */
  readonly busyUntil: (truckId: string) => string | null;
};

const lastStopDone = 'last-stop-done/1';
const hourMs = 3_600_000;
const ms = (instant: string): number => Date.parse(instant);

/** A trip while the moments of its trucks pass by. */
type Passing = {
  readonly tripId: string;
  readonly trip: KnownTrip;
  readonly opensMs: number;
  readonly closesMs: number;
  milestones: readonly Milestone[];
  end: Moment | null;
};

type Happening =
  | { readonly kind: 'ended'; readonly passing: Passing; readonly end: Moment }
  | { readonly kind: 'left'; readonly visit: Visit }
  | { readonly kind: 'said'; readonly passing: Passing; readonly milestone: Milestone }
  | { readonly kind: 'handed-over'; readonly passing: Passing; readonly from: string }
  | { readonly kind: 'opened'; readonly passing: Passing }
  | { readonly kind: 'entered'; readonly visit: Visit };

/** Of what happens at one moment, ends come before beginnings: a truck is free for its next trip at once. */
const ranks: Record<Happening['kind'], number> = {
  ended: 0,
  left: 1,
  said: 2,
  'handed-over': 3,
  opened: 4,
  entered: 5,
};

/**
 * Which truck a trip had at a moment. Before the pickup nothing but the present assignment counts; whose truck was taken away
 * has no progress.
 */
const truckAt = ({ trip }: Passing, timeMs: number): string | null =>
  trip.truckId === null
    ? null
    : (trip.handedOver.find(({ until }) => timeMs < ms(until))?.truckId ?? trip.truckId);

/**
 * The progress of trips that share trucks: a pure function of their plans, of their trucks in event time, of the
 * confirmed visits and of what people set by hand, whatever the order in which any of it became known. Goes
 * through everything in event time. A truck is under way on one trip at a time, the next waits: of those whose
 * window is open the one scheduled first begins.
 */
export const followVisits = (
  trips: readonly FollowedTrip[],
  surroundings: Surroundings,
): ReadonlyMap<string, Progress> => {
  const passing = trips.map((followed) => toPassing(followed, surroundings.rules)).sort(byDeparture);
  new Passage(passing, surroundings).run();
  return new Map(passing.map(({ tripId, milestones, end }) => [tripId, { milestones, end }]));
};

const toPassing = ({ tripId, trip }: FollowedTrip, rules: FollowRules): Passing => {
  const departureMs = ms(trip.plan.scheduledDeparture);
  return {
    tripId,
    trip,
    opensMs: departureMs - rules.opensHoursBefore * hourMs,
    closesMs: departureMs + rules.beginsHoursWithin * hourMs,
    milestones: [],
    end: null,
  };
};

const byDeparture = (one: Passing, other: Passing): number =>
  ms(one.trip.plan.scheduledDeparture) - ms(other.trip.plan.scheduledDeparture) ||
  (one.tripId < other.tripId ? -1 : 1);

const momentOf = (visit: Visit, timeMs: number): Moment => ({
  at: new Date(timeMs).toISOString(),
  evidence: evidenceOf(visit),
});

class Passage {
  /** Where each truck is now. */
  private readonly present = new Map<string, Visit[]>();
  /** Since when each truck is free. */
  private readonly freeSinceMs = new Map<string, number>();

  /** @param trips in the order in which they begin where several could. */
  constructor(
    private readonly trips: readonly Passing[],
    private readonly around: Surroundings,
  ) {}

  run(): void {
    const { visits, now } = this.around;
    const happenings = [...visits.flatMap(happeningsOf), ...this.trips.flatMap(whatPeopleSaid)]
      .filter(([timeMs]) => timeMs <= ms(now))
      .sort(([oneMs, one], [otherMs, other]) => oneMs - otherMs || ranks[one.kind] - ranks[other.kind]);
    for (const [timeMs, happening] of happenings) this.pass(timeMs, happening);
  }

  private pass(timeMs: number, happening: Happening): void {
    switch (happening.kind) {
      case 'ended':
        return this.end(happening.passing, timeMs, happening.end);
      case 'said':
        return this.hear(happening.passing, happening.milestone, timeMs);
      case 'handed-over':
        // The truck that goes on is where it is; the one that stays behind is free.
        this.free(happening.from, timeMs);
        return this.lookAround(truckAt(happening.passing, timeMs), timeMs);
      case 'opened':
        return this.lookAround(truckAt(happening.passing, timeMs), timeMs);
      case 'entered': {
        const { visit } = happening;
        this.present.set(visit.truckId, [...this.presentOf(visit.truckId), visit]);
        return this.enter(visit, timeMs);
      }
      case 'left':
        return this.leave(happening.visit, timeMs);
      default:
        return happening satisfies never;
    }
  }

  /** People may know of the last stop what no visit tells: then the trip is done as well. */
  private hear(trip: Passing, milestone: Milestone, timeMs: number): void {
    trip.milestones = withMilestone(trip.milestones, milestone);
    if (isDone(trip))
      this.end(trip, timeMs, { at: milestone.at, evidence: { kind: 'rule', rule: lastStopDone } });
    else if (milestone.kind === 'departure') this.lookAround(truckAt(trip, timeMs), timeMs);
  }

  private presentOf(truckId: string): readonly Visit[] {
    return this.present.get(truckId) ?? [];
  }

  private underWay(truckId: string, timeMs: number): Passing | undefined {
    return this.trips.find(
      (one) => one.milestones.length > 0 && one.end === null && truckAt(one, timeMs) === truckId,
    );
  }

  private free(truckId: string, timeMs: number): void {
    this.freeSinceMs.set(truckId, Math.max(timeMs, this.freeSinceMs.get(truckId) ?? timeMs));
    this.lookAround(truckId, timeMs);
  }

  /** Places where the truck stands already count from now on. */
  private lookAround(truckId: string | null, timeMs: number): void {
    if (truckId === null) return;
    for (const visit of this.presentOf(truckId)) this.enter(visit, timeMs);
  }

  private enter(visit: Visit, timeMs: number): void {
    const trip = this.underWay(visit.truckId, timeMs);
    if (trip === undefined) return this.begin(visit, timeMs);
    if (visit.locationId === trip.trip.plan.stops[0]?.locationId && isBackAtPickup(trip)) {
      trip.milestones = withoutMilestone(trip.milestones, { kind: 'departure', stopIndex: 0 });
      return;
    }
    // While the truck is seen at the pickup, an overlapping fence is no delivery.
    if (isAtPickup(trip)) return;
    const stopIndex = this.awaitedStop(trip, visit.locationId);
    if (stopIndex !== undefined) this.arrive(trip, stopIndex, visit, timeMs);
  }

  /** The trip that begins with a visit while no other is under way. */
  private begin(visit: Visit, timeMs: number): void {
    const waiting = this.trips.filter(
      (one) =>
        one.milestones.length === 0 &&
        one.end === null &&
        truckAt(one, timeMs) === visit.truckId &&
        timeMs >= one.opensMs &&
        timeMs <= one.closesMs,
    );
    const toPickup = waiting.find(({ trip }) => trip.plan.stops[0]?.locationId === visit.locationId);
    if (toPickup !== undefined) {
      // Who waited there already has been there since; never while on another trip.
      const sinceMs = Math.max(ms(visit.startedAt), this.freeSince(visit.truckId));
      return this.arrive(toPickup, 0, visit, sinceMs);
    }
    // The pickup was not seen, the delivery is: the trip is under way, and its departure unknown.
    for (const one of waiting) {
      if (timeMs < ms(one.trip.plan.scheduledDeparture)) continue;
      const stopIndex = this.awaitedStop(one, visit.locationId);
      if (stopIndex !== undefined) return this.arrive(one, stopIndex, visit, timeMs);
    }
  }

  private freeSince(truckId: string): number {
    const before = this.around.busyUntil(truckId);
    return Math.max(
      this.freeSinceMs.get(truckId) ?? Number.NEGATIVE_INFINITY,
      before === null ? Number.NEGATIVE_INFINITY : ms(before),
    );
  }

  /** The stop that a truck under way reaches with a visit to a place: deliveries in any order, then the empty's. */
  private awaitedStop({ trip, milestones }: Passing, locationId: string): number | undefined {
    const { stops } = trip.plan;
    const has = (kind: Milestone['kind'], index: number) =>
      findMilestone(milestones, kind, index) !== undefined;
    const delivery = deliveriesOf(trip.plan).find(
      (index) => stops[index]?.locationId === locationId && !has('arrival', index),
    );
    if (delivery !== undefined) return delivery;
    const last = stops.length - 1;
    if (!bringsEmptyBack(trip.plan) || has('arrival', last)) return undefined;
    const reachedOnes = deliveriesOf(trip.plan).filter((index) => has('arrival', index));
    const isEmpty =
      reachedOnes.length > 0 &&
      reachedOnes.every((index) => has('offload', index) || has('departure', index));
    if (isEmpty && stops[last]?.locationId === locationId) return last;
    return isDelivered({ plan: trip.plan, milestones }) && this.around.isDepot(locationId) ? last : undefined;
  }

  private arrive(trip: Passing, stopIndex: number, visit: Visit, timeMs: number): void {
    const moment = momentOf(visit, timeMs);
    const stop = trip.trip.plan.stops[stopIndex];
    const isEmptyReturn = stop?.kind === 'empty_return';
    const where = isEmptyReturn ? { locationId: visit.locationId } : {};
    this.reach(trip, { kind: 'arrival', stopIndex, ...moment, ...where });
    if (isDone(trip)) this.end(trip, timeMs, moment);
  }

  /** People's word stands: what they set by hand is reached when they say so, and nothing that contradicts it. */
  private reach(trip: Passing, milestone: Milestone): void {
    const { plan, milestones } = trip.trip;
    const contradicts = milestones
      .filter(isBySomebody)
      .some(
        (said) =>
          (said.kind === milestone.kind && said.stopIndex === milestone.stopIndex) ||
          areOutOfOrder(plan.stops, said, milestone),
      );
    if (contradicts) return;
    trip.milestones = withMilestone(trip.milestones, milestone);
  }

  private leave(visit: Visit, timeMs: number): void {
    const { truckId, locationId } = visit;
    this.present.set(
      truckId,
      this.presentOf(truckId).filter(({ visitId }) => visitId !== visit.visitId),
    );
    const trip = this.underWay(truckId, timeMs);
    if (trip === undefined) return;
    const moment = momentOf(visit, timeMs);
    const { stops } = trip.trip.plan;
    const stopIndex = stops.findIndex(
      ({ locationId: there, kind }, index) =>
        there === locationId &&
        kind !== 'empty_return' &&
        trip.milestones.some((one) => one.stopIndex === index) &&
        findMilestone(trip.milestones, 'departure', index) === undefined,
    );
    if (stopIndex < 0) return;
    if (stopIndex > 0 && findMilestone(trip.milestones, 'offload', stopIndex) === undefined)
      this.reach(trip, { kind: 'offload', stopIndex, ...moment });
    this.reach(trip, { kind: 'departure', stopIndex, ...moment });
    if (isDone(trip)) this.end(trip, timeMs, moment);
    else this.lookAround(truckId, timeMs);
  }

  private end(trip: Passing, timeMs: number, moment: Moment): void {
    if (trip.end !== null) return;
    const { trip: known } = trip;
    if (!isBySomebody(moment) && 'end' in known && isBySomebody(known.end)) return;
    const truckId = truckAt(trip, timeMs);
    const wasUnderWay = trip.milestones.length > 0;
    trip.end = moment;
    if (truckId !== null && wasUnderWay) this.free(truckId, timeMs);
  }
}

/** Whether the last planned stop is done. */
const isDone = ({ trip: { plan }, milestones }: Passing): boolean =>
  bringsEmptyBack(plan)
    ? findMilestone(milestones, 'arrival', plan.stops.length - 1) !== undefined
    : isDelivered({ plan, milestones });

const isAtPickup = ({ milestones }: Passing): boolean =>
  findMilestone(milestones, 'arrival', 0) !== undefined &&
  milestones.every(({ kind, stopIndex }) => stopIndex === 0 && kind !== 'departure');

/** A truck that comes back before it reached any delivery has not departed. */
const isBackAtPickup = ({ milestones }: Passing): boolean => {
  const departure = findMilestone(milestones, 'departure', 0);
  return (
    departure !== undefined &&
    !isBySomebody(departure) &&
    milestones.every(({ stopIndex }) => stopIndex === 0)
  );
};

const happeningsOf = (visit: Visit): [number, Happening][] => [
  [ms(visit.startedAt), { kind: 'entered', visit }],
  ...(visit.endedAt === null
    ? []
    : [[ms(visit.endedAt), { kind: 'left', visit }] satisfies [number, Happening]]),
];

const whatPeopleSaid = (passing: Passing): [number, Happening][] => {
  const { trip, opensMs } = passing;
  const said = trip.milestones
    .filter(isBySomebody)
    .map((milestone): [number, Happening] => [ms(milestone.at), { kind: 'said', passing, milestone }]);
  const swaps = trip.handedOver.map(({ until, truckId }): [number, Happening] => [
    ms(until),
    { kind: 'handed-over', passing, from: truckId },
  ]);
  const end: [number, Happening][] =
    'end' in trip && isBySomebody(trip.end)
      ? [[ms(trip.end.at), { kind: 'ended', passing, end: trip.end }]]
      : [];
  return [...said, ...swaps, ...end, [opensMs, { kind: 'opened', passing }]];
};
