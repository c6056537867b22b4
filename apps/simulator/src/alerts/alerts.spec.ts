import { jest } from '@jest/globals';
import { createFleet, type Fix, placeOf, trackOf } from '@watch-tower/simulator-domain';
import { alertMessage } from './alert-message.js';
import { alertTimeFormat } from './alert-time.js';
import { watchTruck } from './watch-truck.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const from = Date.UTC(2026, 10, 23, 6);
const apapa = placeOf('apapa');

const fixAt = (minutes: number, changes: Partial<Fix> = {}): Fix => ({
  plate: 'KBX 123A',
  imei: '1',
  timeMs: from + minutes * 60_000,
  lat: 6.6,
  lon: 3.6,
  speedKmh: 30,
  heading: 0,
  ignition: true,
  harshBraking: false,
  harshAcceleration: false,
  sharpTurn: false,
  ...changes,
});

const alertsOf = (...fixes: Fix[]) => {
  const watch = watchTruck('KBX 123A');
  return fixes.flatMap((fix) => watch(fix));
};

describe('alerts', () => {
  it('of overspeed open with the first fast fix and close, under their id, with the first slow one', () => {
    const [opened, closed, ...more] = alertsOf(
      fixAt(0),
      fixAt(1, { speedKmh: 70 }),
      fixAt(2, { speedKmh: 75 }),
      fixAt(3),
    );
    expect(opened).toMatchObject({ kind: 'OverspeedAlert', startedMs: from + 60_000 });
    expect(opened).not.toHaveProperty('endedMs');
    expect(closed).toEqual({ ...opened, endedMs: from + 180_000, end: { lat: 6.6, lon: 3.6 } });
    expect(more).toEqual([]);
  });

  it('of idling begin where it began to stand, once it stands five minutes', () => {
    const idle = { speedKmh: 0 };
    expect(alertsOf(fixAt(0), fixAt(1, idle), fixAt(4, idle))).toEqual([]);
    const [opened] = alertsOf(fixAt(0), fixAt(1, idle), fixAt(4, idle), fixAt(6, idle));
    expect(opened).toMatchObject({ kind: 'IdlingAlert', startedMs: from + 60_000 });
  });

  it('of a fence open at its entry and close at its exit', () => {
    const inside = { lat: apapa.lat, lon: apapa.lon };
    const [entered, left] = alertsOf(fixAt(0), fixAt(1, inside), fixAt(2, inside), fixAt(9));
    expect(entered).toMatchObject({
      kind: 'GeofenceAlert',
      place: { key: 'apapa' },
      startedMs: from + 60_000,
    });
    expect(left).toMatchObject({ id: entered?.id, endedMs: from + 9 * 60_000 });
  });

  it('of a moment open and close in one', () => {
    const kinds = alertsOf(
      fixAt(0),
      fixAt(1, { harshBraking: true, harshAcceleration: true, sharpTurn: true }),
      fixAt(2, { ignition: false }),
    ).map(({ kind, isPoint }) => [kind, isPoint]);
    expect(kinds).toEqual([
      ['SuddenBrakingAlert', true],
      ['SuddenAccelerationAlert', true],
      ['SharpTurnAlert', true],
      ['IgnitionAlert', true],
    ]);
  });

  it('of a day of driving have ids of their own and are closed as often as they should be', () => {
    const [truck] = createFleet(1, 1);
    if (!truck) throw new Error('no truck');
    const watch = watchTruck(truck.plate);
    const seen = [];
    for (const fix of trackOf(1, truck, from, 30)) {
      if (fix.timeMs > from + 86_400_000) break;
      seen.push(...watch(fix));
    }
    const opened = seen.filter(({ isPoint, endedMs }) => isPoint || endedMs === undefined);
    expect(new Set(opened.map(({ id }) => id)).size).toBe(opened.length);
    expect(new Set(seen.map(({ kind }) => kind))).toContain('GeofenceAlert');
    expect(seen.length - opened.length).toBeGreaterThan(opened.length / 10);
  });
});

describe('the webhook of an alert', () => {
  const time = alertTimeFormat('Africa/Lagos');

  it('writes its times in three formats', () => {
    const at = Date.UTC(2024, 1, 5, 10, 30, 45);
    expect([0, 1, 2].map((nth) => time(at, nth))).toEqual([
      '2024-02-05T10:30:45Z',
      '2024-02-05T16:00:45.000+05:30',
      '2024-02-05T11:30:45',
    ]);
  });

  it('of a fence names its polygon and what happened, and has the end under the same id', () => {
    const [entered, left] = alertsOf(fixAt(0), fixAt(1, { lat: apapa.lat, lon: apapa.lon }), fixAt(2));
    if (!entered || !left) throw new Error('no alert');
    expect(alertMessage(entered, from, time)).toMatchObject({
      id: entered.id,
      vehicle_number: 'KBX 123A',
      active_event_latitude: apapa.lat,
      polygon_id: 1001,
      event_key: 'geofence_enter',
      kind: 'GeofenceAlert',
    });
    expect(alertMessage(left, from, time)).toMatchObject({
      id: entered.id,
      inactive_event_latitude: 6.6,
      event_key: 'geofence_exit',
    });
  });

  it('of a moment has one time and one place', () => {
    const [alert] = alertsOf(fixAt(0, { harshBraking: true }));
    if (!alert) throw new Error('no alert');
    expect(Object.keys(alertMessage(alert, from, time))).toEqual([
      'id',
      'vehicle_number',
      'event_time',
      'latitude',
      'longitude',
      'created_at',
      'kind',
    ]);
  });
});
