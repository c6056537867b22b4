import { topics } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { openFleet, reportOf, secondsAgo, type Fleet, type Service } from '../../testing/fleet.js';

describe('releasing quarantined reports', () => {
  let fleet: Fleet;
  let service: Service;

  beforeAll(async () => {
    fleet = await openFleet();
  });
  beforeEach(async () => {
    await fleet.clear();
    service = fleet.start();
  });
  afterAll(() => fleet.close());

  it('takes up what waited for a truck, by plate and by IMEI, judged like any other', async () => {
    const reports = [
      ...Array.from({ length: 600 }, (_, index) =>
        reportOf({ plate: 'KBX-123 A', at: secondsAgo(2_000 - index) }),
      ),
      reportOf({ imei: '0210716299', at: secondsAgo(20) }),
      reportOf({ plate: 'KBX123A', at: secondsAgo(20) }),
      reportOf({ plate: 'KBX123A', latitude: 0, longitude: 0 }),
      reportOf({ plate: 'ANOTHER', at: secondsAgo(20) }),
    ];
    await service.take(reports);
    const truckId = await service.registerTruck('kbx 123a', '0210716299');
    await service.release.releaseAll();

    expect(await fleet.positions()).toHaveLength(601);
    const versions = (await fleet.published(topics.positionEvents)).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 601 }, (_, index) => index + 1));
    const quarantine = await fleet.quarantine();
    expect(quarantine.filter(({ isReleased }) => isReleased)).toHaveLength(602);
    expect(
      quarantine
        .filter(({ isReleased }) => !isReleased)
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(['unknown_vehicle', 'zero_coordinates']);
    const told = await fleet.published(topics.quarantineEvents);
    const ofType = (type: string) => told.filter((one) => one.type === `watchtower.report.${type}.v1`);
    expect(ofType('released')).toHaveLength(602);
    // One was judged once its truck was known, and is told again with the reason of that.
    expect(ofType('quarantined')).toHaveLength(605);
    const [latest] = (await fleet.published(topics.truckPositions)).slice(-1);
    expect(latest).toMatchObject({ key: truckId, data: { deviceTime: secondsAgo(20).toISOString() } });
  });

  it('counts a report once that is delivered again after its release', async () => {
    const report = reportOf({ plate: 'KBX123A' });
    await service.take([report]);
    await service.registerTruck('KBX123A');
    await service.release.releaseAll();
    await service.take([report]);
    await service.release.releaseAll();
    expect(await fleet.positions()).toHaveLength(1);
    expect(await fleet.published(topics.positionEvents)).toHaveLength(1);
    expect(await fleet.quarantine()).toMatchObject([{ isReleased: true }]);
    expect((await fleet.published(topics.quarantineEvents)).map(({ type }) => type)).toEqual([
      'watchtower.report.quarantined.v1',
      'watchtower.report.released.v1',
      'watchtower.report.duplicates-dropped.v1',
    ]);
  });

  it('sees a truck that another replica registered', async () => {
    await service.take([reportOf({ plate: 'T1' })]);
    await fleet.start().registerTruck('T1');
    await service.take([reportOf({ plate: 'T1', at: secondsAgo(1) })]);
    expect(await fleet.positions()).toHaveLength(1);
  });

  it('forgets old reports and keeps young ones', async () => {
    await service.take(Array.from({ length: 2 }, () => reportOf({ plate: 'UNKNOWN' })));
    await fleet.database.query(sql`
      update quarantined_positions set created_at = now() - interval '31 days'
      where message_id = (select message_id from quarantined_positions limit 1)`);
    await service.forget.forget();
    expect(await fleet.quarantine()).toHaveLength(1);
  });
});
