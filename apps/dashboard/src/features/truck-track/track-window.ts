/** From when until when a track is looked at; instants in ms. */
export type TrackWindow = { fromMs: number; toMs: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** No answer holds more. */
export const windowMaxMs = 31 * dayMs;

export const spans = ['2h', '24h', 'today', 'yesterday'] as const;
/** A window that goes with the clock. */
export type Span = (typeof spans)[number];

/** What a window is kept as in an address: a span, or two instants. */
export type ChosenWindow = { span: Span } | { span: null; window: TrackWindow };

/** The window of an address; what makes no window is the last two hours. */
export function readWindow(params: URLSearchParams): ChosenWindow {
  const fromMs = Date.parse(params.get('from') ?? '');
  const toMs = Date.parse(params.get('to') ?? '');
  if (fromMs < toMs && toMs - fromMs <= windowMaxMs) return { span: null, window: { fromMs, toMs } };
  return { span: spans.find((span) => span === params.get('span')) ?? '2h' };
}

export function writeWindow(params: URLSearchParams, chosen: ChosenWindow): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['span', 'from', 'to']) next.delete(name);
  if (chosen.span !== null) next.set('span', chosen.span);
  else {
    next.set('from', new Date(chosen.window.fromMs).toISOString());
    next.set('to', new Date(chosen.window.toMs).toISOString());
  }
  return next;
}

/** The instants of a choice at `nowMs`; days are those of the operator. */
export function windowOf(chosen: ChosenWindow, nowMs: number, timeZone: string): TrackWindow {
  if (chosen.span === null) return chosen.window;
  const todayMs = startOfDay(nowMs, timeZone);
  switch (chosen.span) {
    case '2h':
      return { fromMs: nowMs - 2 * hourMs, toMs: nowMs };
    case '24h':
      return { fromMs: nowMs - dayMs, toMs: nowMs };
    case 'today':
      return { fromMs: todayMs, toMs: nowMs };
    case 'yesterday':
      return { fromMs: startOfDay(todayMs - 1, timeZone), toMs: todayMs };
  }
}

/** The first instant of the day that `ms` is in. */
export function startOfDay(ms: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  const sinceMidnightMs = (at: number): number => {
    const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { hour = 0, minute = 0, second = 0 } = part;
    return ((hour * 60 + minute) * 60 + second) * 1_000 + (((at % 1_000) + 1_000) % 1_000);
  };
  const start = ms - sinceMidnightMs(ms);
  // On a day on which the clock is moved, the way back by the clock misses midnight by what it was moved.
  const off = sinceMidnightMs(start);
  return off === 0 ? start : off < dayMs / 2 ? start - off : start + (dayMs - off);
}

/** `2026-11-25T14:05` of an instant in a zone: what a field for date and time holds. */
export function toLocalField(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}`;
}

/** The instant of such a field; NaN while it is not filled in. */
export function fromLocalField(field: string, timeZone: string): number {
  const asUtcMs = Date.parse(`${field}Z`);
  if (Number.isNaN(asUtcMs)) return Number.NaN;
  const offsetAt = (ms: number): number => Date.parse(`${toLocalField(ms, timeZone)}Z`) - floorMinute(ms);
  // Twice, for the offset is that of the instant that is looked for.
  return asUtcMs - offsetAt(asUtcMs - offsetAt(asUtcMs));
}

const floorMinute = (ms: number): number => Math.floor(ms / 60_000) * 60_000;
