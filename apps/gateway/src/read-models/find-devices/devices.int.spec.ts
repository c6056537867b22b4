import { topics, type DeviceClock } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { messageOf, openReadModels, type ReadModels } from '../../testing/read-models.js';
import { TrackPartitions } from '../get-track/track-partitions.js';
import { deviceClocksProjection } from './device-clocks.projection.js';
import { FindDevices } from './find-devices.js';

const clock = (truckId: string, fields: Partial<DeviceClock> = {}): DeviceClock => ({
  truckId,
  verdict: 'ok',
  offSeconds: 0,
  zoneOffHours: null,
  judgedAt: '2026-11-23T08:00:00.000Z',
  evidence: {
    reports: 60,
    from: '2026-11-23T07:30:00.000Z',
    to: '2026-11-23T08:00:00.000Z',
    medianLagSeconds: 3,
    lowLagSeconds: 2,
    minLagSeconds: 1,
  },
  ...fields,
});

describe('the quality of devices', () => {
  let models: ReadModels;
  let devices: FindDevices;
  let first: string;
  let second: string;

  beforeAll(async () => {
    models = await openReadModels();
    devices = new FindDevices(models.database);
    await new TrackPartitions(models.database, models.schedule, { tracksKeptDays: 2 }).ready(new Date());
  });
  beforeEach(async () => {
    await models.clear();
    first = await models.register('truck', newId(), { number: 'A 1', plate: 'A1', imei: '0210716299' });
    second = await models.register('truck', newId(), { number: 'B 2', plate: 'B2', imei: null });
  });
  afterAll(() => models.close());

  const find = (query: object = {}) => devices.find({ limit: 50, hours: 24, ...query });

  it('is what the facts of the window say, nothing where there are none', async () => {
    await models.database.query(sql`
      insert into truck_fixes
        (truck_id, device_time, received_at, latitude, longitude, channel, late, outlier, replaced)
      select ${first}, sent, sent + nth * interval '1 second', 6, 3, 'webhook', nth > 80, nth = 7,
        case when nth = 9 then '[{}, {}]'::jsonb end
      from generate_series(1, 100) as nth,
        lateral (select date_trunc('second', now()) - interval '2 hours' + nth * interval '30 seconds' as sent)`);
    await models.database.query(sql`
      insert into truck_fixes (truck_id, device_time, received_at, latitude, longitude, channel, late, outlier)
      values (${first}, now() - interval '30 hours', now(), 6, 3, 'poll', true, true)`);
    await models.database.query(sql`
      insert into quarantined_reports
        (report_id, told_at, reason, truck_id, plate, received_at, channel, report, released_at)
      select gen_random_uuid(), now(), reason, truck_id, plate, now() - age, 'webhook', '{}', released_at
      from (values
        ('future', ${first}::uuid, 'A1', interval '1 hour', null::timestamptz),
        ('future', ${first}, 'A1', interval '2 hours', null),
        ('future', ${first}, 'A1', interval '25 hours', null),
        ('zero_coordinates', ${first}, 'A1', interval '3 hours', null),
        ('unreadable', null, 'A1', interval '3 hours', null),
        ('unreadable', null, 'C3', interval '3 hours', null),
        ('unknown_vehicle', null, 'A1', interval '3 hours', now())
      ) as report (reason, truck_id, plate, age, released_at)`);
    expect(await find()).toEqual({
      items: [
        {
          truckId: first,
          number: 'A 1',
          imei: '0210716299',
          fixes: 100,
          lastReceivedAt: expect.any(String) as string,
          lagP50Seconds: 50.5,
          lagP95Seconds: 95.05,
          lateShare: 0.2,
          outliers: 1,
          replaced: 2,
          quarantined: { future: 2, zero_coordinates: 1, unreadable: 1 },
          clock: null,
        },
        {
          truckId: second,
          number: 'B 2',
          imei: null,
          fixes: 0,
          lastReceivedAt: null,
          lagP50Seconds: null,
          lagP95Seconds: null,
          lateShare: null,
          outliers: 0,
          replaced: 0,
          quarantined: {},
          clock: null,
        },
      ],
      nextCursor: null,
    });
  });

  it('shows what fleet last said of each clock, and finds devices by it', async () => {
    const message = (version: number, state: DeviceClock) =>
      messageOf(topics.deviceClocks, 'watchtower.device-clock.judged.v1', state, {
        key: state.truckId,
        version,
      });
    const off = clock(first, { verdict: 'zone_off', offSeconds: 3_600, zoneOffHours: 1 });
    await models.project(
      deviceClocksProjection,
      [message(2, off), message(1, clock(first)), message(1, clock(second))],
      2,
    );
    const { truckId: _, ...shown } = off;
    expect((await find({ clock: 'zone_off' })).items).toMatchObject([{ truckId: first, clock: shown }]);
    expect((await find({ clock: 'off' })).items).toMatchObject([{ truckId: first }]);
    expect((await find({ text: 'b-2' })).items).toMatchObject([
      { truckId: second, clock: { verdict: 'ok' } },
    ]);
    const page = await find({ limit: 1 });
    expect(page.items).toMatchObject([{ truckId: first }]);
    expect((await find({ limit: 1, cursor: page.nextCursor ?? undefined })).items).toMatchObject([
      { truckId: second },
    ]);
  });
});
