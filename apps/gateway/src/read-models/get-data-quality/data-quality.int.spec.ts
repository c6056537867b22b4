import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { openReadModels, type ReadModels } from '../../testing/read-models.js';
import { TrackPartitions } from '../get-track/track-partitions.js';
import { GetDataQuality } from './get-data-quality.js';

describe('the quality of all fixes', () => {
  let models: ReadModels;
  let quality: GetDataQuality;

  beforeAll(async () => {
    models = await openReadModels();
    quality = new GetDataQuality(models.database);
    await new TrackPartitions(models.database, models.schedule, { tracksKeptDays: 2 }).ready(new Date());
  });
  beforeEach(async () => models.clear());
  afterAll(() => models.close());

  it('is nothing where there are no fixes', async () => {
    expect(await quality.read({ hours: 24 })).toMatchObject({
      hours: 24,
      fixes: 0,
      lagP50Seconds: null,
      late: 0,
      duplicates: 0,
      lagSteps: [10, 60, 300, 600, 3_600, null].map((upToSeconds) => ({ upToSeconds, fixes: 0 })),
      sources: [],
    });
  });

  it('is told of all sources and of each: lag, late ones, outliers and those that gave way', async () => {
    const truckId = newId();
    // Webhooks come 1 to 100 s after they were sent; polls come 400 s after, and one from before the window.
    await models.database.query(sql`
      insert into truck_fixes
        (truck_id, device_time, received_at, latitude, longitude, channel, late, outlier, replaced)
      select ${truckId}::uuid, sent, sent + nth * interval '1 second', 6, 3, 'webhook', nth > 80, nth = 7,
        case when nth = 9 then '[{}, {}]'::jsonb end
      from generate_series(1, 100) as nth,
        lateral (select date_trunc('second', now()) - interval '50 minutes' + nth * interval '20 seconds' as sent)
      union all
      select ${truckId}::uuid, sent, sent + interval '400 seconds', 6, 3, 'poll', true, true, null
      from generate_series(1, 4) as nth,
        lateral (select date_trunc('second', now()) - interval '55 minutes' + nth * interval '30 seconds' as sent)
      union all
      select ${truckId}::uuid, now() - interval '2 hours', now(), 6, 3, 'poll', true, true, null`);
    await models.database.query(sql`
      insert into dropped_duplicates (message_id, truck_id, dropped_at, count)
      values (${newId()}, ${truckId}, now() - interval '59 minutes', 3),
        (${newId()}, ${truckId}, now() - interval '61 minutes', 5)`);
    const steps = (...counts: number[]) =>
      counts.map((fixes, nth) => ({ upToSeconds: [10, 60, 300, 600, 3_600, null][nth], fixes }));
    expect(await quality.read({ hours: 1 })).toEqual({
      hours: 1,
      fixes: 104,
      lagP50Seconds: 52,
      lagP95Seconds: 99,
      lagMaxSeconds: 400,
      lagSteps: steps(10, 50, 40, 4, 0, 0),
      late: 24,
      outliers: 5,
      replaced: 2,
      duplicates: 3,
      sources: [
        {
          channel: 'poll',
          fixes: 4,
          lagP50Seconds: 400,
          lagP95Seconds: 400,
          lagMaxSeconds: 400,
          lagSteps: steps(0, 0, 0, 4, 0, 0),
          late: 4,
          outliers: 4,
          replaced: 0,
        },
        {
          channel: 'webhook',
          fixes: 100,
          lagP50Seconds: 50,
          lagP95Seconds: 95,
          lagMaxSeconds: 100,
          lagSteps: steps(10, 50, 40, 0, 0, 0),
          late: 20,
          outliers: 1,
          replaced: 2,
        },
      ],
    });
    expect((await quality.read({ hours: 3 })).fixes).toBe(105);
  });
});
