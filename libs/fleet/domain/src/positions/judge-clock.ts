/** One report of a device: what its clock said, and when we got it (epoch ms). */
export type Report = { readonly deviceTimeMs: number; readonly receivedAtMs: number };

export type ClockVerdict = 'ok' | 'ahead' | 'behind' | 'zone_off' | 'drifting';

export type ClockEvidence = {
  readonly reports: number;
  /** Receipt of the first and the last (epoch ms). */
  readonly fromMs: number;
  readonly toMs: number;
  readonly medianLagSeconds: number;
  /** The lag that nine of ten exceed: the clock, with little of the way. */
  readonly lowLagSeconds: number;
  readonly minLagSeconds: number;
};

export type ClockJudgement = {
  readonly verdict: ClockVerdict;
  /** How far the clock is ahead of ours; negative where it is behind. About, for the way takes time too. */
  readonly offSeconds: number;
  /** Where the zone is wrong: by how many hours the clock is ahead, in halves. */
  readonly zoneOffHours: number | null;
  readonly evidence: ClockEvidence;
};

/** Fewer say nothing. */
const reportsMin = 12;
/** Of a clock that is right: whole seconds, and a little. */
const aheadMaxSeconds = 60;
/** The longest way that is nothing special: the interval of polling, and a little. */
const wayMaxSeconds = 330;
/** Reports that were on their way for very different times tell of the way and not of the clock. */
const spreadMaxSeconds = 120;
const driftMinSeconds = 120;
const zoneStepSeconds = 1_800;
/** From the westernmost zone to the easternmost. */
const zoneOffMaxSeconds = 26 * 3_600;

/**
 * Judges the clock of a device by the lags of its recent reports. A lag is the way of a report less what the clock
 * is ahead, and a way is never negative: low lags show the clock, while store-and-forward, polling and outages only
 * lengthen others. A single fix of another day changes nothing.
 * @returns null where there are too few reports.
 */
export const judgeClock = (reports: readonly Report[]): ClockJudgement | null => {
  if (reports.length < reportsMin) return null;
  const inOrder = [...reports].sort(
    (a, b) => a.receivedAtMs - b.receivedAtMs || a.deviceTimeMs - b.deviceTimeMs,
  );
  const inOrderSeconds = inOrder.map(
    ({ deviceTimeMs, receivedAtMs }) => (receivedAtMs - deviceTimeMs) / 1_000,
  );
  const lags = [...inOrderSeconds].sort((a, b) => a - b);
  const lowLagSeconds = quantile(lags, 0.1);
  const medianLagSeconds = quantile(lags, 0.5);
  const evidence: ClockEvidence = {
    reports: lags.length,
    fromMs: inOrder[0]?.receivedAtMs ?? 0,
    toMs: inOrder.at(-1)?.receivedAtMs ?? 0,
    medianLagSeconds,
    lowLagSeconds,
    minLagSeconds: lags[0] ?? 0,
  };
  const judged = (verdict: ClockVerdict, zoneOffHours: number | null = null): ClockJudgement => ({
    verdict,
    offSeconds: verdict === 'ok' ? 0 : Math.round(-lowLagSeconds),
    zoneOffHours,
    evidence,
  });

  if (drifts(inOrderSeconds)) return judged('drifting');
  // Ways only make lags longer, so that a clock ahead shows itself even through a wide spread.
  const isSteady = medianLagSeconds - lowLagSeconds <= wayMaxSeconds;
  if (isSteady && Math.abs(lowLagSeconds) > wayMaxSeconds) {
    const zoneOffSeconds = -Math.floor((lowLagSeconds + aheadMaxSeconds) / zoneStepSeconds) * zoneStepSeconds;
    const waySeconds = lowLagSeconds + zoneOffSeconds;
    const isZone =
      zoneOffSeconds !== 0 && waySeconds <= wayMaxSeconds && Math.abs(zoneOffSeconds) <= zoneOffMaxSeconds;
    if (isZone) return judged('zone_off', zoneOffSeconds / 3_600);
  }
  if (lowLagSeconds < -aheadMaxSeconds) return judged('ahead');
  // A device that is out of reach for hours is behind as well, but its reports then come all at once.
  return isSteady && lowLagSeconds > wayMaxSeconds ? judged('behind') : judged('ok');
};

/** Of sorted values, without interpolation: a lag that was. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Each third by itself is steady, and their lags go one way. */
const drifts = (lagsSeconds: readonly number[]): boolean => {
  const size = Math.floor(lagsSeconds.length / 3);
  const thirds = [0, 1, 2].map((nth) =>
    lagsSeconds.slice(nth * size, nth === 2 ? undefined : (nth + 1) * size).sort((a, b) => a - b),
  );
  if (thirds.some((lags) => quantile(lags, 0.9) - quantile(lags, 0.1) > spreadMaxSeconds)) return false;
  const [first = 0, second = 0, third = 0] = thirds.map((lags) => quantile(lags, 0.5));
  const [early, late] = [second - first, third - second];
  return early * late > 0 && Math.abs(third - first) > driftMinSeconds;
};
