import { snoozeTimes } from './snooze-times.js';

const endOf = (now: string, zone: string): string | undefined =>
  snoozeTimes(Date.parse(now), zone).at(-1)?.until;

it('a snooze ends after a while, counted from now', () => {
  const [quarter] = snoozeTimes(Date.parse('2026-03-01T10:00:00Z'), 'UTC');
  expect(quarter?.until).toBe('2026-03-01T10:15:00.000Z');
});

it.each([
  ['in the evening', '2026-03-01T20:00:00Z', 'Africa/Lagos', '2026-03-02T05:00:00.000Z'],
  ['after midnight by the operator', '2026-03-01T23:30:00Z', 'Africa/Lagos', '2026-03-03T05:00:00.000Z'],
  ['when the clock is put forward', '2026-03-28T20:00:00Z', 'Europe/Berlin', '2026-03-29T04:00:00.000Z'],
  ['when it is put back', '2026-10-24T20:00:00Z', 'Europe/Berlin', '2026-10-25T05:00:00.000Z'],
  ['where zones have half hours', '2026-03-01T12:00:00Z', 'Asia/Kolkata', '2026-03-02T00:30:00.000Z'],
])('tomorrow morning is six o’clock of the operator %s', (_, now, zone, until) =>
  expect(endOf(now, zone)).toBe(until),
);
