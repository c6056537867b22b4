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
