import type { OwnAlert } from './own-alert.js';

/**
 * How an alert of a truck changes. What is withdrawn was never so, as is known by now; of what is merely
 * settled at another moment nobody need be told.
 */
export type AlertChange = {
  readonly change: 'opened' | 'closed' | 'updated' | 'settled' | 'withdrawn';
  readonly alert: OwnAlert;
};

const nameOf = ({ kind, startMs }: OwnAlert): string => `${kind} ${startMs}`;
const factsOf = ({ provedMs, fixes, tripId }: OwnAlert): string =>
  JSON.stringify([
    provedMs,
    tripId,
    fixes.map((fix) => [fix.deviceTimeMs, fix.latitude, fix.longitude, fix.speedKmh, fix.ignition]),
  ]);

/**
 * What must be told so that those who know of `known` know of `now`, all of which is not settled before the
 * same moment. Withdrawals first, then in the order of `now`; an alert that is new and over is opened and closed.
 */
export const compareAlerts = (known: readonly OwnAlert[], now: readonly OwnAlert[]): AlertChange[] => {
  const before = new Map(known.map((alert) => [nameOf(alert), alert]));
  const present = new Set(now.map(nameOf));
  return [
    ...known
      .filter((alert) => !present.has(nameOf(alert)))
      .map((alert) => ({ change: 'withdrawn' as const, alert })),
    ...now.flatMap((alert) => changesOf(before.get(nameOf(alert)), alert)),
  ];
};

const changesOf = (before: OwnAlert | undefined, alert: OwnAlert): AlertChange[] => {
  if (before === undefined) {
    const opened = { change: 'opened' as const, alert: { ...alert, closedMs: null } };
    return alert.closedMs === null ? [opened] : [opened, { change: 'closed', alert }];
  }
  if (before.closedMs === null && alert.closedMs !== null) return [{ change: 'closed', alert }];
  const isSame = before.closedMs === alert.closedMs && factsOf(before) === factsOf(alert);
  if (!isSame) return [{ change: 'updated', alert }];
  return before.settledMs === alert.settledMs ? [] : [{ change: 'settled', alert }];
};
