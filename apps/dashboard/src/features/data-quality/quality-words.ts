import type { ClockVerdict, DeviceQuality } from '@watch-tower/contracts';

type Reason = { name: string; meaning: string };

const reasons: Record<string, Reason> = {
  unreadable: { name: 'Unreadable', meaning: 'A field is missing or is not what the provider documents' },
  unknown_vehicle: {
    name: 'Unknown vehicle',
    meaning: 'No truck of the registry has this plate or device; taken up by itself once one has',
  },
  other_vehicle: {
    name: 'Other vehicle',
    meaning: 'The alert is known as one of another truck',
  },
  out_of_range: { name: 'Out of range', meaning: 'Latitude beyond 90 degrees or longitude beyond 180' },
  zero_coordinates: { name: 'Zero coordinates', meaning: 'Exactly 0, 0: the device had no satellite fix' },
  future: {
    name: 'From the future',
    meaning: 'The time of the device is more than 5 minutes later than our receipt',
  },
  too_early: { name: 'Too early', meaning: 'The time of the device is before 2015: its clock was never set' },
  too_late: { name: 'Too late', meaning: 'The time of the device is older than what is still kept' },
};

/** A reason in words; one that this version does not know keeps its own name. */
export function reasonOf(reason: string): Reason {
  return reasons[reason] ?? { name: sentence(reason), meaning: 'A reason that is newer than this page' };
}

const sentence = (name: string): string => {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The reasons with their counts, the most frequent first. */
export function rankedReasons(counts: Readonly<Record<string, number>>): { reason: string; count: number }[] {
  return Object.entries(counts)
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

export const clockNames: Record<ClockVerdict, Reason> = {
  ok: { name: 'Right', meaning: 'The clock is right' },
  ahead: { name: 'Ahead', meaning: 'The clock is ahead of ours by an amount that is no time zone' },
  behind: { name: 'Behind', meaning: 'The clock is behind ours by an amount that is no time zone' },
  zone_off: { name: 'Wrong zone', meaning: 'Off by half hours: its times are read in the wrong time zone' },
  drifting: { name: 'Drifting', meaning: 'The clock goes at another speed than ours' },
};

/** `1 h ahead`, `2 h 30 behind`, `7 min 12 s ahead`: by how much a clock is off. */
export function offsetWords({
  offSeconds,
  zoneOffHours,
}: Pick<NonNullable<DeviceQuality['clock']>, 'offSeconds' | 'zoneOffHours'>): string {
  const seconds = Math.round(zoneOffHours === null ? offSeconds : zoneOffHours * 3_600);
  if (seconds === 0) return 'none';
  return `${formatSpan(Math.abs(seconds))} ${seconds > 0 ? 'ahead' : 'behind'}`;
}

/** `0.4 s` is no lag that a fix is known by: whole seconds, `12 s`, `7 min 12 s`, `2 h 30`, `3 d 4 h`. */
export function formatSpan(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const sign = seconds < 0 && whole > 0 ? '−' : '';
  const [minutes, hours, days] = [whole / 60, whole / 3_600, whole / 86_400].map(Math.floor) as [
    number,
    number,
    number,
  ];
  if (minutes === 0) return `${sign}${whole} s`;
  if (hours === 0) return `${sign}${minutes} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  if (days < 2)
    return `${sign}${hours} h${minutes % 60 === 0 ? '' : ` ${String(minutes % 60).padStart(2, '0')}`}`;
  return `${sign}${days} d${hours % 24 === 0 ? '' : ` ${hours % 24} h`}`;
}

/** `0.3 %`, `12 %`; a trace is not called nothing. Null where there is nothing to be a share of. */
export function formatShare(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
}

/** What a step of lags is called: `up to 10 s`, `10 s to 1 min`, `over 1 h`. */
export function stepNames(steps: readonly { upToSeconds: number | null }[]): string[] {
  return steps.map(({ upToSeconds }, nth) => {
    const from = steps[nth - 1]?.upToSeconds ?? null;
    if (upToSeconds === null) return from === null ? 'any' : `over ${formatSpan(from)}`;
    return from === null
      ? `up to ${formatSpan(upToSeconds)}`
      : `${formatSpan(from)} – ${formatSpan(upToSeconds)}`;
  });
}

/** The provider's report on one line, at most so many characters of it. */
export function reportLine(report: unknown, charactersMax: number): string {
  const written = JSON.stringify(report) ?? 'nothing';
  return written.length > charactersMax ? `${written.slice(0, charactersMax - 1)}…` : written;
}
