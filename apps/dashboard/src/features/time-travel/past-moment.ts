import { fromLocalField, startOfDay, toLocalField, writeWindow } from '../truck-track/track-window.js';

/** A moment of the past that the map shows, on a whole minute; instants in ms. */
export type PastMoment = {
  readonly atMs: number;
  /** As it was known then, not as it is known now. */
  readonly knownThen: boolean;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const stepMs = 5 * minuteMs;

/** The moment of an address; null where the map is live. */
export function readMoment(params: URLSearchParams): PastMoment | null {
  const atMs = Date.parse(params.get('at') ?? '');
  return Number.isNaN(atMs)
    ? null
    : { atMs: floorTo(minuteMs, atMs), knownThen: params.get('known') === 'then' };
}

export function writeMoment(params: URLSearchParams, moment: PastMoment | null): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('at');
  next.delete('known');
  if (moment === null) return next;
  next.set('at', new Date(moment.atMs).toISOString());
  if (moment.knownThen) next.set('known', 'then');
  return next;
}

/** Where the travel begins: an hour back. */
export const firstMoment = (nowMs: number): PastMoment => ({
  atMs: floorTo(stepMs, nowMs - hourMs),
  knownThen: false,
});

/** The last minute that is past. */
export const newestMs = (nowMs: number): number => floorTo(minuteMs, nowMs);

/** The first and the last minute of the operator's day that `atMs` is in, as far as it is past. */
export function dayAround(atMs: number, nowMs: number, timeZone: string): { fromMs: number; toMs: number } {
  const fromMs = startOfDay(atMs, timeZone);
  // No day is longer than 25 hours, and none shorter than 23.
  const nextMs = startOfDay(fromMs + 25 * hourMs + minuteMs, timeZone);
  return { fromMs, toMs: Math.max(fromMs, Math.min(nextMs - minuteMs, newestMs(nowMs))) };
}

/** `2026-11-25`: the operator's day, as a field for a date holds it. */
export const dateOf = (atMs: number, timeZone: string): string => toLocalField(atMs, timeZone).slice(0, 10);

/** The same time of the clock on another day, as far as it is past; null while the field is not filled in. */
export function onDate(atMs: number, date: string, nowMs: number, timeZone: string): number | null {
  const movedMs = fromLocalField(`${date}T${toLocalField(atMs, timeZone).slice(11)}`, timeZone);
  return Number.isNaN(movedMs) ? null : Math.min(movedMs, newestMs(nowMs));
}

/** How far a key moves the moment, in ms. */
const stepOf: Readonly<Record<string, number>> = {
  ArrowLeft: -stepMs,
  ArrowDown: -stepMs,
  ArrowRight: stepMs,
  ArrowUp: stepMs,
  PageDown: -hourMs,
  PageUp: hourMs,
};

/** Where a key leads, over midnight too, never to what is to come; null of keys that move nothing. */
export function movedBy(key: string, atMs: number, nowMs: number): number | null {
  const step = stepOf[key];
  return step === undefined ? null : Math.min(atMs + step, newestMs(nowMs));
}

/** The page of a trip as it was. */
export function tripPathThen(tripId: string, { atMs, knownThen }: PastMoment): string {
  const asOf = new Date(atMs).toISOString();
  return `/trips/${tripId}?${new URLSearchParams({ asOf, ...(knownThen && { knownAt: asOf }) })}`;
}

/** The page of a truck, over the hours around the moment. */
export function trackPathAround(truckId: string, atMs: number, nowMs: number): string {
  const window = { fromMs: atMs - 2 * hourMs, toMs: Math.min(atMs + 2 * hourMs, nowMs) };
  return `/trucks/${truckId}?${writeWindow(new URLSearchParams(), { span: null, window })}`;
}

function floorTo(unitMs: number, ms: number): number {
  return Math.floor(ms / unitMs) * unitMs;
}
