import { topics, type Topics, type TrackPoint } from '@watch-tower/contracts';
import { dailyPartitions, sql, utcDay } from '@watch-tower/database';
import { newId, type Incoming } from '@watch-tower/messaging';
import { acceptedFix, type AcceptedFix } from '../../testing/accepted-fix.js';
import { messageOf, openReadModels, type ReadModels } from '../../testing/read-models.js';
import { ForgetThinnedTracks } from './forget-thinned-tracks.js';
import { GetTrack } from './get-track.js';
import { TrackPartitions } from './track-partitions.js';
import { thinnedTracksProjection } from './thinned-tracks.projection.js';
import { tracksProjection } from './tracks.projection.js';

const start = utcDay(new Date(), -1).getTime() + 8 * 3_600_000;
const at = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();

describe('tracks', () => {
  let models: ReadModels;
  let partitions: TrackPartitions;
  let tracks: GetTrack;
  let truckId: string;
  let version: number;

  beforeAll(async () => {
    models = await openReadModels();
    partitions = new TrackPartitions(models.database, models.schedule, { tracksKeptDays: 3 });
    tracks = new GetTrack(models.database, partitions, { silenceMinutes: 10 });
    await partitions.ready(new Date());
  });
  beforeEach(async () => {
    await models.clear();
    truckId = newId();
    version = 0;
  });
  afterAll(() => models.close());

  const accepted = (seconds: number, fix: Partial<AcceptedFix> = {}): Incoming<Topics['positionEvents']> =>
    messageOf(
      topics.positionEvents,
      'watchtower.position.accepted.v1',
      acceptedFix(truckId, at(seconds), { receivedAt: at(seconds + 4), lagSeconds: 4, ...fix }),
      { key: truckId, version: ++version },
    );
  const rejudged = (seconds: number, verdict: 'good' | 'outlier', latitude = 6.45) =>
    messageOf(
      topics.positionEvents,
      'watchtower.position.rejudged.v1',
      { truckId, deviceTime: at(seconds), latitude, longitude: 3.36, verdict },
      { key: truckId, version: ++version },
    );
  const ask = async (query: { verdict?: 'all' | 'good'; simplify?: number; to?: string } = {}) =>
    tracks.read(
      { id: truckId, number: 'KBX 123A' },
      { from: at(0), to: at(10_000), verdict: 'all', ...query },
    );
  const brief = (points: readonly TrackPoint[]) =>
    points.map(({ deviceTime, latitude, verdict }) => [
      (Date.parse(deviceTime) - start) / 1_000,
      latitude,
      verdict,
    ]);

  it.each([1, 2, 100])('tell the same in slices of %d, each delivered twice', async (sliceSize) => {
    const messages = [
      accepted(0),
      accepted(60, { late: true, channel: 'poll', ignition: null, speedKmh: null }),
      accepted(30, { latitude: 7, verdict: 'outlier' }),
      accepted(90, { latitude: 6.6 }),
      accepted(90, { latitude: 6.5, replaces: { latitude: 6.6, longitude: 3.36 } }),
      accepted(90, { latitude: 6.4, replaces: { latitude: 6.5, longitude: 3.36 } }),
      rejudged(90, 'outlier', 6.5),
      rejudged(30, 'good', 7),
      rejudged(60, 'outlier'),
      accepted(120, { verdict: 'outlier' }),
      rejudged(120, 'good'),
    ];
    await models.project(tracksProjection(partitions), messages, sliceSize);
    const { track } = await ask();
    expect(track).toMatchObject({ truckId, number: 'KBX 123A', fixes: 5, stale: false, gaps: [] });
    expect(brief(track.points)).toEqual([
      [0, 6.45, 'good'],
      [30, 7, 'good'],
      [60, 6.45, 'outlier'],
      [90, 6.6, 'replaced'],
      [90, 6.5, 'replaced'],
      [90, 6.4, 'good'],
      [120, 6.45, 'good'],
    ]);
    expect(track.points[0]).toEqual({
      deviceTime: at(0),
      receivedAt: at(4),
      lagSeconds: 4,
      latitude: 6.45,
      longitude: 3.36,
      speedKmh: 40,
      headingDegrees: 90,
      ignition: true,
      channel: 'webhook',
      late: false,
      verdict: 'good',
    });
    expect(track.points[2]).toMatchObject({ late: true, channel: 'poll', ignition: null, speedKmh: null });
    expect(track.points[3]).toMatchObject({ receivedAt: at(94), lagSeconds: 4 });
    expect(brief((await ask({ verdict: 'good' })).track.points)).toEqual([
      [0, 6.45, 'good'],
      [30, 7, 'good'],
      [90, 6.4, 'good'],
      [120, 6.45, 'good'],
    ]);
  });

  it('show gaps, and keep their ends when simplified', async () => {
    const seconds = [0, 30, 60, 90, 700, 730, 760];
    await models.project(
      tracksProjection(partitions),
      seconds.map((second) => accepted(second)),
    );
    const gap = { from: at(90), to: at(700), seconds: 610 };
    expect((await ask()).track.gaps).toEqual([gap]);
    const { track, segments } = await ask({ simplify: 20 });
    expect(track).toMatchObject({ fixes: 7, simplifiedToMeters: 20, gaps: [gap], silenceSeconds: 600 });
    expect(brief(track.points).map(([second]) => second)).toEqual([0, 90, 700, 760]);
    expect(segments.map(({ length }) => length)).toEqual([2, 2]);
  });

  it('are stale while a fix is missing', async () => {
    const [first, second, third] = [accepted(0), accepted(30), accepted(60)];
    await models.project(tracksProjection(partitions), [first, third]);
    expect((await ask()).track).toMatchObject({ stale: true, fixes: 1 });
    await models.project(tracksProjection(partitions), [second]);
    expect((await ask()).track).toMatchObject({ stale: false, fixes: 3 });
  });

  it('pass over fixes that are older than retention', async () => {
    const old = new Date(Date.now() - 40 * 86_400_000).toISOString();
    await models.project(tracksProjection(partitions), [accepted(0, { deviceTime: old }), accepted(30)]);
    expect((await ask()).track.fixes).toBe(1);
  });

  it('are thinned where they are too old to be kept whole', async () => {
    const wholeFromMs = partitions.wholeFrom(new Date()).getTime();
    const instant = (minutes: number): string => new Date(wholeFromMs + minutes * 60_000).toISOString();
    const thinnedPoint = (minutes: number) => ({
      ...{ deviceTime: instant(minutes), receivedAt: instant(minutes + 1), latitude: 6.3, longitude: 3.3 },
      ...({ speedKmh: 30, headingDegrees: null, ignition: true, channel: 'webhook' } as const),
    });
    const thinned = (hour: number, minutes: readonly number[]) =>
      messageOf(
        topics.thinnedTracks,
        'watchtower.track.thinned.v1',
        { truckId, hour: instant(hour * 60), fixes: 50, points: minutes.map(thinnedPoint) },
        { key: truckId },
      );
    await models.project(thinnedTracksProjection, [
      thinned(-3, [-170]),
      thinned(-2, [-110, -80]),
      thinned(-1, [-50, -45, -41]),
    ]);
    const dayMinutes = 1_440;
    await models.project(tracksProjection(partitions), [
      accepted(0, { deviceTime: instant(dayMinutes) }),
      accepted(0, { deviceTime: instant(dayMinutes + 20) }),
    ]);
    const read = async (from: number, to: number) =>
      (
        await tracks.read(
          { id: truckId, number: 'KBX 123A' },
          { from: instant(from), to: instant(to), verdict: 'all' },
        )
      ).track;
    const minutesOf = (points: readonly TrackPoint[]) =>
      points.map(({ deviceTime }) => (Date.parse(deviceTime) - wholeFromMs) / 60_000);

    const whole = await read(-100, dayMinutes + 10);
    expect(minutesOf(whole.points)).toEqual([-80, -50, -45, -41, dayMinutes]);
    expect(whole).toMatchObject({ fixes: 101, thinnedBefore: instant(0), gaps: [{}, {}] });
    expect(whole.points[0]).toEqual({ ...thinnedPoint(-80), lagSeconds: 60, late: null, verdict: 'good' });
    expect(minutesOf((await read(-110, -80)).points)).toEqual([-110]);
    expect(await read(0, dayMinutes + 21)).toMatchObject({ fixes: 2, thinnedBefore: null });

    await models.database.query(sql`update thinned_tracks set hour = hour - interval '10 days'`);
    await new ForgetThinnedTracks(models.database, models.schedule, { thinnedTracksKeptDays: 12 }).forget();
    expect(await models.database.query(sql`select 1 from thinned_tracks`)).toEqual([]);
  });

  it('refuse what is too much, and say how far one may ask', async () => {
    await expect(ask({ to: at(32 * 86_400) })).rejects.toMatchObject({ code: 'track_too_long', status: 422 });
    await models.database.query(sql`
      insert into truck_fixes
        (truck_id, device_time, received_at, latitude, longitude, channel, late, outlier)
      select ${truckId}, moment, moment, 6, 3, 'webhook', false, false
      from generate_series(${at(0)}::timestamptz, ${at(25_000)}::timestamptz, interval '1 second') as moment`);
    await expect(ask({ to: at(30_000) })).rejects.toMatchObject({
      code: 'track_too_many_fixes',
      details: { errors: [{ field: 'to', message: `must be at most ${at(25_000)}` }] },
    });
    expect((await ask({ to: at(25_000) })).track.fixes).toBe(25_000);
  });

  it('cost what is asked for: only the partitions of the span are looked at', async () => {
    await models.project(tracksProjection(partitions), [accepted(0)]);
    const plan = await models.database.query<Record<'QUERY PLAN', string>>(sql`
      explain (analyze, costs off, timing off, summary off)
      select * from truck_fixes
      where truck_id = ${truckId} and device_time >= ${at(0)} and device_time < ${at(100)} order by device_time`);
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text.match(/truck_fixes_\d{8}/g)?.length).toBeLessThanOrEqual(2);
  });

  it('have a partition for every day of retention and a week ahead, and lose the older', async () => {
    const now = new Date();
    const later = new Date(now.getTime() + 3 * 86_400_000);
    const days = async () =>
      (await dailyPartitions(models.database, 'truck_fixes')).map(({ day }) => day.getTime());
    await partitions.keep(now);
    expect(Math.min(...(await days()))).toBe(utcDay(now, -3).getTime());
    expect(Math.max(...(await days()))).toBe(utcDay(now, 8).getTime());
    await partitions.keep(later);
    expect(Math.min(...(await days()))).toBe(utcDay(later, -4).getTime());
    await Promise.all([partitions.ready(later), partitions.ready(later)]);
    expect(Math.max(...(await days()))).toBe(utcDay(later, 8).getTime());
    await partitions.ready(now);
    await partitions.keep(now);
  });
});
