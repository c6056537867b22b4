import type { AlertRules, OwnAlert, Surroundings } from './own-alert.js';
import type { WatchState } from './watch.js';

type Silence = OwnAlert & { readonly closedMs: number };

/**
 * Where a truck was silent for too long while a trip of it was under way, between its last fix and `untilMs`.
 * Silence counts from the last outage of the whole stream on: before that nobody was heard.
 */
export const silencesBetween = (
  { last, restsUntilMs }: WatchState,
  untilMs: number,
  around: Surroundings,
  { gpsDark }: AlertRules,
): Silence[] => {
  if (last === null) return [];
  const heardFromMs = around.outages
    .filter(({ fromMs, toMs }) => fromMs < untilMs && (toMs ?? untilMs) > last.deviceTimeMs)
    .reduce((latest, { toMs }) => Math.max(latest, toMs ?? untilMs), last.deviceTimeMs);
  const countedFromMs = Math.max(heardFromMs, restsUntilMs.gps_dark ?? heardFromMs);
  return around.trips.flatMap(({ tripId, fromMs, toMs }) => {
    const startMs = Math.max(countedFromMs, fromMs);
    const closedMs = Math.min(untilMs, toMs ?? untilMs);
    if (closedMs - startMs <= gpsDark.longerThanMs) return [];
    return [
      {
        kind: 'gps_dark' as const,
        startMs,
        provedMs: startMs + gpsDark.longerThanMs,
        closedMs,
        settledMs: null,
        fixes: [last],
        tripId,
      },
    ];
  });
};
