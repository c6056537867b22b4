import { topics } from '@watch-tower/contracts';
import { dailyPartitions, sql, utcDay } from '@watch-tower/database';
import { openFleet, reportOf, secondsAgo, type Fleet, type Service } from '../../testing/fleet.js';

const daySeconds = 86_400;

describe('keeping position partitions', () => {
  let fleet: Fleet;
  let service: Service;

  beforeEach(async () => {
    fleet = await openFleet({ positionsKeptDays: 4 });
    service = fleet.start();
    await service.registerTruck('KBX123A');
  });
  afterEach(() => fleet.close());

  const days = async () => (await dailyPartitions(fleet.database, 'vehicle_positions')).map(({ day }) => day);
  const inDays = (count: number) => new Date(Date.now() + count * daySeconds * 1_000);

  /** As if the horizon had stood where it is for two minutes. */
  const letHorizonStand = () =>
    fleet.database.query(sql`update positions_horizon set marked_at = now() - interval '2 minutes'`);

  it('puts a day behind the horizon first, from when on its fixes are too late, and drops it later', async () => {
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(3 * daySeconds) })]);
    await service.partitions.keep(inDays(2));
    expect(await days()).toContainEqual(utcDay(inDays(-3)));
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(3 * daySeconds - 60) })]);
    expect((await fleet.quarantine()).map(({ reason }) => reason)).toEqual(['too_late']);

    await service.partitions.keep(inDays(2));
    expect(await fleet.positions()).toHaveLength(1);
    await letHorizonStand();
    await service.partitions.keep(inDays(2));
    expect(await fleet.positions()).toEqual([]);
    expect((await days()).at(0)).toEqual(utcDay(inDays(-2)));
    expect((await days()).at(-1)).toEqual(utcDay(inDays(9)));
  });

  it('keeps the positions of a day whose visits are still to be found again, and then its last checkpoint', async () => {
    const hours = [3 * daySeconds + 7_200, 3 * daySeconds + 3_600, 3 * daySeconds, 60];
    await service.take(hours.map((seconds) => reportOf({ plate: 'KBX123A', at: secondsAgo(seconds) })));
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(30) })]);
    await fleet.database.query(sql`
      insert into visit_dirty_hours select truck_id, min(hour) from visit_checkpoints group by truck_id`);
    await service.partitions.keep(inDays(3));
    await letHorizonStand();
    await service.partitions.keep(inDays(3));
    expect(await fleet.positions()).toHaveLength(5);

    await service.catchUp.catchUp();
    await service.partitions.keep(inDays(3));
    const [frozen] = await fleet.database.query<{ count: string }>(sql`
      select count(*) from visit_checkpoints where hour < (select oldest_day from positions_horizon)`);
    expect(frozen?.count).toBe('1');
    expect((await fleet.positions()).length).toBeLessThan(5);
  });

  it('leaves and tells a thinned track of what it drops, of good fixes alone, and forgets it in its turn', async () => {
    const start = utcDay(inDays(-2)).getTime() + 6 * 3_600_000;
    const at = (minutes: number, latitude = 6.44) =>
      reportOf({ plate: 'KBX123A', at: new Date(start + minutes * 60_000), latitude });
    // In the seventh minute it was nowhere near; from then on it was silent for half an hour.
    await service.take([at(0), at(2), at(4, 6.441), at(6), at(7, 9), at(8), at(38), at(61), at(62), at(63)]);
    const tracks = () =>
      fleet.database.query<{ hour: Date; fixes: number; points: { deviceTime: string }[] }>(
        sql`select hour, fixes, points from thinned_tracks order by hour`,
      );
    const keptUntil = inDays(4);
    await service.partitions.keep(keptUntil);
    await letHorizonStand();
    expect(await tracks()).toEqual([]);
    await service.partitions.keep(keptUntil);
    expect(await fleet.positions()).toEqual([]);

    const point = (minutes: number, latitude = 6.44) =>
      expect.objectContaining({
        deviceTime: new Date(start + minutes * 60_000).toISOString(),
        ...{ latitude, longitude: 3.36, speedKmh: 12, ignition: true, channel: 'webhook' },
      }) as { deviceTime: string };
    const kept = [
      { hour: new Date(start), fixes: 6, points: [point(0), point(4, 6.441), point(6), point(8), point(38)] },
      { hour: new Date(start + 3_600_000), fixes: 3, points: [point(61), point(63)] },
    ];
    expect(await tracks()).toEqual(kept);
    const told = await fleet.messages(topics.thinnedTracks);
    expect(
      told.map(({ data: { hour, fixes, points } }) => ({ hour: new Date(hour), fixes, points })),
    ).toEqual(kept);
    expect(await service.metrics.getSingleMetricAsString('watchtower_thinned_hours_total')).toMatch(/ 2$/);
    await fleet.database.query(sql`update thinned_tracks set hour = hour - interval '800 days'`);
    await service.partitions.keep(keptUntil);
    expect(await tracks()).toEqual([]);
  });

  it('never moves the horizon back', async () => {
    await service.partitions.keep(inDays(2));
    await service.partitions.keep(new Date());
    const [horizon] = await fleet.database.query<{ day: Date }>(
      sql`select oldest_day as day from positions_horizon`,
    );
    expect(horizon?.day).toEqual(utcDay(inDays(-2)));
  });

  it('makes every day when it stood still for weeks', async () => {
    await service.partitions.keep(new Date());
    await letHorizonStand();
    await service.partitions.keep(inDays(60));
    await letHorizonStand();
    await service.partitions.keep(inDays(60));
    expect((await days()).at(0)).toEqual(utcDay(inDays(56)));
    expect(await days()).toHaveLength(12);
  });
});
