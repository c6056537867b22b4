import { topics, type Fence, type Visit as PublicVisit } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { verdictOf, visitsOf, type Place, type Sighting } from '@watch-tower/fleet-domain';
import { comparable, comparableOf, seeded } from '@watch-tower/testing';
import {
  openFleet,
  registerLocation,
  reportOf,
  secondsAgo,
  type Fleet,
  type Published,
  type Service,
} from '../../testing/fleet.js';
import type { ReportedPosition } from '../../positions/reported-position.js';
import { fold } from '../../testing/told-visits.js';
import { recordFence } from '../fences/fences.js';

const metresNorth = 1 / 111_195.08;
const origin = { latitude: 6.44, longitude: 3.36 };
const fence: Fence = { shape: 'circle', ...origin, radiusM: 100 };

const fiveHoursAgo = secondsAgo(5 * 3_600).getTime();

/** Some minutes after a time five hours ago. */
const timeOf = (minute: number): Date => new Date(fiveHoursAgo + Math.round(minute * 60) * 1_000);

/** A report of a truck at that time, some metres north of the place. */
const passing = (minute: number, northM: number): ReportedPosition =>
  reportOf({
    plate: 'T1',
    at: timeOf(minute),
    latitude: origin.latitude + northM * metresNorth,
    longitude: origin.longitude,
  });

const minuteOf = (instant: string | null | undefined): number | null =>
  instant === null || instant === undefined ? null : (Date.parse(instant) - fiveHoursAgo) / 60_000;

const inMinutes = ({ startedAt, endedAt, leftBefore, status }: PublicVisit) => ({
  status,
  startedAt: minuteOf(startedAt),
  endedAt: minuteOf(endedAt),
  leftBefore: minuteOf(leftBefore),
});

const kind = ({ type }: Published): string => type.split('.')[2] ?? '';

describe('visits of the running service', () => {
  let fleet: Fleet;
  let service: Service;

  beforeAll(async () => {
    fleet = await openFleet();
  });
  beforeEach(async () => {
    await fleet.clear();
    service = fleet.start();
    await service.registerTruck('T1');
  });
  afterAll(() => fleet.close());

  const told = () => fleet.published(topics.visitEvents);
  const kinds = async () => (await told()).map(kind);
  const fixes = async (): Promise<Sighting[]> =>
    (await fleet.positions()).map(({ deviceTime, latitude, longitude }) => ({
      deviceTimeMs: deviceTime.getTime(),
      latitude,
      longitude,
    }));
  const storedVerdicts = async (): Promise<string[]> =>
    (
      await fleet.database.query<{ verdict: string }>(
        sql`select verdict from vehicle_positions order by device_time`,
      )
    ).map(({ verdict }) => verdict);
  const stay = Array.from({ length: 8 }, (_, minute) => passing(minute, 20));
  const leaving = [passing(8, 120), passing(9, 400), passing(11, 900), passing(12, 2_000)];

  it('are started, confirmed and ended, each once, with their evidence', async () => {
    const locationId = await registerLocation(service, fence);
    for (const report of [...stay, ...leaving]) await service.take([report]);
    await service.take([...stay, ...leaving]);
    expect(await kinds()).toEqual(['started', 'confirmed', 'ended']);
    const [visit] = fold(await told());
    expect(visit).toMatchObject({
      locationId,
      longestGapSeconds: 60,
      unobservedSeconds: 0,
      evidence: { rule: 'visit/1', fenceVersion: 1 },
    });
    expect(visit && inMinutes(visit)).toEqual({ status: 'ended', startedAt: 0, endedAt: 7, leftBefore: 8 });
  });

  it('are withdrawn when the truck only drove by', async () => {
    await registerLocation(service, fence);
    for (const report of [passing(0, -900), passing(1, 0), passing(2, 900), passing(4, 1_800)]) {
      await service.take([report]);
    }
    expect(await kinds()).toEqual(['started', 'withdrawn']);
    expect((await told()).at(-1)?.data).toMatchObject({ reason: 'drive_by' });
    expect(await fleet.database.query(sql`select 1 from visits`)).toEqual([]);
  });

  it('are corrected by late fixes, under the same id', async () => {
    await registerLocation(service, fence);
    await service.take(stay.slice(1));
    await service.take(leaving);
    const [before] = fold(await told());
    await service.take(stay.slice(0, 1));
    const messages = await told();
    expect(messages.map(kind)).toEqual(['confirmed', 'ended', 'corrected']);
    expect(messages.at(-1)?.data).toMatchObject({ before });
    expect(fold(messages)).toMatchObject([{ id: before?.id }]);
    expect(fold(messages).map(inMinutes)).toEqual([
      { status: 'ended', startedAt: 0, endedAt: 7, leftBefore: 8 },
    ]);
  });

  it('come to light where a place becomes known after the fixes, once', async () => {
    await service.take([...stay, ...leaving, passing(100, 5_000), passing(200, 5_000)]);
    const locationId = await registerLocation(service, fence);
    await registerLocation(service, { ...fence, latitude: 7 });
    await service.catchUp.catchUp();
    await service.catchUp.catchUp();
    expect(await kinds()).toEqual(['ended']);
    expect(fold(await told())).toMatchObject([{ locationId }]);
  });

  it('go on under the fence in force, and close when it is taken away', async () => {
    const locationId = await registerLocation(service, fence);
    await service.take(stay);
    const fromMs = secondsAgo(5 * 3_600 - 450).getTime();
    await fleet.database.transaction((tx) =>
      recordFence(tx, locationId, { version: 2, fromMs, fence: null }),
    );
    await service.take([passing(8, 20)]);
    expect(fold(await told()).map(inMinutes)).toEqual([
      { status: 'ended', startedAt: 0, endedAt: 7, leftBefore: 8 },
    ]);
  });

  it.each([
    ['within an hour', 1],
    ['in the hour before', -2.25],
  ])('are no work of outliers, whose verdict is told when it changes, %s', async (_, minutesFromHour) => {
    const first = 60 - ((fiveHoursAgo / 60_000) % 60) + minutesFromHour;
    await registerLocation(service, fence);
    await service.take([passing(first, 20_000), passing(first + 1, 20_000)]);
    await service.take([passing(first + 2, 0)]);
    expect(await kinds()).toEqual(['started']);
    await service.take([passing(first + 3, 20_000)]);
    expect(await kinds()).toEqual(['started', 'withdrawn']);
    expect(await storedVerdicts()).toEqual(['good', 'good', 'outlier', 'good']);
    await service.take([passing(first + 2.5, 0)]);
    expect(await storedVerdicts()).toEqual(['good', 'good', 'good', 'good', 'good']);
    const positions = await fleet.published(topics.positionEvents);
    expect(positions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const deviceTime = timeOf(first + 2).toISOString();
    expect(positions.filter(({ type }) => type.includes('rejudged')).map(({ data }) => data)).toMatchObject([
      { verdict: 'outlier', deviceTime },
      { verdict: 'good', deviceTime },
    ]);
  });

  it('equal the batch, whatever the order, slices and copies', async () => {
    const locationId = await registerLocation(service, fence);
    const random = seeded(20_261_123);
    const spots = [0, 0, 95, 105, 128, 135, 420, 900, 20_000];
    let north = 0;
    const reports = Array.from({ length: 290 }, (_, minute) => {
      if (random() < 0.2) north = spots[Math.floor(random() * spots.length)] ?? 0;
      const jump = random() < 0.05 ? 9_000 : 0;
      return passing(minute + (minute > 100 ? 12 : 0), north + jump + (random() - 0.5) * 20);
    }).filter((_, minute) => minute < 278);
    const arrivals = reports
      .flatMap((report, turn) => [
        { report, turn: turn + random() * 10 + (random() < 0.05 ? 120 : 0) },
        ...(random() < 0.1 ? [{ report, turn: turn + random() * 100 }] : []),
      ])
      .sort((a, b) => a.turn - b.turn)
      .map(({ report }) => report);
    for (let from = 0; from < arrivals.length; from += 7) await service.take(arrivals.slice(from, from + 7));
    await service.catchUp.catchUp();

    const place: Place = { id: locationId, fences: [{ version: 1, fromMs: 0, fence }] };
    const all = await fixes();
    const batch = visitsOf(all, [place]);
    expect(batch.length).toBeGreaterThan(3);
    const verdicts = all.map((fix, nth) => verdictOf(all[nth - 1] ?? null, fix, all[nth + 1] ?? null));
    expect(verdicts).toContain('outlier');
    expect(await storedVerdicts()).toEqual(verdicts);
    const toldVerdicts = new Map(
      (await fleet.published(topics.positionEvents)).map(({ data }) => {
        const { deviceTime, verdict } = data as { deviceTime: string; verdict: string };
        return [Date.parse(deviceTime), verdict] as const;
      }),
    );
    expect(all.map(({ deviceTimeMs }) => toldVerdicts.get(deviceTimeMs))).toEqual(verdicts);
    const messages = await told();
    expect(
      fold(messages)
        .filter(({ status }) => status === 'ended')
        .map(comparable),
    ).toEqual(batch.filter(({ status }) => status === 'ended').map(comparableOf));
    expect(fold(messages)).toHaveLength(batch.length);
    const repeated = messages.length;
    await service.take(arrivals);
    expect(await told()).toHaveLength(repeated);
  });
});
