import { compareCoordinates, type Coordinates } from '../positions/fix.js';

/** An alert as its provider tells of it; kind and id say which one it is. Times in epoch milliseconds. */
export type ReportedAlert = {
  readonly kind: string;
  readonly externalId: string;
  /** The kind under the provider's own name. */
  readonly name: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  /** Where it began. */
  readonly openedAt: Coordinates | null;
  readonly polygonId: string | null;
  /** What happened at a geofence: `geofence_enter` or `geofence_exit`. */
  readonly eventKey: string | null;
  readonly address: string | null;
};

/**
 * What two reports of one alert say together. In whatever order and number of copies reports come, the same
 * alert stands in the end: the earliest start, the latest end, an end once known stays, and what one leaves
 * out the other says.
 */
export const mergeAlerts = (a: ReportedAlert, b: ReportedAlert): ReportedAlert => ({
  kind: a.kind,
  externalId: a.externalId,
  name: first(a.name, b.name, compareText),
  openedAtMs: Math.min(a.openedAtMs, b.openedAtMs),
  closedAtMs: first(a.closedAtMs, b.closedAtMs, (x, y) => y - x),
  openedAt: first(a.openedAt, b.openedAt, compareCoordinates),
  polygonId: first(a.polygonId, b.polygonId, compareText),
  eventKey: first(a.eventKey, b.eventKey, compareText),
  address: first(a.address, b.address, compareText),
});

const first = <Value>(
  a: Value,
  b: Value,
  compare: (a: NonNullable<Value>, b: NonNullable<Value>) => number,
): Value => {
  if (a === null || a === undefined) return b;
  if (b === null || b === undefined) return a;
  return compare(a, b) <= 0 ? a : b;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
