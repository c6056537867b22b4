import { distanceM } from '../../places/distance.js';
import type { Fix } from '../../positions/fix.js';
import type { AlertRules, Interval, OwnAlertKind, Surroundings } from './own-alert.js';

/** What a rule has seen of something that may be, or is, an alert. */
export type Episode = {
  readonly first: Fix;
  /** The last fix that said so. */
  readonly last: Fix;
  /** How many said so. */
  readonly count: number;
  readonly proof: Fix | null;
  readonly tripId: string | null;
};

/**
 * What a fix says to a rule: `holds` begins an episode or goes on with it, `continues` only goes on with it
 * (the band of the hysteresis), `ends` ends it, `unsaid` says nothing.
 */
export type Saying = 'holds' | 'continues' | 'ends' | 'unsaid';

export type Rule = {
  says(fix: Fix, episode: Episode | null, around: Surroundings, rules: AlertRules): Saying;
  isProved(episode: Episode, rules: AlertRules): boolean;
  /** Whether a long silence ends it. */
  readonly needsSight: boolean;
  readonly needsTrip: boolean;
};

export const covers = ({ fromMs, toMs }: Interval, timeMs: number): boolean =>
  fromMs <= timeMs && (toMs === null || timeMs < toMs);

export const tripAt = (around: Surroundings, timeMs: number): string | null =>
  around.trips.find((trip) => covers(trip, timeMs))?.tripId ?? null;

const lastsLonger = ({ first, last }: Episode, durationMs: number): boolean =>
  last.deviceTimeMs - first.deviceTimeMs > durationMs;

/** The rules over single fixes; silence is looked at by itself (`silencesBetween`). */
export const rulesOverFixes: Readonly<Record<Exclude<OwnAlertKind, 'gps_dark'>, Rule>> = {
  overspeed: {
    says: ({ speedKmh }, _episode, _around, { overspeed }) => {
      if (speedKmh === null) return 'unsaid';
      if (speedKmh > overspeed.aboveKmh) return 'holds';
      return speedKmh > overspeed.endsAtKmh ? 'continues' : 'ends';
    },
    isProved: ({ count }, { overspeed }) => count >= overspeed.fixesMin,
    needsSight: true,
    needsTrip: false,
  },
  idling: {
    says: ({ speedKmh, ignition }, _episode, _around, { idling }) => {
      if (ignition === false || (speedKmh !== null && speedKmh >= idling.belowKmh)) return 'ends';
      return ignition === null || speedKmh === null ? 'unsaid' : 'holds';
    },
    isProved: (episode, { idling }) => lastsLonger(episode, idling.longerThanMs),
    needsSight: true,
    needsTrip: false,
  },
  unexpected_stop: {
    says: (fix, episode, around, { unexpectedStop }) => {
      const trip = tripAt(around, fix.deviceTimeMs);
      if (trip === null || around.visits.some((visit) => covers(visit, fix.deviceTimeMs))) return 'ends';
      if (fix.speedKmh !== null && fix.speedKmh >= unexpectedStop.belowKmh) return 'ends';
      if (episode === null) return 'holds';
      const isThere = trip === episode.tripId && distanceM(fix, episode.first) <= unexpectedStop.withinM;
      return isThere ? 'holds' : 'ends';
    },
    isProved: (episode, { unexpectedStop }) => lastsLonger(episode, unexpectedStop.longerThanMs),
    // Whoever is found where he was has stood: devices of standing trucks report seldom.
    needsSight: false,
    needsTrip: true,
  },
};

/** Rules and their versions, as alerts name them: counts up when a rule's meaning changes. */
export const ruleVersions: Readonly<Record<OwnAlertKind, string>> = {
  overspeed: 'overspeed/1',
  idling: 'idling/1',
  unexpected_stop: 'unexpected-stop/1',
  gps_dark: 'gps-dark/1',
};

/** The numbers that a rule went by. */
export const thresholdsOf = (kind: OwnAlertKind, rules: AlertRules): Readonly<Record<string, number>> => {
  const { coolDownMs, silenceMs } = rules;
  switch (kind) {
    case 'overspeed':
      return { ...rules.overspeed, silenceMs, coolDownMs };
    case 'idling':
      return { ...rules.idling, silenceMs, coolDownMs };
    case 'unexpected_stop':
      return { ...rules.unexpectedStop, coolDownMs };
    case 'gps_dark':
      return { ...rules.gpsDark, coolDownMs };
    default:
      return kind satisfies never;
  }
};
