import type { KnownTrip } from '../trip.js';
import type { FollowRules } from './follow-visits.js';
import { promisesOf, type DelayRules } from './watch-delay.js';

export type ProgressRules = FollowRules & DelayRules;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** When the clock alone may change what is so of a trip; null where it cannot any more. RFC 3339. */
export const nextLookAt = (trip: KnownTrip, rules: ProgressRules, now: string): string | null => {
  if ('end' in trip) return null;
  const looks = [
    Date.parse(trip.plan.scheduledDeparture) - rules.opensHoursBefore * hourMs,
    ...promisesOf(trip.plan, rules).map(({ lateAfterMs }) => lateAfterMs),
  ].filter((lookMs) => lookMs >= Date.parse(now));
  // A delay is noted once its time is past, not when it is reached.
  return looks.length === 0 ? null : new Date(Math.min(...looks) + minuteMs).toISOString();
};
