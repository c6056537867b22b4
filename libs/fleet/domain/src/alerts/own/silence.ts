import type { AlertRules, OwnAlert, Surroundings } from './own-alert.js';
import type { WatchState } from './watch.js';

type Silence = OwnAlert & { readonly closedMs: number };

/**
 * Where a truck was silent for too long while a trip of it was under way, between its last fix and `untilMs`.
 * Silence in an outage of the whole stream does not count: it begins anew after it, unless it had been too
 * long already before.
 */
export const silencesBetween = (
  { last, restsUntilMs }: WatchState,
  untilMs: number,
  around: Surroundings,
  { gpsDark }: AlertRules,
): Silence[] => {
  if (last === null) return [];
  const silentFromMs = Math.max(last.deviceTimeMs, restsUntilMs.gps_dark ?? last.deviceTimeMs);
  const outages = [...around.outages].sort((a, b) => a.fromMs - b.fromMs);
  return around.trips.flatMap(({ tripId, fromMs, toMs }) => {
    const closedMs = Math.min(untilMs, toMs ?? untilMs);
    let startMs = Math.max(silentFromMs, fromMs);
    for (const outage of outages) {
      const isTooLong = Math.min(outage.fromMs, closedMs) - startMs > gpsDark.longerThanMs;
      if (isTooLong) break;
      startMs = Math.max(startMs, outage.toMs ?? closedMs);
    }
    if (closedMs - startMs <= gpsDark.longerThanMs) return [];
    const provedMs = startMs + gpsDark.longerThanMs;
    return [
      { kind: 'gps_dark' as const, startMs, provedMs, closedMs, settledMs: null, fixes: [last], tripId },
    ];
  });
};
