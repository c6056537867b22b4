import {
  formatClock,
  formatInstant,
  formatLateness,
  formatMoment,
  formatUtc,
  minutesLate,
} from './instants.js';

const lagos = 'Africa/Lagos';
const nowMs = Date.parse('2026-11-23T10:00:00Z');

describe('an instant', () => {
  it('is read in the operator’s zone', () => {
    expect(formatInstant('2026-11-23T13:05:09Z', lagos, nowMs)).toBe('23 Nov 14:05');
    expect(formatClock('2026-11-23T13:05:09Z', lagos)).toBe('14:05:09');
  });

  it('belongs to the operator’s day, not to the day in UTC', () => {
    expect(formatInstant('2026-11-23T23:30:00Z', lagos, nowMs)).toBe('24 Nov 00:30');
  });

  it('names its year when it is not this one', () => {
    expect(formatInstant('2025-04-01T08:00:00Z', lagos, nowMs)).toBe('01 Apr 2025 09:00');
  });

  it('needs no day on the operator’s day that it is', () => {
    expect(formatMoment('2026-11-22T23:30:00Z', lagos, nowMs)).toBe('00:30');
    expect(formatMoment('2026-11-22T22:30:00Z', lagos, nowMs)).toBe('22 Nov 23:30');
    expect(formatMoment('2025-11-23T09:00:00Z', lagos, nowMs)).toBe('23 Nov 2025 10:00');
  });

  it('can be read in UTC, whatever offset it came with', () => {
    expect(formatUtc('2026-11-23T14:05:09+01:00')).toBe('2026-11-23 13:05:09 UTC');
  });
});

describe('lateness', () => {
  it('is unknown while plan or fact is', () => {
    expect(minutesLate(null, '2026-01-01T00:00:00Z')).toBeNull();
    expect(minutesLate('2026-01-01T00:00:00Z', null)).toBeNull();
  });

  it('is counted in minutes, positive when late', () => {
    expect(minutesLate('2026-01-01T00:00:00Z', '2026-01-01T00:12:20Z')).toBe(12);
    expect(minutesLate('2026-01-01T01:00:00Z', '2026-01-01T00:12:00Z')).toBe(-48);
  });

  it.each([
    [0, 'on time'],
    [12, '12 min late'],
    [-48, '48 min early'],
    [125, '2 h 05 late'],
    [-5_000, '3 d early'],
  ])('of %p minutes reads %p', (minutes, text) => {
    expect(formatLateness(minutes)).toBe(text);
  });
});
