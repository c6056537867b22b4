import { gpsTimeFormat } from './gps-time.js';
import { locationMessage, type Report } from './location-message.js';

const report: Report = {
  plate: 'TN19AA7420',
  imei: '0210716299',
  timeMs: Date.UTC(2021, 11, 17, 9, 57, 7),
  lat: 11.125757,
  lon: 79.140228,
  speedKmh: 0,
  heading: 201,
  ignition: true,
  sharpTurn: false,
  harshBraking: false,
  harshAcceleration: false,
};

describe('location message', () => {
  it('is LocoNav’s published sample, field by field', () => {
    expect(JSON.stringify(locationMessage(report, gpsTimeFormat('UTC')))).toBe(
      '{"imei":"0210716299","speed":0,"gpstime":"17-12-2021 09:57:07","ignition":"1","latitude":11.125757,' +
        '"longitude":79.140228,"orientation":201,"vehiclenumber":"TN19AA7420","sharpTurn":"0","harshBraking":"0",' +
        '"harshAcceleration":"0","rockBreakerPedal":"0"}',
    );
  });

  it('leaves out what the source did not measure', () => {
    const { speedKmh, heading, ignition, ...measured } = report;
    const message = locationMessage(measured, gpsTimeFormat('UTC'));
    expect([speedKmh, heading, ignition]).toEqual([0, 201, true]);
    expect(Object.keys(message)).not.toEqual(expect.arrayContaining(['speed']));
    expect(message).not.toHaveProperty('orientation');
    expect(message).not.toHaveProperty('ignition');
  });

  it.each([
    ['UTC', '31-12-2026 23:30:00'],
    ['Africa/Lagos', '01-01-2027 00:30:00'],
    ['Asia/Kolkata', '01-01-2027 05:00:00'],
  ])('writes gpstime in %s', (zone, text) => {
    expect(gpsTimeFormat(zone)(Date.UTC(2026, 11, 31, 23, 30))).toBe(text);
  });
});
