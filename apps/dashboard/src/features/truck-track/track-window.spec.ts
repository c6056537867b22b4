import {
  fromLocalField,
  readWindow,
  startOfDay,
  toLocalField,
  windowOf,
  writeWindow,
} from './track-window.js';

const at = (text: string): number => Date.parse(text);

describe('a window of time', () => {
  it('is read back as it was written', () => {
    const window = { fromMs: at('2026-03-01T10:00:00Z'), toMs: at('2026-03-01T12:30:00Z') };
    const params = writeWindow(new URLSearchParams('said=device'), { span: null, window });
    expect(params.get('said')).toBe('device');
    expect(readWindow(params)).toEqual({ span: null, window });
    expect(readWindow(writeWindow(params, { span: 'today' }))).toEqual({ span: 'today' });
  });

  it.each(['', 'span=week', 'from=x&to=y', 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z'])(
    'of %j is the last two hours',
    (search) => expect(readWindow(new URLSearchParams(search))).toEqual({ span: '2h' }),
  );

  it('of a day is the day of the operator', () => {
    const now = at('2026-03-01T23:30:00Z');
    expect(windowOf({ span: 'today' }, now, 'Africa/Lagos')).toEqual({
      fromMs: at('2026-03-01T23:00:00Z'),
      toMs: now,
    });
    expect(windowOf({ span: 'yesterday' }, now, 'Africa/Lagos')).toEqual({
      fromMs: at('2026-02-28T23:00:00Z'),
      toMs: at('2026-03-01T23:00:00Z'),
    });
  });

  it.each([
    ['before the clock is put forward', '2026-03-29T00:30:00Z', '2026-03-28T23:00:00Z'],
    ['after it', '2026-03-29T20:00:00Z', '2026-03-28T23:00:00Z'],
    ['after it is put back', '2026-10-25T20:00:00Z', '2026-10-24T22:00:00Z'],
  ])('begins at midnight also %s', (_, now, midnight) => {
    expect(new Date(startOfDay(at(now), 'Europe/Berlin')).toISOString()).toBe(
      new Date(midnight).toISOString(),
    );
  });
});

describe('a field for date and time', () => {
  it.each(['Africa/Lagos', 'UTC', 'Asia/Kolkata', 'America/New_York'])('means an instant in %s', (zone) => {
    const ms = at('2026-07-01T13:45:00Z');
    expect(fromLocalField(toLocalField(ms, zone), zone)).toBe(ms);
  });

  it('means nothing while it is empty', () => expect(fromLocalField('', 'UTC')).toBeNaN());
});
