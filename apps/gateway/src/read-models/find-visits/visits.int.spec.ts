import { topics, type Topics, type Visit } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId, type Incoming } from '@watch-tower/messaging';
import { aVisit } from '../../testing/a-visit.js';
import { messageOf, openReadModels, type ReadModels } from '../../testing/read-models.js';
import { FindTrucksAtLocations } from '../find-trucks-at-locations/find-trucks-at-locations.js';
import { FindVisits } from './find-visits.js';
import { visitsProjection } from './visits.projection.js';

type Message = Incoming<Topics['visitEvents']>;

const start = Date.now() - 10 * 3_600_000;
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

describe('visits', () => {
  let models: ReadModels;
  let visits: FindVisits;
  let atLocations: FindTrucksAtLocations;
  let truckId: string;
  let terminal: string;
  let client: string;
  const versions = new Map<string, number>();

  beforeAll(async () => {
    models = await openReadModels();
    visits = new FindVisits(models.database);
    atLocations = new FindTrucksAtLocations(models.database, { silenceMinutes: 10 });
  });
  beforeEach(async () => {
    await models.clear();
    versions.clear();
    truckId = await models.register('truck', newId(), { number: 'KBX 123A' });
    terminal = await models.register('location', newId(), {
      name: 'Apapa',
      type: 'terminal',
      fence: { shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM: 200 },
    });
    client = await models.register('location', newId(), {
      name: 'Brewery',
      type: 'client',
      fence: {
        shape: 'polygon',
        ring: [
          [3.35, 6.43],
          [3.37, 6.43],
          [3.37, 6.45],
          [3.35, 6.45],
          [3.35, 6.43],
        ],
      },
    });
  });
  afterAll(() => models.close());

  const visit = (fields: Partial<Visit> = {}): Visit =>
    aVisit({ id: newId(), truckId, locationId: terminal, startedAt: at(0) }, fields);
  const next = (truck: string): { key: string; version: number } => {
    const version = (versions.get(truck) ?? 0) + 1;
    versions.set(truck, version);
    return { key: truck, version };
  };
  const told = (type: 'started' | 'confirmed' | 'ended', of: Visit): Message =>
    messageOf(topics.visitEvents, `watchtower.visit.${type}.v1`, { visit: of }, next(of.truckId));
  const corrected = (before: Visit, after: Visit): Message =>
    messageOf(
      topics.visitEvents,
      'watchtower.visit.corrected.v1',
      { visit: after, before },
      next(after.truckId),
    );
  const withdrawn = ({ id, locationId, startedAt }: Visit): Message =>
    messageOf(
      topics.visitEvents,
      'watchtower.visit.withdrawn.v1',
      { visitId: id, truckId, locationId, startedAt, reason: 'drive_by' },
      next(truckId),
    );
  const newest = (latitude: number, longitude: number, deviceTime: string) =>
    models.database.query(sql`
      insert into truck_positions (truck_id, version, latitude, longitude, device_time, received_at)
      values (${truckId}, 1, ${latitude}, ${longitude}, ${deviceTime}, ${deviceTime})`);
  const find = (query: Partial<Parameters<FindVisits['find']>[0]> = {}) =>
    visits.find({ limit: 50, ...query });

  it.each([1, 3, 100])(
    'stand as told last, in slices of %d, each delivered twice: corrected, withdrawn, told anew',
    async (sliceSize) => {
      const first = visit();
      const ended = visit({
        ...first,
        status: 'ended',
        lastInsideAt: at(60),
        endedAt: at(60),
        leftBefore: at(61),
        longestGapSeconds: 900,
        unobservedSeconds: 900,
      });
      const moved = { ...ended, startedAt: at(-5) };
      const driveBy = visit({ startedAt: at(70), locationId: client });
      const back = visit({ startedAt: at(80), locationId: client });
      const messages = [
        told('started', first),
        told('confirmed', { ...first, status: 'confirmed', lastInsideAt: at(5) }),
        told('ended', ended),
        told('started', driveBy),
        withdrawn(driveBy),
        corrected(ended, moved),
        told('started', back),
        withdrawn(back),
        told('ended', { ...back, status: 'ended', lastInsideAt: at(90), endedAt: at(90) }),
      ];
      await models.project(visitsProjection, messages, sliceSize);
      const { items, nextCursor } = await find();
      expect(nextCursor).toBeNull();
      expect(items).toEqual([
        {
          ...back,
          status: 'ended',
          lastInsideAt: at(90),
          endedAt: at(90),
          truckNumber: 'KBX 123A',
          locationName: 'Brewery',
          locationType: 'client',
          version: 9,
          stale: false,
        },
        {
          ...moved,
          truckNumber: 'KBX 123A',
          locationName: 'Apapa',
          locationType: 'terminal',
          version: 6,
          stale: false,
        },
      ]);
    },
  );

  it('are found by truck, place, type, status, time and length, page by page', async () => {
    const other = newId();
    const long = visit({ status: 'ended', startedAt: at(0), lastInsideAt: at(60), endedAt: at(60) });
    const short = visit({ status: 'ended', startedAt: at(100), lastInsideAt: at(106), endedAt: at(106) });
    const open = visit({
      status: 'confirmed',
      startedAt: at(200),
      lastInsideAt: at(205),
      locationId: client,
    });
    const foreign = visit({ truckId: other, startedAt: at(50), lastInsideAt: at(50) });
    await models.project(visitsProjection, [
      told('ended', long),
      told('ended', short),
      told('confirmed', open),
      told('started', foreign),
    ]);
    const ids = async (query: Partial<Parameters<FindVisits['find']>[0]>) =>
      (await find(query)).items.map(({ id }) => id);
    expect(await ids({ truckId })).toEqual([open.id, short.id, long.id]);
    expect(await ids({ locationId: terminal })).toEqual([short.id, foreign.id, long.id]);
    expect(await ids({ type: 'client' })).toEqual([open.id]);
    expect(await ids({ status: 'ended' })).toEqual([short.id, long.id]);
    expect(await ids({ from: at(60), to: at(150) })).toEqual([short.id, foreign.id, long.id]);
    expect(await ids({ from: at(61), to: at(100), truckId })).toEqual([]);
    expect(await ids({ minimumSeconds: 3_600 })).toEqual([long.id]);

    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await find({ limit: 1, cursor });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual([open.id, short.id, foreign.id, long.id]);
    expect((await find({ truckId: other })).items).toMatchObject([{ truckNumber: null }]);
  });

  it('that are open say who is at a place, since when, and when it was last seen inside', async () => {
    const inTerminal = visit({ status: 'confirmed', startedAt: at(0), lastInsideAt: at(5) });
    const atClient = visit({ startedAt: at(3), lastInsideAt: at(3), locationId: client });
    await models.project(visitsProjection, [
      told('confirmed', inTerminal),
      told('started', atClient),
      told('ended', visit({ status: 'ended', endedAt: at(0), startedAt: at(-50) })),
    ]);
    const seenAt = minutesAgo(2);
    await newest(6.4401, 3.3601, seenAt);
    const { items } = await atLocations.find({ limit: 50 });
    expect(items).toEqual([
      {
        truckId,
        truckNumber: 'KBX 123A',
        locationId: client,
        locationName: 'Brewery',
        locationType: 'client',
        visitId: atClient.id,
        status: 'provisional',
        since: at(3),
        lastSeenInsideAt: seenAt,
        silentSince: null,
        stale: false,
      },
      expect.objectContaining({ visitId: inTerminal.id, lastSeenInsideAt: seenAt }),
    ]);
    const only = async (query: object) =>
      (await atLocations.find({ limit: 50, ...query })).items.map(({ visitId }) => visitId);
    expect(await only({ type: 'terminal' })).toEqual([inTerminal.id]);
    expect(await only({ locationId: client })).toEqual([atClient.id]);
    expect(await only({ type: 'depot' })).toEqual([]);
    const first = await atLocations.find({ limit: 1 });
    expect(await only({ cursor: first.nextCursor ?? undefined })).toEqual([inTerminal.id]);
    expect(await atLocations.placeOf(truckId)).toEqual({
      locationId: client,
      name: 'Brewery',
      visitId: atClient.id,
      since: at(3),
      status: 'provisional',
    });
    expect(await atLocations.placeOf(newId())).toBeNull();
  });

  it.each([
    ['outside of both fences', 6.5, 3.36],
    ['in the polygon alone', 6.4301, 3.3501],
    ['on the edge of the circle, a metre outside', 6.44 + 201 / 111_195, 3.36],
  ])('with the newest fix %s are last seen inside where a fix is known to be', async (_where, lat, lon) => {
    const inTerminal = visit({ status: 'confirmed', startedAt: at(0), lastInsideAt: at(5) });
    await models.project(visitsProjection, [told('confirmed', inTerminal)]);
    await newest(lat, lon, minutesAgo(1));
    const [shown] = (await atLocations.find({ limit: 50 })).items;
    expect(shown).toMatchObject({ lastSeenInsideAt: at(5), silentSince: null });
  });

  it('of a truck that is silent for ten minutes say since when', async () => {
    const inTerminal = visit({ status: 'confirmed', startedAt: at(0), lastInsideAt: at(5) });
    await models.project(visitsProjection, [told('confirmed', inTerminal)]);
    const seenAt = minutesAgo(11);
    await newest(6.44, 3.36, seenAt);
    const [shown] = (await atLocations.find({ limit: 50 })).items;
    expect(shown).toMatchObject({ lastSeenInsideAt: seenAt, silentSince: seenAt });
  });

  it('are stale while a message about their truck is missing', async () => {
    const one = visit();
    const [started, confirmed, ended] = [
      told('started', one),
      told('confirmed', { ...one, status: 'confirmed' }),
      told('ended', { ...one, status: 'ended', endedAt: at(9), lastInsideAt: at(9) }),
    ];
    await models.project(visitsProjection, [started, ended]);
    expect((await find()).items).toMatchObject([{ status: 'provisional', stale: true, version: 1 }]);
    await models.project(visitsProjection, [confirmed]);
    expect((await find()).items).toMatchObject([{ status: 'ended', stale: false, version: 3 }]);
  });
});
