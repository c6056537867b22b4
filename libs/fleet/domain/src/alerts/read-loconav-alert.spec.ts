import fc from 'fast-check';
import { mergeAlerts, type ReportedAlert } from './merge-alerts.js';
import { readLoconavAlert } from './read-loconav-alert.js';

const utc = (wallClockMs: number): number => wallClockMs;
const read = (report: unknown) => readLoconavAlert(report, utc);
const at = (time: string): number => Date.parse(time);

const point = {
  id: 7,
  event_time: '2024-02-05T10:30:45Z',
  latitude: '6.44',
  longitude: 3.37,
  vehicle_number: 'KBX 123A',
  created_at: '2024-02-05T10:30:50Z',
  kind: 'SuddenBrakingAlert',
};
const opening = {
  id: 'a-1',
  vehicle_number: 'T11985LA',
  active_event_time: '2022-08-09T14:47:44.000+05:30',
  active_event_latitude: 6.1,
  active_event_longitude: 3.2,
  kind: 'IdlingAlert',
};
const closing = {
  ...opening,
  inactive_event_time: '2022-08-09T15:10:00.000+05:30',
  inactive_event_latitude: 6.1,
};
const pulled = {
  id: 'a-1',
  eventType: 'VehicleIdleAlert',
  startedTs: '2022-08-09T09:17:44Z',
  startLocation: { lat: 6.1, long: 3.2, address: 'Apapa' },
  endedTs: null,
  endLocation: { lat: 0, long: 0 },
  vehicle: { uuid: 'f00', number: 'T11985LA' },
};

const alertOf = (report: unknown): ReportedAlert => {
  const answer = read(report);
  if ('fault' in answer) throw new Error(answer.fault);
  return answer.alert;
};

describe('an alert of LocoNav', () => {
  it('at a moment is opened and closed at once', () => {
    expect(read(point)).toEqual({
      alert: {
        kind: 'sudden_braking',
        externalId: '7',
        name: 'SuddenBrakingAlert',
        openedAtMs: at('2024-02-05T10:30:45Z'),
        closedAtMs: at('2024-02-05T10:30:45Z'),
        openedAt: { latitude: 6.44, longitude: 3.37 },
        polygonId: null,
        eventKey: null,
        address: null,
      },
      vehicle: { plate: 'KBX 123A', loconavVehicleId: null },
    });
  });

  it('over a time is open until it comes again with its end', () => {
    expect(alertOf(opening)).toMatchObject({ kind: 'idling', externalId: 'a-1', closedAtMs: null });
    expect(alertOf(closing)).toMatchObject({ closedAtMs: at('2022-08-09T09:40:00Z') });
  });

  it('as the list has it is the same alert, open where its end has no time', () => {
    expect(read(pulled)).toMatchObject({
      alert: { kind: 'idling', externalId: 'a-1', openedAtMs: alertOf(opening).openedAtMs, closedAtMs: null },
      vehicle: { plate: 'T11985LA', loconavVehicleId: 'f00' },
    });
    expect(alertOf({ ...pulled, endedTs: '2022-08-09T09:40:00Z' }).closedAtMs).toBe(
      alertOf(closing).closedAtMs,
    );
  });

  it('at a geofence says which and what happened there', () => {
    const { event_time, latitude, longitude, vehicle_number } = point;
    const fence = { event_time, latitude, longitude, vehicle_number, id: 9, kind: 'GeofenceAlert' };
    expect(alertOf({ ...fence, polygon_id: 55, event_key: 'geofence_exit' })).toMatchObject({
      kind: 'geofence',
      polygonId: '55',
      eventKey: 'geofence_exit',
      closedAtMs: at(event_time),
    });
  });

  it('of a kind nobody told us of is kept under its name', () => {
    expect(alertOf({ ...point, kind: 'SeatBeltAlert' })).toMatchObject({ kind: 'SeatBeltAlert' });
  });

  it('at 0,0 or nowhere is nowhere', () => {
    expect(alertOf({ ...point, latitude: 0, longitude: 0 }).openedAt).toBeNull();
    expect(alertOf({ ...point, latitude: 91 }).openedAt).toBeNull();
    expect(alertOf({ ...point, latitude: null }).openedAt).toBeNull();
  });

  it.each([
    [7, 'the report is not an object'],
    [[], 'the report is not an object'],
    [{ ...point, id: null }, 'id: must be a text or a whole number'],
    [{ ...point, kind: '' }, 'kind: must name the alert'],
    [{ ...point, event_time: 'yesterday' }, 'event_time: must be a time as 2024-02-05T10:30:45Z'],
    [{ id: 1, kind: 'x' }, 'active_event_time: must be a time as 2024-02-05T10:30:45Z'],
    [{ ...opening, inactive_event_time: 5 }, 'inactive_event_time: must be a time as 2024-02-05T10:30:45Z'],
    [{ ...pulled, endedTs: '2022-08-09T09:00:00Z' }, 'endedTs: is before the start'],
  ])('that cannot be read names the field at fault: %j', (report, fault) => {
    expect(read(report)).toEqual({ fault });
  });
});

describe('reports of one alert', () => {
  it('are one closed alert, whichever came first', () => {
    const reports = [opening, closing, pulled].map(alertOf);
    const merged = reports.reduce(mergeAlerts);
    expect(merged).toMatchObject({ closedAtMs: at('2022-08-09T09:40:00Z'), address: 'Apapa' });
    expect([...reports].reverse().reduce(mergeAlerts)).toEqual(merged);
  });

  const text = fc.option(fc.constantFrom('a', 'b'));
  const report: fc.Arbitrary<ReportedAlert> = fc.record({
    kind: fc.constant('idling'),
    externalId: fc.constant('1'),
    name: fc.constantFrom('IdlingAlert', 'VehicleIdleAlert'),
    openedAtMs: fc.integer({ min: 0, max: 3 }),
    closedAtMs: fc.option(fc.integer({ min: 3, max: 5 })),
    openedAt: fc.option(fc.record({ latitude: fc.constantFrom(1, 2), longitude: fc.constantFrom(1, 2) })),
    polygonId: text,
    eventKey: text,
    address: text,
  });

  it('say the same in any order and number of copies', () => {
    fc.assert(
      fc.property(
        fc
          .array(report, { minLength: 1, maxLength: 6 })
          .chain((reports) =>
            fc.tuple(
              fc.constant(reports),
              fc.shuffledSubarray(reports, { minLength: reports.length, maxLength: reports.length }),
              fc.shuffledSubarray(reports),
            ),
          ),
        ([reports, shuffled, copies]) => {
          expect([...shuffled, ...copies].reduce(mergeAlerts)).toEqual(reports.reduce(mergeAlerts));
        },
      ),
      { numRuns: 10_000, seed: 4 },
    );
  });
});
