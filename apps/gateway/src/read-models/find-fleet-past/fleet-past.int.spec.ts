import { aPlan } from '@watch-tower/testing';
import { findFleetPastQuery, topics, type TruckPast, type Visit } from '@watch-tower/contracts';
import { sql, utcDay } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { aVisit } from '../../testing/a-visit.js';
import { acceptedFix, type AcceptedFix } from '../../testing/accepted-fix.js';
import { messageOf, openReadModels, type ReadModels } from '../../testing/read-models.js';
import { tripsProjection } from '../find-trips/trips.projection.js';
import { ForgetVisitTellings } from '../find-visits/forget-visit-tellings.js';
import { visitsProjection } from '../find-visits/visits.projection.js';
import { TrackPartitions } from '../get-track/track-partitions.js';
import { tracksProjection } from '../get-track/tracks.projection.js';
import { FindFleetPast } from './find-fleet-past.js';

/** Noon of yesterday: the day before has a partition of its own. */
const noon = utcDay(new Date(), -1).getTime() + 12 * 3_600_000;
const at = (minutes: number): string => new Date(noon + minutes * 60_000).toISOString();
const keptDays = 10;

describe('the fleet at a moment', () => {
  let models: ReadModels;
  let partitions: TrackPartitions;
  let fleet: FindFleetPast;
  let truckId: string;
  let terminal: string;
  const versions = new Map<string, number>();

  beforeAll(async () => {
    models = await openReadModels();
    partitions = new TrackPartitions(models.database, models.schedule, { tracksKeptDays: keptDays });
    const rules = { idlingBelowKmh: 5, outdatedWhenMovingHours: 4, outdatedWhenStationaryHours: 24 };
    fleet = new FindFleetPast(models.database, partitions, rules);
    await partitions.ready(new Date());
  });
  beforeEach(async () => {
    await models.clear();
    versions.clear();
    truckId = await models.register('truck', newId(), { number: 'KBX 123A' });
    terminal = await models.register('location', newId(), { name: 'Apapa', type: 'terminal' });
  });
  afterAll(() => models.close());

  /** Versions count by the subject of each topic. */
  const next = (topic: string, key: string): { key: string; version: number } => {
    const version = (versions.get(`${topic} ${key}`) ?? 0) + 1;
    versions.set(`${topic} ${key}`, version);
    return { key, version };
  };
  const fix = (minutes: number, fields: Partial<AcceptedFix> = {}) => {
    const of = fields.truckId ?? truckId;
    return messageOf(
      topics.positionEvents,
      'watchtower.position.accepted.v1',
      acceptedFix(of, at(minutes), fields),
      next('positions', of),
    );
  };
  const fixes = (...messages: ReturnType<typeof fix>[]) =>
    models.project(tracksProjection(partitions), messages);
  const then = async (minutes: number, asked: object = {}): Promise<TruckPast[]> =>
    (await fleet.find(findFleetPastQuery.parse({ asOf: at(minutes), ...asked }))).items;
  const truckThen = async (minutes: number, asked: object = {}) => (await then(minutes, asked))[0];

  it('is where the newest fix of each truck says, at its age and in its motion of then', async () => {
    const other = await models.register('truck', newId(), { number: 'AAA 1' });
    await fixes(
      fix(0, { latitude: 6.1 }),
      fix(10, { latitude: 6.2 }),
      fix(5, { truckId: other, speedKmh: 0, ignition: true }),
    );
    expect(await then(9)).toEqual([
      expect.objectContaining({ truckId: other, number: 'AAA 1' }),
      {
        truckId,
        number: 'KBX 123A',
        position: {
          latitude: 6.1,
          longitude: 3.36,
          speedKmh: 40,
          headingDegrees: 90,
          ignition: true,
          deviceTime: at(0),
          receivedAt: at(0),
          ageSeconds: 540,
          motion: 'moving',
        },
        place: null,
        trip: null,
      },
    ]);
    expect((await then(9)).map(({ position }) => position?.motion)).toEqual(['idling', 'moving']);
    expect((await then(5 * 60)).map(({ position }) => position?.motion)).toEqual(['outdated', 'outdated']);
    expect((await then(-1)).map(({ position }) => position)).toEqual([null, null]);
  });

  it('finds a fix of the days before, as far as a week back', async () => {
    const day = 24 * 60;
    const silent = await models.register('truck', newId(), { number: 'ZZZ 1' });
    await fixes(
      fix(-6 * day, { latitude: 6.1 }),
      fix(-day / 2, { latitude: 6.2 }),
      fix(-8 * day, { truckId: silent }),
    );
    expect((await then(0)).map(({ position }) => position?.latitude ?? null)).toEqual([6.2, null]);
    expect((await truckThen(-day))?.position).toMatchObject({ latitude: 6.1, motion: 'outdated' });
  });

  it('was not known from what came late, nor from an outlier', async () => {
    await fixes(
      fix(0, { latitude: 6.1 }),
      fix(10, { latitude: 6.2, receivedAt: at(60), late: true }),
      fix(20, { latitude: 9, verdict: 'outlier' }),
      fix(0, { latitude: 6, receivedAt: at(90), replaces: { latitude: 6.1, longitude: 3.36 } }),
    );
    const latitude = async (asOf: number, knownAt?: number) =>
      (await truckThen(asOf, knownAt === undefined ? {} : { knownAt: at(knownAt) }))?.position?.latitude;
    expect(await latitude(30)).toBe(6.2);
    expect(await latitude(30, 30)).toBe(6.1);
    expect(await latitude(5)).toBe(6);
    expect(await latitude(5, -1)).toBeUndefined();
  });

  describe('knows the place of a truck by its visits', () => {
    const visitId = newId();
    const visit = (fields: Partial<Visit> = {}): Visit =>
      aVisit({ id: visitId, truckId, locationId: terminal, startedAt: at(0) }, fields);
    const told = (
      type: 'started' | 'confirmed' | 'ended' | 'corrected',
      minutes: number,
      fields: Partial<Visit> = {},
    ) =>
      messageOf(
        topics.visitEvents,
        `watchtower.visit.${type}.v1`,
        { visit: visit(fields), before: visit() },
        { ...next('visits', truckId), time: new Date(at(minutes)) },
      );
    const withdrawn = (minutes: number) =>
      messageOf(
        topics.visitEvents,
        'watchtower.visit.withdrawn.v1',
        { visitId, truckId, locationId: terminal, startedAt: at(0), reason: 'corrected' },
        { ...next('visits', truckId), time: new Date(at(minutes)) },
      );
    const ended = (end: number) => ({ status: 'ended', endedAt: at(end), lastInsideAt: at(end) }) as const;
    const place = async (asOf: number, knownAt?: number) => {
      const truck = await truckThen(asOf, knownAt === undefined ? {} : { knownAt: at(knownAt) });
      return truck?.place ?? null;
    };

    it.each([1, 2, 10])('from the first to the last fix inside, told in slices of %d', async (sliceSize) => {
      await models.project(
        visitsProjection,
        [
          told('started', 1),
          told('confirmed', 6, { status: 'confirmed' }),
          told('ended', 40, ended(30)),
          told('corrected', 100, { ...ended(20), startedAt: at(5) }),
        ],
        sliceSize,
      );
      expect(await place(10)).toEqual({
        locationId: terminal,
        name: 'Apapa',
        visitId,
        since: at(5),
        status: 'confirmed',
      });
      expect(await place(4)).toBeNull();
      expect(await place(25)).toBeNull();
      expect(await place(4, 5)).toMatchObject({ since: at(0), status: 'provisional' });
      expect(await place(4, 50)).toMatchObject({ since: at(0), status: 'confirmed' });
      expect(await place(25, 50)).toMatchObject({ since: at(0) });
      expect(await place(35, 35)).toMatchObject({ since: at(0), status: 'confirmed' });
      expect(await place(35, 50)).toBeNull();
      expect(await place(0, 0.5)).toBeNull();
    });

    it('though not by one that was taken back since, unless that is what was known', async () => {
      await models.project(visitsProjection, [told('started', 1), withdrawn(60)], 1);
      expect(await place(10)).toBeNull();
      expect(await place(10, 10)).toMatchObject({ visitId, status: 'provisional' });
      expect(await place(10, 60)).toBeNull();
    });

    it('and forgets what stands no more once no track of its time is kept', async () => {
      const day = 24 * 60;
      await models.project(visitsProjection, [
        told('started', -20 * day),
        told('ended', -19 * day, ended(1)),
        told('corrected', -9 * day, ended(2)),
      ]);
      const forget = new ForgetVisitTellings(models.database, models.schedule, { tracksKeptDays: keptDays });
      await forget.forget();
      const kept = await models.database.query(sql`select version from visit_tellings order by version`);
      expect(kept).toEqual([{ version: 2 }, { version: 3 }]);
    });

    it('by the one it entered last, while it is open', async () => {
      const inner = { id: newId(), startedAt: at(3) };
      await models.project(visitsProjection, [told('started', 1), told('started', 4, inner)]);
      expect(await place(60)).toMatchObject({ visitId: inner.id });
      expect(await place(2)).toMatchObject({ visitId });
    });
  });

  it('knows the trip that was under way, at its stage of then', async () => {
    const tripId = newId();
    const evidence = { kind: 'person', actorId: newId(), role: 'dispatcher' } as const;
    const about = (minutes: number) => ({ tripId, recordedAt: at(minutes), evidence });
    const place = () => next('trips', tripId);
    await models.project(tripsProjection, [
      messageOf(
        topics.tripEvents,
        'watchtower.trip.created.v1',
        {
          ...about(-60),
          backdated: false,
          originTripId: null,
          plan: aPlan(
            [
              ['pickup', terminal],
              ['delivery', terminal],
            ],
            at(0),
          ),
        },
        place(),
      ),
      messageOf(topics.tripEvents, 'watchtower.trip.truck-assigned.v1', { ...about(-50), truckId }, place()),
      messageOf(
        topics.tripEvents,
        'watchtower.trip.started.v1',
        { ...about(30), at: at(0), stage: 'in_transit' },
        place(),
      ),
      messageOf(
        topics.tripEvents,
        'watchtower.trip.completed.v1',
        { ...about(200), at: at(120), stage: 'completed' },
        place(),
      ),
    ]);
    const trip = async (asOf: number, knownAt?: number) =>
      (await truckThen(asOf, knownAt === undefined ? {} : { knownAt: at(knownAt) }))?.trip ?? null;
    expect(await trip(10)).toEqual({ id: tripId, vpcId: 'V', stage: 'in_transit' });
    expect(await trip(-10)).toBeNull();
    expect(await trip(10, 10)).toBeNull();
    expect(await trip(150)).toBeNull();
    expect(await trip(150, 150)).toMatchObject({ id: tripId });
  });

  it('shows a truck until it was retired', async () => {
    const retired = await models.register('truck', newId(), { number: 'OLD 1', retiredAt: at(0) });
    await fixes(fix(-5, { truckId: retired }));
    expect((await then(-1)).map(({ number }) => number)).toEqual(['KBX 123A', 'OLD 1']);
    expect((await then(0)).map(({ number }) => number)).toEqual(['KBX 123A']);
  });

  it('is told page by page, and of a part of the map', async () => {
    const other = await models.register('truck', newId(), { number: 'AAA 1' });
    await models.register('truck', newId(), { number: 'ZZZ 1' });
    await fixes(fix(0, { latitude: 6.1 }), fix(0, { truckId: other, latitude: 7 }));
    const numbers: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await fleet.find(findFleetPastQuery.parse({ asOf: at(1), limit: 1, cursor }));
      numbers.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(numbers).toEqual(['AAA 1', 'KBX 123A', 'ZZZ 1']);
    expect(await then(1, { bbox: '3,6,4,6.5' })).toMatchObject([{ truckId }]);
  });

  it.each([
    ['moment_to_come', 'later than now', () => new Date(Date.now() + 60_000)],
    ['moment_not_kept', 'at or after', () => new Date(utcDay(new Date(), -keptDays).getTime() - 1)],
  ])('is refused as %s', async (code, sentence, moment) => {
    const asked = fleet.find(findFleetPastQuery.parse({ asOf: moment().toISOString() }));
    await expect(asked).rejects.toMatchObject({
      kind: 'invalid',
      code,
      details: { errors: [{ field: 'asOf', message: expect.stringContaining(sentence) as unknown }] },
    });
  });
});
