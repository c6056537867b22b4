/** When a snooze may end. `label` says it, `until` is the instant. */
export type SnoozeTime = { label: string; until: string };

const minuteMs = 60_000;
const morningHour = 6;

/** The ends of a snooze that are offered at `nowMs`; a morning is one in the operator's zone. */
export function snoozeTimes(nowMs: number, timeZone: string): SnoozeTime[] {
  const after = (label: string, minutes: number): SnoozeTime => ({
    label,
    until: new Date(nowMs + minutes * minuteMs).toISOString(),
  });
  return [
    after('for 15 minutes', 15),
    after('for 1 hour', 60),
    after('for 4 hours', 240),
    { label: 'until 06:00 tomorrow', until: new Date(tomorrowMorningMs(nowMs, timeZone)).toISOString() },
  ];
}

/** Looks hour by hour, for a zone may have its clock put forward or back in between. */
function tomorrowMorningMs(nowMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  const read = (ms: number): Record<string, string> =>
    Object.fromEntries(parts.formatToParts(ms).map(({ type, value }) => [type, value]));
  const today = read(nowMs)['day'];
  const quarterMs = 15 * minuteMs;
  let ms = Math.ceil(nowMs / quarterMs) * quarterMs;
  for (;;) {
    const { day, hour } = read(ms);
    if (day !== today && Number(hour) === morningHour) return ms;
    ms += quarterMs;
  }
}
