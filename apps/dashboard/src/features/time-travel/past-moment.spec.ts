import { dateOf, dayAround, firstMoment, movedBy, onDate, readMoment, writeMoment } from './past-moment.js';

const lagos = 'Africa/Lagos';
const nowMs = Date.parse('2026-11-26T09:12:34.567Z');
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

describe('the moment in an address', () => {
  it('is on a whole minute, and none where the map is live', () => {
    expect(readMoment(new URLSearchParams('truck=a'))).toBeNull();
    expect(readMoment(new URLSearchParams('at=yesterday'))).toBeNull();
    expect(readMoment(new URLSearchParams('at=2026-11-25T13:05:59Z&known=then'))).toEqual({
      atMs: Date.parse('2026-11-25T13:05:00Z'),
      knownThen: true,
    });
  });

  it('is written beside what else stands there, and taken out again', () => {
    const there = writeMoment(new URLSearchParams('truck=a'), firstMoment(nowMs));
    expect(there.toString()).toBe('truck=a&at=2026-11-26T08%3A10%3A00.000Z');
    const known = writeMoment(there, { ...firstMoment(nowMs), knownThen: true });
    expect(readMoment(known)).toEqual({ ...firstMoment(nowMs), knownThen: true });
    expect(writeMoment(known, null).toString()).toBe('truck=a');
  });
});

describe('the day of a moment', () => {
  it.each([
    ['a day before', '2026-11-25T13:05:00Z', '2026-11-24T23:00:00.000Z', '2026-11-25T22:59:00.000Z'],
    ['today', '2026-11-26T08:00:00Z', '2026-11-25T23:00:00.000Z', '2026-11-26T09:12:00.000Z'],
  ])('%s is whole as far as it is past', (_, at, from, to) => {
    const { fromMs, toMs } = dayAround(Date.parse(at), nowMs, lagos);
    expect([iso(fromMs), iso(toMs)]).toEqual([from, to]);
  });

  it.each([
    ['the clock goes forward', '2026-03-29T12:00:00Z', 23],
    ['the clock goes back', '2026-10-25T12:00:00Z', 25],
  ])('has so many hours when %s', (_, at, hours) => {
    const { fromMs, toMs } = dayAround(Date.parse(at), nowMs, 'Europe/Berlin');
    expect((toMs + 60_000 - fromMs) / 3_600_000).toBe(hours);
  });

  it('is changed to another at the same time of the clock, never to one to come', () => {
    const atMs = Date.parse('2026-11-25T13:05:00Z');
    expect(dateOf(Date.parse('2026-11-25T23:30:00Z'), lagos)).toBe('2026-11-26');
    expect(iso(onDate(atMs, '2026-11-20', nowMs, lagos))).toBe('2026-11-20T13:05:00.000Z');
    expect(iso(onDate(atMs, '2026-11-26', nowMs, lagos))).toBe('2026-11-26T09:12:00.000Z');
    expect(onDate(atMs, '', nowMs, lagos)).toBeNull();
  });
});

describe('a key', () => {
  const at = (instant: string): number => Date.parse(instant);

  it.each([
    ['ArrowLeft', '2026-11-25T13:05:00Z', '2026-11-25T13:00:00.000Z'],
    ['ArrowUp', '2026-11-25T13:05:00Z', '2026-11-25T13:10:00.000Z'],
    ['PageDown', '2026-11-25T13:05:00Z', '2026-11-25T12:05:00.000Z'],
    // Midnight in Lagos is at 23:00 of UTC.
    ['PageDown', '2026-11-25T23:15:00Z', '2026-11-25T22:15:00.000Z'],
    ['PageUp', '2026-11-26T08:40:00Z', '2026-11-26T09:12:00.000Z'],
  ])('%s leads from %s to %s', (key, from, to) => {
    expect(iso(movedBy(key, at(from), nowMs))).toBe(to);
  });

  it('of another kind is left to the slider', () => {
    expect(movedBy('Home', at('2026-11-25T13:05:00Z'), nowMs)).toBeNull();
  });
});
