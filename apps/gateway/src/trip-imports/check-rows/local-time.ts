const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const clock = String.raw`[T ]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?`;
const yearFirst = new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})${clock}$`);
const dayFirst = new RegExp(
  String.raw`^(?<day>\d{1,2})[/. -](?<month>\d{1,2}|[a-z]{3})[a-z]*[/. -](?<year>\d{4})${clock}$`,
  'i',
);
const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

export const timeForms = 'as 2026-04-01 08:00, 01/04/2026 08:00 (the day first) or 01/Apr/2026 08:00';

/**
 * A time as people write it, the zone's where it names none.
 * @returns the instant in RFC 3339, undefined where it is no time, or none that the zone's clocks showed.
 */
export const readLocalTime = (written: string, timeZone: string): string | undefined => {
  const text = written.trim();
  if (withZone.test(text)) {
    const time = new Date(text);
    return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
  }
  const parts = (yearFirst.exec(text) ?? dayFirst.exec(text))?.groups;
  if (parts === undefined) return undefined;
  const { year, month = '', day, hour, minute, second = '0' } = parts;
  const monthIndex = /\d/.test(month) ? Number(month) - 1 : months.indexOf(month.toLowerCase());
  const wallMs = Date.UTC(
    Number(year),
    monthIndex,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const wall = new Date(wallMs);
  // A 31st of April, or a 25th hour, would quietly become another.
  const isReal =
    wall.getUTCMonth() === monthIndex &&
    wall.getUTCDate() === Number(day) &&
    wall.getUTCHours() === Number(hour) &&
    wall.getUTCMinutes() === Number(minute);
  if (!isReal) return undefined;
  // The offset at the instant that the wall's time would be in UTC, then at the one that follows from it.
  const guessMs = wallMs - offsetMs(wallMs, timeZone);
  const instantMs = wallMs - offsetMs(guessMs, timeZone);
  return instantMs + offsetMs(instantMs, timeZone) === wallMs ? new Date(instantMs).toISOString() : undefined;
};

/** How far the zone's clocks are ahead of UTC. */
const offsetMs = (instantMs: number, timeZone: string): number => {
  const shown = formatOf(timeZone).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(shown.find((one) => one.type === type)?.value);
  const [year, month, day] = [part('year'), part('month'), part('day')];
  return (
    Date.UTC(year, month - 1, day, part('hour'), part('minute'), part('second')) -
    Math.floor(instantMs / 1_000) * 1_000
  );
};

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = 'numeric' as const;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(timeZone, format);
  return format;
};
