import { topics, type DataOf, type FindQuarantinedQuery, type Topics } from '@watch-tower/contracts';
import { forgetOld, sql } from '@watch-tower/database';
import { newId, type Incoming } from '@watch-tower/messaging';
import { messageOf, openReadModels, type ReadModels } from '../../testing/read-models.js';
import { FindQuarantined } from './find-quarantined.js';
import { ForgetQuarantined } from './forget-quarantined.js';
import { quarantineProjection } from './quarantine.projection.js';

type Message = Incoming<Topics['quarantineEvents']>;
type Quarantined = DataOf<Topics['quarantineEvents'], 'watchtower.report.quarantined.v1'>;

const start = Date.now() - 3_600_000;
const at = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();

describe('the quarantine', () => {
  let models: ReadModels;
  let quarantine: FindQuarantined;
  let toldSeconds = 0;

  beforeAll(async () => {
    models = await openReadModels();
    quarantine = new FindQuarantined(models.database);
  });
  beforeEach(async () => models.clear());
  afterAll(() => models.close());

  const report = (fields: Partial<Quarantined> = {}): Quarantined => ({
    reportId: newId(),
    kind: 'position',
    reason: 'unknown_vehicle',
    detail: null,
    plate: 'KBX123A',
    imei: null,
    truckId: null,
    deviceTime: null,
    receivedAt: at(0),
    channel: 'webhook',
    report: { gpstime: 'x', text: 'a\0b' },
    ...fields,
  });
  const told = (data: Quarantined): Message =>
    messageOf(topics.quarantineEvents, 'watchtower.report.quarantined.v1', data, {
      key: 'k',
      time: new Date(start + ++toldSeconds * 1_000),
    });
  const released = ({ reportId }: Quarantined): Message =>
    messageOf(
      topics.quarantineEvents,
      'watchtower.report.released.v1',
      { reportId },
      {
        key: 'k',
        time: new Date(start + ++toldSeconds * 1_000),
      },
    );
  const keep = (messages: readonly Message[], sliceSize: number): Promise<void> =>
    models.project(quarantineProjection, messages, sliceSize);
  const find = (query: Partial<FindQuarantinedQuery> = {}) => quarantine.find({ limit: 50, ...query });

  it.each([1, 2, 100])('shows the newest word of each report, in slices of %d, twice', async (sliceSize) => {
    const taken = report({ receivedAt: at(1) });
    const judged = report({ receivedAt: at(2) });
    const unreadable = report({ receivedAt: at(3), plate: null, reason: 'unreadable', detail: 'gpstime' });
    const better = { ...judged, reason: 'future', truckId: newId(), deviceTime: at(9_000) };
    const messages = [told(taken), told(judged), told(unreadable), released(taken), told(better)];
    const expected = {
      items: [
        { ...unreadable, releasedAt: null },
        { ...better, releasedAt: null },
        { ...taken, releasedAt: expect.any(String) as string },
      ],
      nextCursor: null,
      counts: { unreadable: 1, future: 1, unknown_vehicle: 1 },
    };
    await keep(messages, sliceSize);
    expect(await find()).toEqual(expected);
    // All of it again, from the beginning: what is older changes nothing.
    await keep(messages, sliceSize);
    expect(await find()).toEqual(expected);
  });

  it('knows nothing of the release of a report that it has forgotten', async () => {
    await keep([released(report())], 1);
    expect((await find()).items).toEqual([]);
  });

  it('is found by kind, reason, plate, truck, time and release, page by page; counts are of all reasons', async () => {
    const truckId = newId();
    const some = [
      report({ receivedAt: at(0) }),
      report({ receivedAt: at(1), plate: 'T1', reason: 'future', truckId }),
      report({ receivedAt: at(2), reason: 'zero_coordinates', kind: 'alert' }),
      report({ receivedAt: at(3) }),
    ];
    await keep([...some.map(told), ...some.slice(3).map(released)], 10);
    const found = async (query: Partial<FindQuarantinedQuery>) =>
      (await find(query)).items.map(({ reportId }) => some.findIndex((one) => one.reportId === reportId));
    expect(await found({ reason: 'unknown_vehicle' })).toEqual([3, 0]);
    expect(await found({ kind: 'alert' })).toEqual([2]);
    expect((await find({ kind: 'position' })).counts).toEqual({ future: 1, unknown_vehicle: 2 });
    expect(await found({ plate: 'kbx 123-a' })).toEqual([3, 2, 0]);
    expect(await found({ truckId })).toEqual([1]);
    expect(await found({ from: at(1), to: at(3) })).toEqual([2, 1]);
    expect(await found({ released: true })).toEqual([3]);
    expect(await found({ released: false, plate: 'KBX123A' })).toEqual([2, 0]);
    expect((await find({ reason: 'future' })).counts).toEqual({
      future: 1,
      unknown_vehicle: 2,
      zero_coordinates: 1,
    });
    const first = await find({ limit: 3 });
    expect(first.items).toHaveLength(3);
    expect(await found({ limit: 3, cursor: first.nextCursor ?? undefined })).toEqual([0]);
  });

  it('counts dropped duplicates once, however often they are told, and for as long as reports are kept', async () => {
    const dropped = (count: number, droppedAt: string): Message =>
      messageOf(
        topics.quarantineEvents,
        'watchtower.report.duplicates-dropped.v1',
        { truckId: newId(), count, droppedAt },
        { key: 'k' },
      );
    const old = new Date(Date.now() - 31 * 86_400_000).toISOString();
    await keep([dropped(2, at(0)), told(report()), dropped(1, at(1)), dropped(4, old)], 2);
    const counts = async () =>
      (
        await models.database.query<{ count: number }>(
          sql`select count from dropped_duplicates order by count`,
        )
      ).map(({ count }) => count);
    expect(await counts()).toEqual([1, 2, 4]);
    await forgetOld(models.database, { table: 'dropped_duplicates', time: 'dropped_at', keptDays: 30 });
    expect(await counts()).toEqual([1, 2]);
  });

  it('forgets what is older than it keeps', async () => {
    const old = report({ receivedAt: new Date(Date.now() - 31 * 86_400_000).toISOString() });
    await keep([told(old), told(report())], 2);
    await new ForgetQuarantined(models.database, models.schedule, { quarantineKeptDays: 30 }).forget();
    expect((await find()).items).toHaveLength(1);
  });
});
