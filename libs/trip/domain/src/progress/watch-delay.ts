import type { DelayCleared, DelayNoted } from '../events.js';
import { findMilestone } from '../milestones.js';
import type { Plan } from '../plan.js';
import type { KnownTrip } from '../trip.js';

/** Operator defaults (domain.md, Figures: delay). */
export type DelayRules = { readonly departureHours: number; readonly arrivalGraceMinutes: number };

const rule = 'delay/1';
const minuteMs = 60_000;

type Found = Pick<DelayNoted, 'cause' | 'stopIndex' | 'lateMinutes'>;

/** What a plan promises of a stop, and until when it counts as kept. */
type Promised = { readonly stopIndex: number; readonly plannedMs: number; readonly lateAfterMs: number };

/** The departure from the pickup, and every arrival that is planned, in the order of the way. */
export const promisesOf = ({ stops, scheduledDeparture }: Plan, rules: DelayRules): Promised[] =>
  stops.flatMap(({ plannedArrivalAt }, stopIndex) => {
    const plannedAt = stopIndex === 0 ? scheduledDeparture : plannedArrivalAt;
    if (plannedAt === null) return [];
    const plannedMs = Date.parse(plannedAt);
    const allowedMinutes = stopIndex === 0 ? rules.departureHours * 60 : rules.arrivalGraceMinutes;
    return [{ stopIndex, plannedMs, lateAfterMs: plannedMs + allowedMinutes * minuteMs }];
  });

/** A delay at one stop: by what happened, else, of a living trip, by the clock. */
const lateAt = (
  trip: KnownTrip,
  { stopIndex, plannedMs, lateAfterMs }: Promised,
  now: string,
): Found | undefined => {
  const isPickup = stopIndex === 0;
  const actual = findMilestone(trip.milestones, isPickup ? 'departure' : 'arrival', stopIndex);
  const isOver = 'end' in trip || (isPickup && trip.situation === 'ongoing');
  if (actual === undefined && isOver) return undefined;
  const timeMs = Date.parse(actual?.at ?? now);
  if (timeMs <= lateAfterMs) return undefined;
  const happened = isPickup ? 'departed_late' : 'arrived_late';
  const overdue = isPickup ? 'departure_overdue' : 'arrival_overdue';
  const cause = actual === undefined ? overdue : happened;
  return { cause, stopIndex, lateMinutes: Math.floor((timeMs - plannedMs) / minuteMs) };
};

/** Whether a delay has to be noted or cleared: a departure too late, or an arrival after what was promised. */
export const watchDelay = (
  trip: KnownTrip,
  rules: DelayRules,
  now: string,
): (DelayNoted | DelayCleared)[] => {
  const fact = { evidence: { kind: 'rule', rule }, recordedAt: now } as const;
  // The delay at the latest stop tells most.
  const delay = promisesOf(trip.plan, rules)
    .map((promised) => lateAt(trip, promised, now))
    .findLast((one) => one !== undefined);
  if (delay === undefined) return trip.delay === null ? [] : [{ type: 'DelayCleared', ...fact }];
  if (trip.delay?.cause === delay.cause && trip.delay.stopIndex === delay.stopIndex) return [];
  return [{ type: 'DelayNoted', ...delay, ...fact }];
};
