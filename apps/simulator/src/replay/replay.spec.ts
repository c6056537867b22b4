import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pino } from 'pino';
import { wallClock } from '../clock.js';
import { readGpsTime, startReceiver } from '../testing/receiver.js';
import { createCounts } from '../webhook/counts.js';
import { createDelivery } from '../webhook/deliver.js';
import { gpsTimeFormat } from '../webhook/gps-time.js';
import type { Report } from '../webhook/location-message.js';
import { expectedFixes } from './expected-fixes.js';
import { readTrace } from './read-trace.js';
import { replay } from './replay.js';
import { shiftTrace } from './shift-trace.js';

const trace = `vehicle,device_time,received_time,lat,lon,speed_kmh,heading,ignition,occupied,kind
TRUCK-1,2018-05-03T15:10:00.000Z,2018-05-03T15:10:09.000Z,22.25,96.67,0,12,1,,ign-on
TRUCK-1,2018-05-03T15:12:00.000Z,2018-05-03T15:12:09.000Z,22.27,96.69,30.5,18,,,position
TRUCK-1,2018-05-03T15:11:00.000Z,2018-05-03T15:13:09.000Z,22.26,96.68,20,,,,harsh-braking
TRUCK-1,2018-05-03T15:11:00.900Z,,22.26,96.68,20,,0,,position
TRUCK-1,2018-05-03T15:30:00.000Z,,,,,,0,,heartbeat
TRUCK-1,2018-05-03T15:11:30.000Z,,0,0,5,,,,position
truck 1,2018-05-03T15:12:00.000Z,,22.27,96.60,,,,,position
`;
const to = Date.UTC(2026, 10, 23, 6, 0, 0, 700);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(content: string) {
  const file = join(folder, 'trace.csv.gz');
  await writeFile(file, gzipSync(content));
  return readTrace(file);
}

describe('a trace', () => {
  it('is shifted so that its newest position is at the moment, to the second, and nothing else changes', async () => {
    const { reports, skipped, shiftMs } = shiftTrace(await rowsOf(trace), to);
    expect(skipped).toBe(1);
    expect(shiftMs).toBe(Date.UTC(2026, 10, 23, 6) - Date.UTC(2018, 4, 3, 15, 12));
    expect(reports.map(({ timeMs }) => new Date(timeMs).toISOString().slice(11, 19))).toEqual([
      '05:58:00',
      '06:00:00',
      '05:59:00',
      '05:59:00',
      '05:59:30',
      '06:00:00',
    ]);
    expect(reports.map(({ lat }) => lat)).toEqual([22.25, 22.27, 22.26, 22.26, 0, 22.27]);
    expect(reports.map(({ harshBraking }) => harshBraking)).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(reports.map(({ ignition }) => ignition)).toEqual([
      true,
      undefined,
      undefined,
      false,
      undefined,
      undefined,
    ]);
  });

  it('must leave each valid fix once: copies count once, of two places at one time the smaller stands', async () => {
    expect(expectedFixes(shiftTrace(await rowsOf(trace), to).reports)).toEqual([
      { plate: 'TRUCK-1', deviceTime: '2026-11-23T05:58:00.000Z', lat: 22.25, lon: 96.67 },
      { plate: 'TRUCK-1', deviceTime: '2026-11-23T05:59:00.000Z', lat: 22.26, lon: 96.68 },
      { plate: 'truck 1', deviceTime: '2026-11-23T06:00:00.000Z', lat: 22.27, lon: 96.6 },
    ]);
  });

  it('leaves the same fixes in whatever order and number of copies it arrives', () => {
    const report = fc.record({
      lat: fc.integer({ min: -95, max: 95 }),
      lon: fc.integer({ min: -1, max: 1 }),
      second: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 60 }), fc.func(fc.nat()), (records, shuffle) => {
        const reports = records.map(({ lat, lon, second }): Report => ({
          plate: 'T1',
          imei: '1',
          timeMs: to - second * 1000,
          lat,
          lon,
          sharpTurn: false,
          harshBraking: false,
          harshAcceleration: false,
        }));
        const disordered = [...reports, ...reports].sort((a, b) => shuffle(a) - shuffle(b));
        expect(expectedFixes(disordered)).toEqual(expectedFixes(reports));
      }),
      { seed: 20_261_126 },
    );
  });

  it('without the columns, with a broken number or without a file says so', async () => {
    await expect(rowsOf('vehicle,lat\nT1,1\n')).rejects.toThrow('it has no column device_time');
    await expect(rowsOf(trace.replace('22.27', 'north'))).rejects.toThrow('trace.csv.gz:3: lat is no number');
    await expect(readTrace(join(folder, 'none.csv.gz'))).rejects.toThrow('ENOENT');
  });
});

describe('a replay', () => {
  it.each([1, 4])('sends in the file’s order, %i in a call, through failures', async (batch) => {
    let calls = 0;
    const receiver = await startReceiver((_call, response) =>
      response.writeHead(++calls % 2 === 1 ? 503 : 202).end(),
    );
    const { signal } = new AbortController();
    const counts = createCounts(() => 0);
    const target = { url: receiver.url, secretHeader: 'x-s', secret: 's', concurrency: 4 };
    const delivery = createDelivery(target, wallClock, counts, pino({ level: 'silent' }), signal);
    const shifted = shiftTrace(await rowsOf(trace), to);
    const pace = () => Promise.resolve();
    await replay(shifted, { batch, delivery, pace, gpsTime: gpsTimeFormat('UTC'), signal });
    delivery.close();
    await receiver.stop();
    expect(receiver.accepted.map(({ gpstime }) => readGpsTime(gpstime))).toEqual(
      shifted.reports.map(({ timeMs }) => timeMs),
    );
    expect(receiver.accepted.map(({ vehiclenumber }) => vehiclenumber)).toEqual(
      shifted.reports.map(({ plate }) => plate),
    );
    expect(counts.totals()).toMatchObject({
      sent: 6,
      accepted: 6,
      refused: 0,
      retried: Math.ceil(6 / batch),
    });
  });
});
