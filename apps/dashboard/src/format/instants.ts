/** Times are stored in UTC and read in the operator's zone. All functions here take RFC 3339 instants. */

const minuteMs = 60_000;

/** `23 Nov 14:05`, with the year where it is not this one. */
export function formatInstant(instant: string, timeZone: string, nowMs: number): string {
  const at = new Date(instant);
  const sameYear = yearIn(timeZone, at) === yearIn(timeZone, new Date(nowMs));
  const day = formatter(timeZone, sameYear ? 'day' : 'dayOfYear').format(at);
  return `${day} ${formatter(timeZone, 'minute').format(at)}`;
}

/** `14:05` on the operator's day that it is now, `23 Nov 14:05` on any other. */
export function formatMoment(instant: string, timeZone: string, nowMs: number): string {
  const dayOf = (at: Date): string => formatter(timeZone, 'dayOfYear').format(at);
  const at = new Date(instant);
  const isToday = dayOf(at) === dayOf(new Date(nowMs));
  return isToday ? formatter(timeZone, 'minute').format(at) : formatInstant(instant, timeZone, nowMs);
}

/** `14:05:09` */
export function formatClock(instant: string | number, timeZone: string): string {
  return formatter(timeZone, 'second').format(new Date(instant));
}

/** `2026-11-23 13:05:09 UTC`: what no zone can bend. */
export function formatUtc(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The minutes from plan to fact, positive when late. Null while either is unknown. */
export function minutesLate(planned: string | null, actual: string | null): number | null {
  if (planned === null || actual === null) return null;
  return Math.round((Date.parse(actual) - Date.parse(planned)) / minuteMs);
}

/** `on time`, `12 min early`, `2 h 05 late`. */
export function formatLateness(minutes: number): string {
  if (minutes === 0) return 'on time';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const length =
    hours === 0
      ? `${rest} min`
      : hours < 48
        ? `${hours} h ${String(rest).padStart(2, '0')}`
        : `${Math.floor(hours / 24)} d`;
  return `${length} ${minutes > 0 ? 'late' : 'early'}`;
}

const shapes = {
  day: { day: '2-digit', month: 'short' },
  dayOfYear: { day: '2-digit', month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than a thousand uses of it. */
function formatter(timeZone: string, shape: keyof typeof shapes): Intl.DateTimeFormat {
  const key = `${timeZone} ${shape}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...shapes[shape], timeZone });
  formatters.set(key, known);
  return known;
}

const yearIn = (timeZone: string, at: Date): string => formatter(timeZone, 'year').format(at);
