import type { Fix } from '../../positions/fix.js';
import type { AlertRules, OwnAlert, OwnAlertKind, Surroundings } from './own-alert.js';
import { rulesOverFixes, tripAt, type Episode, type Rule } from './rules.js';
import { silencesBetween } from './silence.js';

type KindOverFixes = keyof typeof rulesOverFixes;
const kindsOverFixes = Object.keys(rulesOverFixes) as KindOverFixes[];

/** What has been seen of a truck up to a fix: all that later fixes are judged by. */
export type WatchState = {
  readonly last: Fix | null;
  readonly episodes: Readonly<Partial<Record<KindOverFixes, Episode>>>;
  /** Until when a rule rests (epoch ms). */
  readonly restsUntilMs: Readonly<Partial<Record<OwnAlertKind, number>>>;
};

export const nothingSeen: WatchState = { last: null, episodes: {}, restsUntilMs: {} };

export type Watched = {
  readonly state: WatchState;
  /** All alerts of these fixes that were not settled before them, in the order of their settlement. */
  readonly alerts: readonly OwnAlert[];
};

/**
 * Applies the rules to a truck's fixes. The same fixes and surroundings give the same alerts, in whatever
 * order they became known; from a state in between on they give what is not settled in it.
 * @param fixes in the order of device time, all later than the state's last, outliers left out.
 */
export const watch = (
  from: WatchState,
  fixes: readonly Fix[],
  around: Surroundings,
  rules: AlertRules,
): Watched => {
  const alerts: OwnAlert[] = [];
  let state = from;
  for (const fix of fixes) state = look(state, fix, around, rules, alerts);
  return { state, alerts: [...alerts, ...openAlerts(state, around, rules)] };
};

const look = (
  before: WatchState,
  fix: Fix,
  around: Surroundings,
  rules: AlertRules,
  alerts: OwnAlert[],
): WatchState => {
  // Most fixes change neither: they are copied where they change.
  let { episodes, restsUntilMs } = before;
  const settle = (alert: OwnAlert, closedMs: number): void => {
    alerts.push(alert);
    restsUntilMs = { ...restsUntilMs, [alert.kind]: closedMs + rules.coolDownMs };
  };

  for (const silence of silencesBetween(before, fix.deviceTimeMs, around, rules)) {
    settle({ ...silence, settledMs: fix.deviceTimeMs, fixes: [...silence.fixes, fix] }, silence.closedMs);
  }
  for (const kind of kindsOverFixes) {
    const rule = rulesOverFixes[kind];
    let episode = episodes[kind] ?? null;
    const end = (ended: Episode, closedMs: number, ending: Fix): void => {
      if (ended.proof !== null) {
        const settledMs = fix.deviceTimeMs;
        settle(
          { ...alertOf(kind, ended, ended.proof), closedMs, settledMs, fixes: fixesOf(ended, ending) },
          closedMs,
        );
      }
      episode = null;
    };
    if (episode !== null && rule.needsSight && isSilent(episode.last, fix, rules)) {
      end(episode, episode.last.deviceTimeMs, episode.last);
    }
    if (episode !== null) {
      const saying = rule.says(fix, episode, around, rules);
      if (saying === 'ends') end(episode, fix.deviceTimeMs, fix);
      else if (saying !== 'unsaid') episode = goOn(episode, fix, saying === 'holds', rule, rules);
    }
    const rests = (restsUntilMs[kind] ?? Number.NEGATIVE_INFINITY) > fix.deviceTimeMs;
    if (episode === null && !rests && rule.says(fix, null, around, rules) === 'holds') {
      const tripId = rule.needsTrip ? tripAt(around, fix.deviceTimeMs) : null;
      episode = goOn({ first: fix, last: fix, count: 0, proof: null, tripId }, fix, true, rule, rules);
    }
    if (episode === (episodes[kind] ?? null)) continue;
    const { [kind]: _, ...others } = episodes;
    episodes = episode === null ? others : { ...others, [kind]: episode };
  }
  return { last: fix, episodes, restsUntilMs };
};

const goOn = (episode: Episode, fix: Fix, holds: boolean, rule: Rule, rules: AlertRules): Episode => {
  const next = { ...episode, last: fix, count: episode.count + (holds ? 1 : 0) };
  return { ...next, proof: episode.proof ?? (rule.isProved(next, rules) ? fix : null) };
};

const isSilent = (last: Fix, fix: Fix, { silenceMs }: AlertRules): boolean =>
  fix.deviceTimeMs - last.deviceTimeMs > silenceMs;

/** What goes on at the end of what is known. A trip that has ended takes its alerts with it. */
const openAlerts = (state: WatchState, around: Surroundings, rules: AlertRules): OwnAlert[] => {
  const open: OwnAlert[] = [];
  for (const kind of kindsOverFixes) {
    const episode = state.episodes[kind];
    if (episode === undefined || episode.proof === null) continue;
    const { proof, tripId } = episode;
    const trip = around.trips.find(
      (one) => one.tripId === tripId && (one.toMs === null || one.toMs > episode.last.deviceTimeMs),
    );
    open.push({ ...alertOf(kind, episode, proof), closedMs: trip?.toMs ?? null });
  }
  const { observedUntilMs } = around;
  if (observedUntilMs === null) return open;
  const silences = silencesBetween(state, observedUntilMs, around, rules);
  return [
    ...open,
    ...silences.map((silence) => ({
      ...silence,
      closedMs: silence.closedMs < observedUntilMs ? silence.closedMs : null,
    })),
  ];
};

const alertOf = (kind: OwnAlertKind, { first, tripId }: Episode, proof: Fix): OwnAlert => ({
  kind,
  startMs: first.deviceTimeMs,
  provedMs: proof.deviceTimeMs,
  closedMs: null,
  settledMs: null,
  fixes: distinct([first, proof]),
  tripId,
});

const fixesOf = ({ first, proof }: Episode, ending: Fix): readonly Fix[] =>
  distinct([first, ...(proof === null ? [] : [proof]), ending]);

const distinct = (fixes: readonly Fix[]): Fix[] =>
  fixes.filter((fix, index) => fixes.findIndex((one) => one.deviceTimeMs === fix.deviceTimeMs) === index);

/** The alerts of all of a truck's fixes. */
export const ownAlerts = (
  fixes: readonly Fix[],
  around: Surroundings,
  rules: AlertRules,
): readonly OwnAlert[] => watch(nothingSeen, fixes, around, rules).alerts;
