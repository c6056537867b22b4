import type { TrackPoint } from '@watch-tower/contracts';
import { toCsv, toGpx } from './to-file.js';

const point: TrackPoint = {
  deviceTime: '2026-11-23T08:00:00.000Z',
  receivedAt: '2026-11-23T08:00:04.500Z',
  lagSeconds: 4.5,
  latitude: 6.4531,
  longitude: -3.3641,
  speedKmh: 36,
  headingDegrees: 201,
  ignition: true,
  channel: 'webhook',
  late: false,
  verdict: 'good',
};
const bare: TrackPoint = { ...point, speedKmh: null, headingDegrees: null, ignition: null };

describe('a track as CSV', () => {
  it('has a header and a line for each point, empty where nothing is known', () => {
    expect(toCsv({ points: [point, bare] }).split('\r\n')).toEqual([
      'deviceTime,receivedAt,lagSeconds,latitude,longitude,speedKmh,headingDegrees,ignition,channel,late,verdict',
      '2026-11-23T08:00:00.000Z,2026-11-23T08:00:04.500Z,4.5,6.4531,-3.3641,36,201,true,webhook,false,good',
      '2026-11-23T08:00:00.000Z,2026-11-23T08:00:04.500Z,4.5,6.4531,-3.3641,,,,webhook,false,good',
      '',
    ]);
  });
});

describe('a track as GPX', () => {
  it('has a segment for each stretch without a gap', () => {
    const written = toGpx('KBX 123A', [[point, bare], [point]]);
    expect(written.match(/<trkseg>/g)).toHaveLength(2);
    expect(written).toContain('<gpxtpx:speed>10.00</gpxtpx:speed><gpxtpx:course>201</gpxtpx:course>');
    expect(written).toContain(
      '<trkpt lat="6.4531" lon="-3.3641"><time>2026-11-23T08:00:00.000Z</time><src>webhook</src></trkpt>',
    );
  });

  it('writes a number as text, whatever it holds', () => {
    expect(toGpx('A&<B>"\u0001', [])).toContain('<name>A&amp;&lt;B&gt;&quot;</name>');
  });
});
