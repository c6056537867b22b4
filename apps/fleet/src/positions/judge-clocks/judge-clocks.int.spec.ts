import { topics } from '@watch-tower/contracts';
import { openFleet, reportOf, secondsAgo, type Fleet, type Service } from '../../testing/fleet.js';

describe('judging the clocks of devices', () => {
  let fleet: Fleet;
  let service: Service;
  let truckId: string;

  beforeAll(async () => {
    fleet = await openFleet();
  });
  beforeEach(async () => {
    await fleet.clear();
    service = fleet.start();
    truckId = await service.registerTruck('KBX 123A');
  });
  afterAll(() => fleet.close());

  /** A report each half minute until so many seconds ago, by a clock that is so far ahead. */
  const take = (count: number, aheadSeconds: number, untilSecondsAgo = 0) =>
    service.take(
      Array.from({ length: count }, (_, nth) => {
        const sentSecondsAgo = untilSecondsAgo + (count - nth) * 30;
        return reportOf({
          plate: 'KBX123A',
          at: secondsAgo(sentSecondsAgo - aheadSeconds),
          receivedAt: secondsAgo(sentSecondsAgo - 3),
        });
      }),
    );
  const told = async () =>
    (await fleet.published(topics.deviceClocks)).map(({ version, data }) => ({ version, data }));

  it('tells of each once, and again when that changes', async () => {
    await take(30, 0, 4_000);
    await service.judgeClocks.judgeAll();
    await service.judgeClocks.judgeAll();
    await fleet.start().judgeClocks.judgeAll();
    expect(await told()).toMatchObject([
      {
        version: 1,
        data: { truckId, verdict: 'ok', offSeconds: 0, evidence: { reports: 30, medianLagSeconds: 3 } },
      },
    ]);
    // All of them are from the future, and stand in quarantine alone.
    await take(60, 3_600);
    await service.judgeClocks.judgeAll();
    expect(await told()).toMatchObject([
      { version: 1 },
      {
        version: 2,
        data: { verdict: 'zone_off', zoneOffHours: 1, offSeconds: 3_597, evidence: { reports: 60 } },
      },
    ]);
    const gauge = (await service.metrics.getMetricsAsJSON()).find(
      ({ name }) => name === 'watchtower_device_clocks',
    );
    expect(gauge?.values).toMatchObject([{ labels: { verdict: 'zone_off' }, value: 1 }]);
  });

  it('finds a zone that is behind, whose fixes all count', async () => {
    await take(60, -7_200);
    await service.judgeClocks.judgeAll();
    expect(await told()).toMatchObject([{ data: { verdict: 'zone_off', zoneOffHours: -2 } }]);
  });

  it('says nothing of who has hardly reported', async () => {
    await take(5, 3_600);
    await service.judgeClocks.judgeAll();
    expect(await told()).toEqual([]);
  });
});
