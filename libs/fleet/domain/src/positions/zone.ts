/** Turns a wall-clock time, written as if it were UTC (epoch ms), into the instant it names (epoch ms). */
export type Zone = (wallClockMs: number) => number;

const dayMs = 86_400_000;
const minuteMs = 60_000;
const daysRememberedMax = 1_000;

/**
 * The zone of an IANA name (`Africa/Lagos`), of a fixed offset (`+01:00`) or of `UTC`.
 * An hour that occurs twice is taken as the first, one that is skipped as if the clock had not yet been set.
 * @returns undefined where there is no such zone.
 */
export const zoneNamed = (name: string): Zone | undefined => {
  const fixed = /^([+-])(\d{2}):([0-5]\d)$/.exec(name);
  if (fixed !== null) {
    const offsetMs = (Number(fixed[2]) * 60 + Number(fixed[3])) * minuteMs * (fixed[1] === '-' ? -1 : 1);
    return (wallClockMs) => wallClockMs - offsetMs;
  }
  if (name === 'UTC') return (wallClockMs) => wallClockMs;
  const offsetAtMs = offsetsOf(name);
  return offsetAtMs === undefined ? undefined : zoneOf(offsetAtMs);
};

type Offsets = (instantMs: number) => number;

const zoneOf = (offsetAtMs: Offsets): Zone => {
  const daily = new Map<number, number>();
  const offsetOnDayMs = (day: number): number => {
    let offsetMs = daily.get(day);
    if (offsetMs === undefined) {
      if (daily.size >= daysRememberedMax) daily.clear();
      daily.set(day, (offsetMs = offsetAtMs(day * dayMs)));
    }
    return offsetMs;
  };
  return (wallClockMs) => {
    const day = Math.floor(wallClockMs / dayMs);
    const beforeMs = offsetOnDayMs(day - 1);
    const afterMs = offsetOnDayMs(day + 2);
    const early = wallClockMs - beforeMs;
    // Only where the offset changes near this day is the zone's table asked about the moment itself.
    if (beforeMs === afterMs || offsetAtMs(early) === beforeMs) return early;
    const late = wallClockMs - afterMs;
    return offsetAtMs(late) === afterMs ? late : early;
  };
};

const offsetsOf = (name: string): Offsets | undefined => {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // Intl says by a RangeError that it knows no such zone.
    return undefined;
  }
  return (instantMs) => {
    const part = Object.fromEntries(
      format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - instantMs;
  };
};
