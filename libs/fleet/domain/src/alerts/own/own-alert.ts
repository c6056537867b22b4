import type { Fix } from '../../positions/fix.js';

export const ownAlertKinds = ['overspeed', 'idling', 'unexpected_stop', 'gps_dark'] as const;
export type OwnAlertKind = (typeof ownAlertKinds)[number];

/** An alert that a truck's fixes show. All times are device times in epoch milliseconds. */
export type OwnAlert = {
  readonly kind: OwnAlertKind;
  /** When what it is about began; with the kind its name among the alerts of its truck. */
  readonly startMs: number;
  /** When it could be known: of the fix that proved it, or of the end of the silence that was too long. */
  readonly provedMs: number;
  /** Null while it goes on. */
  readonly closedMs: number | null;
  /** Of the fix after which no later one can change the alert; null while one can. */
  readonly settledMs: number | null;
  /** What it rests on: the fix it began with, the one that proved it, the one that ended it. */
  readonly fixes: readonly Fix[];
  readonly tripId: string | null;
};

/** An open end is null. */
export type Interval = { readonly fromMs: number; readonly toMs: number | null };

/** What fixes alone do not say. */
export type Surroundings = {
  /** The truck's trips under way. */
  readonly trips: readonly (Interval & { readonly tripId: string })[];
  /** Its visits to places. */
  readonly visits: readonly Interval[];
  /** When nothing was heard of any truck: silence then is not the truck's. */
  readonly outages: readonly Interval[];
  /** Until when silence was observed; null where nobody looked. */
  readonly observedUntilMs: number | null;
};

/** Durations in milliseconds. */
export type AlertRules = {
  readonly overspeed: {
    readonly aboveKmh: number;
    /** An alert ends at or below this, so that speeds about the limit are one alert. */
    readonly endsAtKmh: number;
    /** In a row: one fix may be a fault of the device. */
    readonly fixesMin: number;
  };
  readonly idling: { readonly belowKmh: number; readonly longerThanMs: number };
  readonly unexpectedStop: {
    readonly belowKmh: number;
    readonly withinM: number;
    readonly longerThanMs: number;
  };
  readonly gpsDark: { readonly longerThanMs: number };
  /** Silence longer than this ends speeding and idling: it is no evidence that they went on. */
  readonly silenceMs: number;
  /** After an alert has ended, its rule rests for so long. */
  readonly coolDownMs: number;
};
