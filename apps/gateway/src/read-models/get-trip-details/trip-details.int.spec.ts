import { topics, tripDetails, type Evidence, type TypeOn } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { aPlan } from '@watch-tower/testing';
import { messageOf, openReadModels, type ReadModels } from '../../testing/read-models.js';
import { tripsProjection } from '../find-trips/trips.projection.js';
import { GetTripDetails } from './get-trip-details.js';
import { loconavTripsProjection } from './loconav-trips.projection.js';

let models: ReadModels;
beforeAll(async () => {
  models = await openReadModels();
});
afterAll(() => models.close());
beforeEach(() => models.clear());

const [tripId, pickup, delivery, depot, elsewhere] = [newId(), newId(), newId(), newId(), newId()];
const [first, second, driver] = [newId(), newId(), newId()];
const evidence: Evidence = { kind: 'person', actorId: newId(), role: 'dispatcher' };
const recordedAt = '2026-01-02T00:00:00.000Z';
const at = '2026-01-01T12:00:00.000Z';

const told = (version: number, type: TypeOn<typeof topics.tripEvents>, fields: object) =>
  messageOf(
    topics.tripEvents,
    type,
    { tripId, recordedAt, evidence, ...fields },
    {
      key: tripId,
      version,
    },
  );

const journey = [
  told(1, 'watchtower.trip.created.v1', {
    backdated: false,
    originTripId: null,
    plan: aPlan(
      [
        ['pickup', pickup],
        ['delivery', delivery],
        ['empty_return', depot],
      ],
      at,
    ),
  }),
  told(2, 'watchtower.trip.truck-assigned.v1', { truckId: first }),
  told(3, 'watchtower.trip.driver-assigned.v1', { driverId: driver }),
  told(4, 'watchtower.trip.started.v1', { at }),
  told(5, 'watchtower.trip.truck-swapped.v1', {
    at,
    fromTruckId: first,
    toTruckId: second,
    reason: 'breakdown',
    place: { kind: 'point', latitude: 6.5, longitude: 3.4 },
  }),
  told(6, 'watchtower.trip.empty-returned.v1', { at, stopIndex: 2, locationId: elsewhere }),
];

describe('the details of a trip', () => {
  it('name every place and truck it ever had, where master data knows them', async () => {
    await models.register('truck', first, { number: 'T1' });
    await models.register('truck', second, { number: 'T2' });
    await models.register('location', elsewhere, { name: 'Another depot' });
    await models.project(tripsProjection, journey, 2);
    expect(await new GetTripDetails(models.database).read(tripId)).toMatchObject({
      version: 6,
      truck: { id: second, number: 'T2' },
      driver: { id: driver, name: null },
      handOvers: [{ from: { id: first, name: 'T1' }, to: { id: second, name: 'T2' } }],
      stops: [{}, {}, { location: { id: depot, name: null }, broughtTo: { name: 'Another depot' } }],
      timeline: [
        { version: 1, detail: null, evidence },
        { version: 2, detail: 'T1' },
        { version: 3, detail: driver },
        { version: 4, at, recordedAt },
        { version: 5, detail: 'T2' },
        { version: 6, detail: 'Another depot' },
      ],
    });
  });

  it('say how LocoNav has the trip, once anything was told of it', async () => {
    await models.project(tripsProjection, journey);
    const details = new GetTripDetails(models.database);
    expect(await details.read(tripId)).toMatchObject({ loconav: null });
    const mirror = (version: number, type: TypeOn<typeof topics.loconavTripEvents>, fields: object) =>
      messageOf(
        topics.loconavTripEvents,
        type,
        {
          tripId,
          recordedAt: at,
          loconavTripId: 7,
          truckId: first,
          trackUrl: null,
          isUnderWay: true,
          ...fields,
        },
        { key: tripId, version },
      );
    const told = [
      mirror(1, 'watchtower.loconav-trip.mirrored.v1', { isUnderWay: false }),
      mirror(2, 'watchtower.loconav-trip.mirrored.v1', { recordedAt, trackUrl: 'https://track' }),
      mirror(3, 'watchtower.loconav-trip.ended.v1', { recordedAt }),
    ];
    await models.project(loconavTripsProjection, told, 2);
    const read = await details.read(tripId);
    expect(tripDetails.parse(read).loconav).toEqual({
      version: 3,
      state: 'ended',
      since: recordedAt,
      reason: null,
      nextTryAt: null,
      trackUrl: 'https://track',
    });
  });

  it('rest on the events as they were told, each kept once', async () => {
    await models.project(tripsProjection, journey);
    const kept = await models.database.query(
      sql`select version, type, data from trip_events where trip_id = ${tripId} order by version`,
    );
    expect(kept).toEqual(journey.map(({ version, type, data }) => ({ version, type, data })));
  });
});
