import { zoneNamed, type Zone } from '../positions/zone.js';
import { readAlertTime } from './alert-time.js';

const utc: Zone = (wallClockMs) => wallClockMs;
const lagos = zoneNamed('Africa/Lagos') ?? utc;

describe('the time of an alert', () => {
  it.each([
    ['2024-02-05T10:30:45Z', '2024-02-05T10:30:45.000Z'],
    ['2022-08-09T14:47:44.000+05:30', '2022-08-09T09:17:44.000Z'],
    ['2022-08-09T14:47:44-0100', '2022-08-09T15:47:44.000Z'],
  ])('%s is read by its own zone', (written, instant) => {
    expect(readAlertTime(written, lagos)).toBe(Date.parse(instant));
  });

  it('without a zone is in the configured one', () => {
    expect(readAlertTime('2024-02-10T08:30:00', lagos)).toBe(Date.parse('2024-02-10T07:30:00Z'));
    expect(readAlertTime('2024-02-10 08:30:00.250', utc)).toBe(Date.parse('2024-02-10T08:30:00.250Z'));
  });

  it.each([
    [null],
    [undefined],
    [''],
    [1707128445],
    ['05-02-2024 10:30:45'],
    ['2024-02-31T10:30:45Z'],
    ['2024-02-05T25:30:45Z'],
    ['0000-01-01T00:00:00Z'],
  ])('is not %p', (value) => {
    expect(readAlertTime(value, utc)).toBeUndefined();
  });
});
