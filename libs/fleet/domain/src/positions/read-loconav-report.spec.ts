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
