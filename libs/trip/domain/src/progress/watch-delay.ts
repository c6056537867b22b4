import type { DelayCleared, DelayNoted } from '../events.js';
import { findMilestone } from '../milestones.js';
import type { KnownTrip } from '../trip.js';

/** Operator defaults (domain.md, Figures: delay). */
export type DelayRules = { readonly departureHours: number; readonly arrivalGraceMinutes: number };

const rule = 'delay/1';
const minuteMs = 60_000;

type Found = Pick<DelayNoted, 'cause' | 'stopIndex' | 'lateMinutes'>;

/** A delay at one stop: by what happened, else, of a living trip, by the clock. */
const lateAt = (
  trip: KnownTrip,
  stopIndex: number,
  { plannedAt, allowedMs, now }: { plannedAt: string; allowedMs: number; now: string },
): Found | undefined => {
  const isPickup = stopIndex === 0;
  const actual = findMilestone(trip.milestones, isPickup ? 'departure' : 'arrival', stopIndex);
  const isOver = 'end' in trip || (isPickup && trip.situation === 'ongoing');
  if (actual === undefined && isOver) return undefined;
  const lateMs = Date.parse(actual?.at ?? now) - Date.parse(plannedAt);
  if (lateMs <= allowedMs) return undefined;
  const happened = isPickup ? 'departed_late' : 'arrived_late';
  const overdue = isPickup ? 'departure_overdue' : 'arrival_overdue';
  const cause = actual === undefined ? overdue : happened;
  return { cause, stopIndex, lateMinutes: Math.floor(lateMs / minuteMs) };
};

/** The delay that tells most: that at the latest stop. */
const findDelay = (trip: KnownTrip, rules: DelayRules, now: string): Found | undefined => {
  const { stops, scheduledDeparture } = trip.plan;
  const found = stops.map((stop, stopIndex) => {
    if (stopIndex === 0) {
      const allowedMs = rules.departureHours * 60 * minuteMs;
      return lateAt(trip, stopIndex, { plannedAt: scheduledDeparture, allowedMs, now });
    }
    if (stop.plannedArrivalAt === null) return undefined;
    const allowedMs = rules.arrivalGraceMinutes * minuteMs;
    return lateAt(trip, stopIndex, { plannedAt: stop.plannedArrivalAt, allowedMs, now });
  });
  return found.findLast((one) => one !== undefined);
};

/** Whether a delay has to be noted or cleared: a departure too late, or an arrival after what was promised. */
export const watchDelay = (
  trip: KnownTrip,
  rules: DelayRules,
  now: string,
): (DelayNoted | DelayCleared)[] => {
  const fact = { evidence: { kind: 'rule', rule }, recordedAt: now } as const;
  const delay = findDelay(trip, rules, now);
  if (delay === undefined) return trip.delay === null ? [] : [{ type: 'DelayCleared', ...fact }];
  if (trip.delay?.cause === delay.cause && trip.delay.stopIndex === delay.stopIndex) return [];
  return [{ type: 'DelayNoted', ...delay, ...fact }];
};
