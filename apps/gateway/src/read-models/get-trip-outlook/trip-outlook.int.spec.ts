import { topics, tripOutlook, type Evidence, type TypeOn } from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { aPlan } from '@watch-tower/testing';
import { messageOf, openReadModels, type ReadModels } from '../../testing/read-models.js';
import { tripsProjection } from '../find-trips/trips.projection.js';
import { truckLocationsProjection } from '../get-truck-location/truck-locations.js';
import { GetTripOutlook } from './get-trip-outlook.js';

const rules = {
  idlingBelowKmh: 5,
  outdatedWhenMovingHours: 4,
  outdatedWhenStationaryHours: 24,
  expectedSpeedKmh: 20,
};
const evidence: Evidence = { kind: 'person', actorId: newId(), role: 'dispatcher' };
const departedMs = Date.parse('2026-01-01T06:00:00Z');
const hours = (count: number): string => new Date(departedMs + count * 3_600_000).toISOString();

describe('the outlook of a trip', () => {
  const [terminal, client, other] = [newId(), newId(), newId()];
  let models: ReadModels;
  let outlooks: GetTripOutlook;

  beforeAll(async () => {
    models = await openReadModels();
    outlooks = new GetTripOutlook(models.database, rules);
  });
  beforeEach(async () => {
    await models.clear();
    const circle = (latitude: number) => ({ shape: 'circle', latitude, longitude: 3, radiusM: 150 });
    await models.register('location', terminal, { name: 'Apapa', type: 'terminal', fence: circle(6) });
    await models.register('location', client, { name: 'Client', type: 'client', fence: circle(7) });
    await models.register('location', other, { name: 'Other', type: 'client', fence: null });
  });
  afterAll(() => models.close());

  /** A trip that departed, and arrived where hours are given. */
  const trip = async (deliveries: readonly string[], arrivedAfterHours?: number) => {
    const [tripId, truckId] = [newId(), newId()];
    const told = (version: number, type: TypeOn<typeof topics.tripEvents>, fields: object) =>
      messageOf(
        topics.tripEvents,
        type,
        { tripId, recordedAt: hours(0), evidence, ...fields },
        { key: tripId, version },
      );
    const stops = [['pickup', terminal] as const, ...deliveries.map((one) => ['delivery', one] as const)];
    await models.project(tripsProjection, [
      told(1, 'watchtower.trip.created.v1', {
        backdated: false,
        originTripId: null,
        plan: aPlan(stops, hours(0)),
      }),
      told(2, 'watchtower.trip.truck-assigned.v1', { truckId }),
      told(3, 'watchtower.trip.started.v1', { at: hours(0) }),
      ...(arrivedAfterHours === undefined
        ? []
        : [
            told(4, 'watchtower.trip.delivery-reached.v1', {
              at: hours(arrivedAfterHours),
              stopIndex: deliveries.length,
            }),
          ]),
    ]);
    return { tripId, truckId };
  };
  const seen = (truckId: string, latitude: number) => {
    const at = new Date().toISOString();
    return models.project(truckLocationsProjection, [
      messageOf(
        topics.truckPositions,
        'watchtower.truck-position.latest.v1',
        {
          ...{ truckId, deviceTime: at, receivedAt: at, latitude, longitude: 3 },
          ...{ speedKmh: 40, headingDegrees: 0, ignition: true, provider: 'loconav', channel: 'webhook' },
        },
        { key: truckId, version: 1 },
      ),
    ]);
  };
  const basisOf = async (tripId: string) => (await outlooks.read(tripId))?.outlook?.basis;

  it('goes by the median of the trips that went the same way, straight', async () => {
    for (const took of [2, 3, 4, 5, 6]) await trip([client], took);
    for (const took of [1, 1, 1]) await trip([other, client], took);
    const { tripId, truckId } = await trip([client]);
    await seen(truckId, 6.5);
    const answer = tripOutlook.parse(await outlooks.read(tripId));
    expect(answer.outlook).toMatchObject({
      stopIndex: 1,
      basis: { distanceKm: 55.6, speedKmh: 27.8, laneTrips: 5 },
    });
  });

  it('goes by what is expected where too few went that way', async () => {
    const { tripId, truckId } = await trip([client]);
    await seen(truckId, 6.5);
    expect(await basisOf(tripId)).toMatchObject({ speedKmh: 20, laneTrips: 0 });
  });

  it('takes a position that whoever asks knows before the read model', async () => {
    const { tripId, truckId } = await trip([client]);
    await seen(truckId, 6.5);
    const fix = { latitude: 6.9, longitude: 3, speedKmh: 40, ignition: true, deviceTime: new Date() };
    expect((await outlooks.read(tripId, fix))?.outlook?.basis.distanceKm).toBe(11.1);
  });

  it('is none where the truck was not seen, the place is not on the map, or the trip has arrived', async () => {
    const unseen = await trip([client]);
    const nowhere = await trip([other]);
    const arrived = await trip([client], 3);
    await seen(nowhere.truckId, 6.5);
    await seen(arrived.truckId, 7);
    for (const { tripId } of [unseen, nowhere, arrived])
      expect(await outlooks.read(tripId)).toEqual({ outlook: null });
    expect(await outlooks.read(newId())).toBeUndefined();
  });
});
