import { topics } from '@watch-tower/contracts';
import { utcDay } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { acceptedFix, type AcceptedFix } from '../../testing/accepted-fix.js';
import { messageOf, openReadModels, type ReadModels } from '../../testing/read-models.js';
import { GetPastLocation } from './get-past-location.js';
import { TrackPartitions } from './track-partitions.js';
import { tracksProjection } from './tracks.projection.js';

const start = utcDay(new Date(), -1).getTime() + 8 * 3_600_000;
const at = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();

describe('where a truck was', () => {
  let models: ReadModels;
  let partitions: TrackPartitions;
  let past: GetPastLocation;
  let truckId: string;
  let version: number;

  beforeAll(async () => {
    models = await openReadModels();
    partitions = new TrackPartitions(models.database, models.schedule, { tracksKeptDays: 3 });
    const rules = { idlingBelowKmh: 5, outdatedWhenMovingHours: 4, outdatedWhenStationaryHours: 24 };
    past = new GetPastLocation(models.database, partitions, rules);
    await partitions.ready(new Date());
  });
  beforeEach(async () => {
    await models.clear();
    truckId = newId();
    version = 0;
  });
  afterAll(() => models.close());

  const accepted = (seconds: number, latitude: number, fix: Partial<AcceptedFix> = {}) =>
    messageOf(
      topics.positionEvents,
      'watchtower.position.accepted.v1',
      acceptedFix(truckId, at(seconds), { receivedAt: at(seconds + 4), lagSeconds: 4, latitude, ...fix }),
      { key: truckId, version: ++version },
    );
  const latitudeAt = async (asOf: number, knownAt?: number) =>
    (
      await past.read(
        { id: truckId, number: 'KBX 123A' },
        { asOf: at(asOf), knownAt: knownAt === undefined ? undefined : at(knownAt) },
      )
    )?.latitude;

  it('is where its newest fix of then says, at the age and in the motion of then', async () => {
    await models.project(tracksProjection(partitions), [accepted(0, 6.1), accepted(60, 6.2)]);
    expect(await latitudeAt(-1)).toBeUndefined();
    expect(await latitudeAt(59)).toBe(6.1);
    expect(await past.read({ id: truckId, number: 'KBX 123A' }, { asOf: at(90) })).toMatchObject({
      number: 'KBX 123A',
      latitude: 6.2,
      deviceTime: at(60),
      receivedAt: at(64),
      ageSeconds: 30,
      motion: 'moving',
    });
    const asOf = at(5 * 3_600);
    expect(await past.read({ id: truckId, number: '' }, { asOf })).toMatchObject({ motion: 'outdated' });
  });

  it('was not known from what came later', async () => {
    await models.project(tracksProjection(partitions), [
      accepted(0, 6.1),
      accepted(30, 6.2, { receivedAt: at(3_600), late: true }),
    ]);
    expect(await latitudeAt(60)).toBe(6.2);
    expect(await latitudeAt(60, 60)).toBe(6.1);
    expect(await latitudeAt(60, 3)).toBeUndefined();
  });

  it('was believed by the fix that stood for its instant, and is known by the one that stands', async () => {
    const replacing = (latitude: number, seconds: number) =>
      accepted(0, latitude, { receivedAt: at(seconds), replaces: { latitude: 6.3, longitude: 3.36 } });
    await models.project(
      tracksProjection(partitions),
      [accepted(0, 6.3), replacing(6.2, 100), replacing(6.1, 200)],
      1,
    );
    expect([await latitudeAt(0), await latitudeAt(0, 150), await latitudeAt(0, 50)]).toEqual([6.1, 6.2, 6.3]);
  });

  it('is never where an outlier says', async () => {
    await models.project(tracksProjection(partitions), [
      accepted(0, 6.1),
      accepted(30, 9, { verdict: 'outlier' }),
    ]);
    expect(await latitudeAt(60)).toBe(6.1);
  });
});
