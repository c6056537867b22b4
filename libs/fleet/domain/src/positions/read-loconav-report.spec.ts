import { readLoconavReport } from './read-loconav-report.js';
import { zoneNamed, type Zone } from './zone.js';

const utc: Zone = (wallClockMs) => wallClockMs;

/** As LocoNav documents its location webhook. */
const documented = {
  imei: '0210716299',
  speed: 0.0,
  gpstime: '17-12-2021 09:57:07',
  ignition: '1',
  latitude: 11.125757,
  longitude: 79.140228,
  orientation: 201.0,
  vehiclenumber: 'TN19AA7420',
  sharpTurn: '0',
  harshBraking: '0',
  harshAcceleration: '0',
  rockBreakerPedal: '0',
};

describe('reading a LocoNav location report', () => {
  it('reads the documented sample', () => {
    expect(readLoconavReport(documented, utc)).toEqual({
      fix: {
        deviceTimeMs: Date.parse('2021-12-17T09:57:07Z'),
        latitude: 11.125757,
        longitude: 79.140228,
        speedKmh: 0,
        headingDegrees: 201,
        ignition: true,
      },
    });
  });

  it('dates a fix by the configured zone', () => {
    const read = readLoconavReport(documented, zoneNamed('Africa/Lagos') ?? utc);
    expect(read).toMatchObject({ fix: { deviceTimeMs: Date.parse('2021-12-17T08:57:07Z') } });
  });

  it('reads numbers that come as texts', () => {
    const report = { ...documented, speed: '42.5', latitude: ' 6.44 ', longitude: '3.36', orientation: '34' };
    expect(readLoconavReport(report, utc)).toMatchObject({
      fix: { speedKmh: 42.5, latitude: 6.44, longitude: 3.36, headingDegrees: 34 },
    });
  });

  it.each([
    [360, 0],
    [-90, 270],
    [725.5, 5.5],
    ['', null],
    ['north', null],
    [undefined, null],
  ])('takes orientation %p as %p', (orientation, headingDegrees) => {
    expect(readLoconavReport({ ...documented, orientation }, utc)).toMatchObject({ fix: { headingDegrees } });
  });

  it.each([
    ['1', true],
    ['0', false],
    [1, true],
    [0, false],
    [true, true],
    [false, false],
    ['ON', true],
    ['off', false],
    ['2', null],
    [null, null],
    [undefined, null],
  ])('takes ignition %p as %p', (ignition, expected) => {
    expect(readLoconavReport({ ...documented, ignition }, utc)).toMatchObject({
      fix: { ignition: expected },
    });
  });

  it.each([-1, 'fast', null, '1e999', {}])('takes speed %p as not said', (speed) => {
    expect(readLoconavReport({ ...documented, speed }, utc)).toMatchObject({ fix: { speedKmh: null } });
  });

  it.each([
    ['no object', null],
    ['a text', 'hello'],
    ['a list', [documented]],
  ])('names the fault of %s', (_, report) => {
    expect(readLoconavReport(report, utc)).toEqual({ fault: 'the report is not an object' });
  });

  it.each([
    [undefined],
    [1639735027],
    ['2021-12-17T09:57:07Z'],
    ['31-02-2021 09:57:07'],
    ['17-13-2021 09:57:07'],
    ['17-12-2021 24:00:00'],
    ['17-12-2021 09:60:07'],
    ['17-12-0000 09:57:07'],
    ['17-12-0021 09:57:07'],
    ['31-12-9999 23:59:59'],
  ])('refuses %p as a time', (gpstime) => {
    expect(readLoconavReport({ ...documented, gpstime }, utc)).toEqual({
      fault: 'gpstime: must be a date as dd-MM-yyyy HH:mm:ss',
    });
  });

  it.each(['latitude', 'longitude'])('refuses a %s that is no number', (field) => {
    for (const value of [undefined, null, '', 'NaN', '6,44', '0x10', Number.NaN, [6.44]]) {
      expect(readLoconavReport({ ...documented, [field]: value }, utc)).toEqual({
        fault: `${field}: must be a number`,
      });
    }
  });
});

describe('reading a last-known position of LocoNav', () => {
  const coordinates = (timestamp: unknown, lat: unknown = 6.445512, long: unknown = 3.362841) => ({
    lat: { value: lat, timestamp },
    long: { value: long, timestamp },
  });
  const lastKnown = (currentLocationCoordinates: unknown) => ({
    vehicleNumber: 'KBX 123A',
    vehicleId: 'f00',
    gps: {
      speed: { value: 12, unit: 'km/h', timestamp: '2024-02-05T10:33:00Z' },
      ignition: { value: 'ON', timestamp: '2024-02-05T10:30:45Z' },
      orientation: { value: '34', timestamp: '2024-02-05T10:30:45Z' },
      currentLocationCoordinates,
    },
  });

  it('dates it by its coordinates', () => {
    expect(readLoconavReport(lastKnown(coordinates('2024-02-05T10:30:45Z')), utc)).toEqual({
      fix: {
        deviceTimeMs: Date.parse('2024-02-05T10:30:45Z'),
        latitude: 6.445512,
        longitude: 3.362841,
        speedKmh: 12,
        headingDegrees: 34,
        ignition: true,
      },
    });
  });

  it('is the same fix as its webhook', () => {
    const webhook = { gpstime: '05-02-2024 10:30:45', latitude: 6.445512, longitude: 3.362841 };
    const polled = lastKnown(coordinates('2024-02-05T10:30:45.870Z', '6.445512', '3.362841'));
    const [byWebhook, byPoll] = [webhook, polled].map((report) => readLoconavReport(report, utc));
    const same = (read: typeof byWebhook) =>
      read !== undefined && 'fix' in read
        ? [read.fix.deviceTimeMs, read.fix.latitude, read.fix.longitude]
        : read;
    expect(same(byPoll)).toEqual(same(byWebhook));
  });

  it.each([
    ['2024-02-05T10:30:45', 'Africa/Lagos', '2024-02-05T09:30:45Z'],
    ['2024-02-05T16:00:45.000+05:30', 'Africa/Lagos', '2024-02-05T10:30:45Z'],
    [1707129045, 'UTC', '2024-02-05T10:30:45Z'],
    ['1707129045', 'UTC', '2024-02-05T10:30:45Z'],
    [1707129045870, 'UTC', '2024-02-05T10:30:45Z'],
  ])('reads %p, in %s', (timestamp, zone, expected) => {
    const read = readLoconavReport(lastKnown(coordinates(timestamp)), zoneNamed(zone) ?? utc);
    expect(read).toMatchObject({ fix: { deviceTimeMs: Date.parse(expected) } });
  });

  it('takes sensors that were left out as not said', () => {
    const gps = { currentLocationCoordinates: coordinates('2024-02-05T10:30:45Z') };
    expect(readLoconavReport({ gps }, utc)).toMatchObject({
      fix: { speedKmh: null, headingDegrees: null, ignition: null },
    });
  });

  it.each([
    [undefined, 'lat.timestamp'],
    [coordinates('yesterday'), 'lat.timestamp'],
    [coordinates(-5), 'lat.timestamp'],
    [coordinates('2024-02-05T10:30:45Z', null), 'lat.value'],
    [coordinates('2024-02-05T10:30:45Z', 6, 'east'), 'long.value'],
  ])('names the field at fault in %j', (some, field) => {
    expect(readLoconavReport(lastKnown(some), utc)).toEqual({
      fault: expect.stringContaining(`gps.currentLocationCoordinates.${field}`) as string,
    });
  });
});
