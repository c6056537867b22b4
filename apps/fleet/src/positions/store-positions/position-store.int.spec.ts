import { topics } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { openFleet, reportOf, secondsAgo, type Fleet, type Service } from '../../testing/fleet.js';

describe('storing reported positions', () => {
  let fleet: Fleet;
  let service: Service;
  let truckId: string;

  beforeAll(async () => {
    fleet = await openFleet();
  });
  beforeEach(async () => {
    await fleet.clear();
    service = fleet.start();
    truckId = await service.registerTruck('KBX 123-A', '0210716299');
  });
  afterAll(() => fleet.close());

  const accepted = () => fleet.published(topics.positionEvents);
  const latest = () => fleet.published(topics.truckPositions);

  it('stores a fix and tells of it and of where the truck is now', async () => {
    const receivedAt = secondsAgo(7);
    await service.take([reportOf({ plate: 'kbx-123a', at: secondsAgo(10), receivedAt })]);
    const fix = {
      truckId,
      deviceTime: secondsAgo(10).toISOString(),
      receivedAt: receivedAt.toISOString(),
      latitude: 6.44,
      longitude: 3.36,
      speedKmh: 12,
      headingDegrees: 90,
      ignition: true,
      provider: 'loconav',
      channel: 'webhook',
    };
    expect(await fleet.positions()).toEqual([
      { truckId, deviceTime: secondsAgo(10), latitude: 6.44, longitude: 3.36 },
    ]);
    expect(await accepted()).toMatchObject([
      { key: truckId, version: 1, data: { ...fix, lagSeconds: 3, late: false, replaces: null } },
    ]);
    expect(await latest()).toMatchObject([{ key: truckId, version: 1, data: fix }]);
  });

  it('knows a truck by its IMEI where there is no plate, or one that is unknown', async () => {
    await service.take([
      reportOf({ imei: '0210716299', at: secondsAgo(2) }),
      reportOf({ plate: 'SOMEPLATE', imei: '0210716299', at: secondsAgo(1) }),
    ]);
    expect((await fleet.positions()).map((position) => position.truckId)).toEqual([truckId, truckId]);
  });

  it('takes the plate before the IMEI', async () => {
    const other = await service.registerTruck('T11985LA');
    await service.take([reportOf({ plate: 'T11985LA', imei: '0210716299' })]);
    expect(await fleet.positions()).toMatchObject([{ truckId: other }]);
  });

  it('counts a redelivered slice once, under one ce_id', async () => {
    const slice = [30, 20, 10].map((seconds) => reportOf({ plate: 'KBX123A', at: secondsAgo(seconds) }));
    await service.take(slice);
    await service.take(slice);
    expect(await fleet.positions()).toHaveLength(3);
    expect((await accepted()).map(({ version }) => version)).toEqual([1, 2, 3]);
    expect((await latest()).map(({ version }) => version)).toEqual([1]);
    expect(await counted(service)).toMatchObject({ accepted: 3, duplicates: 3 });
    expect((await fleet.published(topics.quarantineEvents)).map(({ key, data }) => ({ key, data }))).toEqual([
      { key: truckId, data: { truckId, count: 3, droppedAt: expect.any(String) as string } },
    ]);
  });

  it('ends the same in whatever order, slices and copies the same fixes come', async () => {
    const second = await service.registerTruck('T2');
    const places = [0, 0, 1, 2, 2, 2, 3, 4, 5, 5].flatMap((step, index) =>
      ['KBX123A', 'T2'].map((plate) => ({
        plate,
        at: secondsAgo(100 - step * 10),
        latitude: 6.4 + ((index * 7) % 3) / 100,
      })),
    );
    const result = async () => ({
      stored: await fleet.positions(),
      now: new Map((await latest()).map(({ key, data }) => [key, placeOf(data)])),
    });
    await service.take(places.map(reportOf));
    const inOrder = await result();

    await fleet.clear();
    service = fleet.start();
    await service.registerTruck('KBX123A', null, truckId);
    await service.registerTruck('T2', null, second);
    const shuffled = [...places, ...places.slice(3, 9)]
      .map((place, index) => ({ place, rank: (index * 7_919) % 26 }))
      .sort((a, b) => a.rank - b.rank);
    for (let from = 0; from < shuffled.length; from += 4) {
      await service.take(shuffled.slice(from, from + 4).map(({ place }) => reportOf(place)));
    }
    expect(await result()).toEqual(inOrder);
  });

  it('lets the smaller coordinates stand, and names what they replace', async () => {
    const at = secondsAgo(10);
    await service.take([reportOf({ plate: 'KBX123A', at, latitude: 6.5 })]);
    await service.take([reportOf({ plate: 'KBX123A', at, latitude: 6.4 })]);
    await service.take([reportOf({ plate: 'KBX123A', at, latitude: 6.6 })]);
    expect(await fleet.positions()).toMatchObject([{ latitude: 6.4 }]);
    expect(await accepted()).toMatchObject([
      { version: 1, data: { latitude: 6.5, replaces: null } },
      { version: 2, data: { latitude: 6.4, replaces: { latitude: 6.5, longitude: 3.36 } } },
    ]);
    expect((await latest()).map(({ version }) => version)).toEqual([1, 2]);
    expect(await counted(service)).toMatchObject({ accepted: 2, replaced: 1, superseded: 1 });
  });

  it('keeps a late fix as history and never moves the truck back', async () => {
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(10) })]);
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(7_200) })]);
    expect((await accepted()).map(({ data }) => (data as { late: boolean }).late)).toEqual([false, true]);
    expect(await latest()).toMatchObject([
      { version: 1, data: { deviceTime: secondsAgo(10).toISOString() } },
    ]);
    expect(await counted(service)).toMatchObject({ late: 1 });
  });

  it('numbers the fixes of every truck without a gap, whatever slices come at once', async () => {
    const plates = Array.from({ length: 5 }, (_, index) => `T${index}`);
    for (const plate of plates) await service.registerTruck(plate);
    const replicas = [service, fleet.start(), fleet.start()];
    const slices = Array.from({ length: 12 }, (_, slice) =>
      plates.flatMap((plate, index) => [
        reportOf({ plate, at: secondsAgo(1_000 - slice * 10 + index) }),
        reportOf({ plate, at: secondsAgo(900 - slice * 10 - index) }),
      ]),
    );
    await Promise.all(
      slices.map(async (slice, index) => {
        await replicas[index % replicas.length]?.take(slice.reverse());
      }),
    );
    const versions = new Map<string, number[]>();
    for (const { key, version } of await accepted()) {
      versions.set(key, [...(versions.get(key) ?? []), version]);
    }
    expect(versions.size).toBe(5);
    for (const ofTruck of versions.values()) {
      expect(ofTruck).toEqual(Array.from({ length: ofTruck.length }, (_, index) => index + 1));
    }
    expect([...versions.values()].flat()).toHaveLength((await fleet.positions()).length);
  });

  it('sets apart what does not count, with its reason, each report once', async () => {
    const plate = 'KBX123A';
    const reports = [
      reportOf({ plate, at: secondsAgo(-301), receivedAt: secondsAgo(0) }),
      reportOf({ plate, latitude: 0, longitude: 0 }),
      reportOf({ plate, latitude: 91 }),
      reportOf({ plate, at: new Date('2014-12-31T23:59:59Z') }),
      reportOf({ plate, at: secondsAgo(40 * 86_400) }),
      reportOf({ plate: 'UNKNOWN' }),
      reportOf({ plate: null }),
      { ...reportOf({ plate }), report: 'what is this' },
      { ...reportOf({ plate }), report: undefined },
      { ...reportOf({ plate: 'N\0UL' }), report: { gpstime: '01-01-2026 00:00:00', latitude: 'a\0b\ud800' } },
    ];
    await service.take(reports);
    await service.take(reports);
    const reasons = (await fleet.quarantine()).map(({ reason }) => reason).sort();
    expect(reasons).toEqual([
      'future',
      'out_of_range',
      'too_early',
      'too_late',
      'unknown_vehicle',
      'unreadable',
      'unreadable',
      'unreadable',
      'unreadable',
      'zero_coordinates',
    ]);
    expect(await fleet.positions()).toEqual([]);
    expect(await fleet.published(topics.positionEvents)).toEqual([]);
    const told = await fleet.published(topics.quarantineEvents);
    expect(told.map(({ data }) => (data as { reason: string }).reason).sort()).toEqual(reasons);
    expect(new Set(told.map(({ key }) => key))).toEqual(
      new Set(['KBX123A', 'UNKNOWN', 'unidentified', 'N\uFFFDUL']),
    );
    expect(told.find(({ data }) => (data as { reason: string }).reason === 'future')).toMatchObject({
      type: 'watchtower.report.quarantined.v1',
      key: plate,
      data: {
        reportId: reports[0]?.messageId,
        detail: null,
        plate,
        truckId,
        deviceTime: secondsAgo(-301).toISOString(),
        receivedAt: secondsAgo(0).toISOString(),
        report: reports[0]?.report,
      },
    });
    const metrics = await service.metrics.getMetricsAsJSON();
    const quarantined = metrics.find(({ name }) => name === 'watchtower_reports_quarantined_total');
    expect(quarantined?.values.reduce((sum, { value }) => sum + value, 0)).toBe(10);
  });

  it('keeps a good fix beside a bad one of the same slice', async () => {
    await service.take([reportOf({ plate: 'KBX123A', latitude: 91 }), reportOf({ plate: 'KBX123A' })]);
    expect(await fleet.positions()).toHaveLength(1);
  });

  it('takes no copy of a fix from the future once its time has come', async () => {
    const at = secondsAgo(0);
    const early = reportOf({ plate: 'KBX123A', at, receivedAt: secondsAgo(600) });
    const again = reportOf({ plate: 'KBX123A', at, receivedAt: secondsAgo(0) });
    await service.take([again, early]);
    await service.take([reportOf({ plate: 'KBX123A', at, receivedAt: secondsAgo(0) })]);
    expect(await fleet.positions()).toEqual([]);
    expect((await fleet.quarantine()).map(({ reason }) => reason)).toEqual(['future', 'future', 'future']);
  });

  it('has partitions from the horizon to a week ahead', async () => {
    await service.partitions.ready();
    const [bounds] = await fleet.database.query<{ count: string; first: string; last: string }>(sql`
      select count(*), min(relname) as first, max(relname) as last
      from pg_inherits join pg_class on oid = inhrelid
      where inhparent = 'vehicle_positions'::regclass`);
    const day = (days: number) =>
      `vehicle_positions_${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}`;
    expect(bounds).toEqual({ count: '38', first: day(-30), last: day(7) });
  });
});

const placeOf = (data: unknown) => {
  const { deviceTime, latitude, longitude } = data as Record<string, unknown>;
  return { deviceTime, latitude, longitude };
};

const counted = async ({ metrics }: Service): Promise<Record<string, unknown>> => {
  const fixes = (await metrics.getMetricsAsJSON()).find(({ name }) => name === 'watchtower_fixes_total');
  return Object.fromEntries(
    (fixes?.values ?? []).map(({ labels, value }) => [String(labels['outcome']), value]),
  );
};
