import fc from 'fast-check';
import { readLocalTime } from './local-time.js';

describe('a time that people wrote', () => {
  it.each([
    ['2026-04-01 08:00', 'Africa/Lagos', '2026-04-01T07:00:00.000Z'],
    ['2026-04-01T08:00:30', 'Africa/Lagos', '2026-04-01T07:00:30.000Z'],
    ['01/04/2026 08:00', 'Africa/Lagos', '2026-04-01T07:00:00.000Z'],
    ['1.4.2026 8:00', 'Africa/Lagos', '2026-04-01T07:00:00.000Z'],
    ['01/Apr/2026 08:00', 'Africa/Lagos', '2026-04-01T07:00:00.000Z'],
    ['01/Apr/2026 00:30', 'Africa/Lagos', '2026-03-31T23:30:00.000Z'],
    ['2026-04-01T08:00:00+02:00', 'Africa/Lagos', '2026-04-01T06:00:00.000Z'],
    ['2026-07-01 08:00', 'Europe/Berlin', '2026-07-01T06:00:00.000Z'],
    ['2026-03-29 03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ])('%s in %s is %s', (written, zone, instant) => {
    expect(readLocalTime(written, zone)).toBe(instant);
  });

  it.each([
    '',
    'tomorrow',
    '2026-04-01',
    '31/04/2026 08:00',
    '2026-04-01 25:00',
    '2026-13-01 08:00',
    '04/01',
  ])('is none: %j', (written) => expect(readLocalTime(written, 'Africa/Lagos')).toBeUndefined());

  it('is none where the clocks jumped over it', () => {
    expect(readLocalTime('2026-03-29 02:30', 'Europe/Berlin')).toBeUndefined();
  });

  it('comes back as what the clock shows, at any instant and in any of these zones', () => {
    const zones = fc.constantFrom('Africa/Lagos', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata');
    const instants = fc.date({
      min: new Date('2015-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, instants, (timeZone, instant) => {
        const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        const read = readLocalTime(clock.format(instant), timeZone);
        expect(clock.format(new Date(read ?? 0))).toBe(clock.format(instant));
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
