import type { Topics } from '@watch-tower/contracts';
import type { Incoming } from '@watch-tower/messaging';

type Message = Incoming<Topics['positionEvents']>;

type Fix = {
  readonly receivedAt: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
  readonly ignition: boolean | null;
  readonly channel: string;
  readonly late: boolean;
};

/** A fix that stood for an instant until another took its place. */
export type ReplacedFix = Fix;

/** What stands for an instant of a truck. */
export type TrackRow = Fix & {
  readonly truckId: string;
  readonly deviceTime: string;
  readonly outlier: boolean;
  /** Those that gave way within this slice. */
  readonly replaced: readonly ReplacedFix[];
};

/** Another verdict about a fix, as long as it stands. */
export type Rejudged = {
  readonly truckId: string;
  readonly deviceTime: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly outlier: boolean;
};

export type TrackChanges = { readonly rows: readonly TrackRow[]; readonly rejudged: readonly Rejudged[] };

const keyOf = ({ truckId, deviceTime }: { truckId: string; deviceTime: string }): string =>
  `${truckId} ${deviceTime}`;

/** What a slice of messages, in order, makes of tracks; fixes before `oldest` (RFC 3339) are passed over. */
export const trackChanges = (messages: readonly Message[], oldest: string): TrackChanges => {
  const rows = new Map<string, TrackRow>();
  const rejudged = new Map<string, Rejudged>();
  for (const { type, data } of messages) {
    if (data.deviceTime < oldest) continue;
    const key = keyOf(data);
    const known = rows.get(key);
    switch (type) {
      case 'watchtower.position.accepted.v1': {
        const { verdict, replaces: _, lagSeconds: _lag, provider: _provider, ...fix } = data;
        const replaced = known === undefined ? [] : [...known.replaced, fixOf(known)];
        rows.set(key, { ...fix, outlier: verdict === 'outlier', replaced });
        rejudged.delete(key);
        break;
      }
      case 'watchtower.position.rejudged.v1': {
        const { verdict, ...of } = data;
        const outlier = verdict === 'outlier';
        if (known === undefined) rejudged.set(key, { ...of, outlier });
        else if (standsFor(known, of)) rows.set(key, { ...known, outlier });
        break;
      }
      default:
        return type satisfies never;
    }
  }
  return { rows: [...rows.values()], rejudged: [...rejudged.values()] };
};

const standsFor = (row: TrackRow, of: { latitude: number; longitude: number }): boolean =>
  row.latitude === of.latitude && row.longitude === of.longitude;

const fixOf = (row: TrackRow): ReplacedFix => ({
  receivedAt: row.receivedAt,
  latitude: row.latitude,
  longitude: row.longitude,
  speedKmh: row.speedKmh,
  headingDegrees: row.headingDegrees,
  ignition: row.ignition,
  channel: row.channel,
  late: row.late,
});
