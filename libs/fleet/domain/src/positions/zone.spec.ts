import fc from 'fast-check';
import { zoneNamed, type Zone } from './zone.js';

const zone = (name: string): Zone => {
  const found = zoneNamed(name);
  if (found === undefined) throw new Error(`no zone ${name}`);
  return found;
};

const instantOf = (name: string, wallClock: string): string =>
  new Date(zone(name)(Date.parse(`${wallClock}Z`))).toISOString().slice(0, 19);

describe('zone', () => {
  it.each([
    ['UTC', '2026-03-01T12:00:00', '2026-03-01T12:00:00'],
    ['+05:30', '2026-03-01T12:00:00', '2026-03-01T06:30:00'],
    ['-04:00', '2026-03-01T12:00:00', '2026-03-01T16:00:00'],
    ['Africa/Lagos', '2026-03-01T00:30:00', '2026-02-28T23:30:00'],
    ['Europe/Berlin', '2026-07-01T12:00:00', '2026-07-01T10:00:00'],
    ['Europe/Berlin', '2026-01-01T12:00:00', '2026-01-01T11:00:00'],
  ])('%s: %s is %s in UTC', (name, wallClock, instant) => {
    expect(instantOf(name, wallClock)).toBe(instant);
  });

  it.each([
    ['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00'],
    ['America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30:00'],
  ])('%s: takes %s, which comes twice, as the first', (name, wallClock, instant) => {
    expect(instantOf(name, wallClock)).toBe(instant);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:30:00'],
    ['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00'],
  ])('%s: takes %s, which is skipped, as if the clock had not been set', (name, wallClock, instant) => {
    expect(instantOf(name, wallClock)).toBe(instant);
  });

  it('is undone by writing the instant in the zone, except where an hour comes twice', () => {
    const berlin = zone('Europe/Berlin');
    const inBerlin = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const minutes = fc.integer({ min: Date.UTC(2015, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const instantMs = minute * 60_000;
        const again = berlin(Date.parse(`${inBerlin.format(instantMs).replace(' ', 'T')}Z`));
        expect([instantMs, instantMs - 3_600_000]).toContain(again);
      }),
      { seed: 20_261_126 },
    );
  });

  it.each(['Lagos', '', 'Mars/Olympus', '+1:00'])('knows no zone %p', (name) => {
    expect(zoneNamed(name)).toBeUndefined();
  });
});
