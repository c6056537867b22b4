import { randomUUID } from 'node:crypto';
import { identifier, sql, type Database } from '@watch-tower/database';
import { EventStore, Outbox } from '@watch-tower/event-store';
import type { Evidence, TripEvent, Visit } from '@watch-tower/trip-domain';
import { createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { tripConfig } from '../config.js';
import { migrations } from '../database/migrations/index.js';
import { RegistryCopy } from '../registry/registry-copy.js';
import { TripStreams } from '../trip/trip-streams.js';
import { FollowTrips } from './follow-trips.js';
import { markTripsOfTrucks } from './followed-trips.js';
import { ProgressMetrics } from './progress-metrics.js';
import { visitCopies } from './visit-copies.projection.js';

const hourMs = 3_600_000;
const startMs = Math.floor(Date.now() / 1_000) * 1_000 - 10 * hourMs;
const at = (hours: number): string => new Date(startMs + hours * hourMs).toISOString();
const person: Evidence = { kind: 'person', actorId: 'user-1', role: 'dispatcher' };
const [pickupId, deliveryId, depotId, otherDepotId] = [1, 2, 3, 4].map(() => randomUUID());

let test: TestDatabase;
let database: Database;
let streams: TripStreams;
let trips: FollowTrips;
let truckId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = await test.open('trip', { migrations: [...migrations] });
  const relay = { wake: () => undefined };
  await new Outbox(database, relay).maintain({ keptDays: 7 });
  streams = new TripStreams(new EventStore(database, relay));
  const config = tripConfig.parse({ databaseUrl: 'postgres://not-used', kafkaBrokers: 'not-used:1' });
  const metrics = new ProgressMetrics(new Registry());
  trips = new FollowTrips(database, streams, new RegistryCopy(database), metrics, config);
});
afterAll(() => test.close());
beforeEach(() => {
  truckId = randomUUID();
});

const create = async (options: { departure?: string; driverId?: string; emptyReturn?: boolean } = {}) => {
  const tripId = randomUUID();
  const stop = (kind: 'pickup' | 'delivery' | 'empty_return', locationId = '') => ({
    kind,
    locationId,
    plannedArrivalAt: null,
    plannedDepartureAt: null,
  });
  const fact = { evidence: person, recordedAt: at(0) };
  const events: TripEvent[] = [
    {
      type: 'TripCreated',
      plan: {
        vpcId: tripId,
        clientId: null,
        stops: [
          stop('pickup', pickupId),
          stop('delivery', deliveryId),
          ...(options.emptyReturn === true ? [stop('empty_return', depotId)] : []),
        ],
        containers: [],
        cargoType: null,
        weightTons: null,
        scheduledDeparture: options.departure ?? at(1),
      },
      backdated: false,
      originTripId: null,
      ...fact,
    },
    { type: 'TruckAssigned', truckId, ...fact },
    ...(options.driverId === undefined
      ? []
      : [{ type: 'DriverAssigned' as const, driverId: options.driverId, ...fact }]),
  ];
  await say(tripId, ...events);
  return tripId;
};

const say = async (tripId: string, ...events: TripEvent[]): Promise<void> => {
  const result = await streams.append(await streams.load(tripId), events, { correlationId: 'test' });
  expect(result.status).toBe('appended');
  await trips.keep([tripId]);
};

const visit = (locationId: string | undefined, from: number, to: number | null, truck = truckId): Visit => {
  const fix = { deviceTime: at(from), latitude: 6.4, longitude: 3.4 };
  return {
    visitId: randomUUID(),
    truckId: truck,
    locationId: locationId ?? '',
    startedAt: at(from),
    endedAt: to === null ? null : at(to),
    firstFix: fix,
    lastFix: fix,
    rule: 'visit/1',
    fenceVersion: 1,
  };
};

const see = async (...visits: Visit[]): Promise<void> => {
  for (const { visitId, truckId: truck, startedAt, endedAt, ...rest } of visits) {
    const whole = JSON.stringify({ visitId, truckId: truck, startedAt, endedAt, ...rest });
    await database.query(sql`
      insert into visit_copies (visit_id, truck_id, started_at, ended_at, visit)
      values (${visitId}, ${truck}, ${startedAt}, ${endedAt}, ${whole}::jsonb)
      on conflict (visit_id) do update set ended_at = excluded.ended_at, visit = excluded.visit`);
  }
  const truckIds = [...new Set(visits.map((one) => one.truckId))];
  await database.transaction(async (tx) => markTripsOfTrucks(tx, truckIds));
};

const unsee = async ({ visitId }: Visit): Promise<void> => {
  await database.query(sql`delete from visit_copies where visit_id = ${visitId}`);
  await database.transaction(async (tx) => markTripsOfTrucks(tx, [truckId]));
};

const look = () => trips.run(new Date());
const typesOf = async (tripId: string): Promise<string[]> => {
  const rows = await database.query<{ type: string }>(
    sql`select type from events where stream_id = ${tripId} and version > 2 order by version`,
  );
  return rows.map(({ type }) => type).filter((type) => type !== 'DriverAssigned');
};

it('a trip goes on by the visits of its truck, and what is told names the visit', async () => {
  const tripId = await create();
  const atPickup = visit(pickupId, 0.5, 1.2);
  await see(atPickup);
  await look();
  await see(visit(deliveryId, 3, 5));
  await look();
  await look();
  expect(await typesOf(tripId)).toEqual([
    'PickupReached',
    'TripStarted',
    'DeliveryReached',
    'CargoOffloaded',
    'DeliveryLeft',
    'TripCompleted',
  ]);
  expect(
    await database.query(sql`
      select headers->>'ce_type' as type, value::jsonb->'evidence'->>'visitId' as visit, value::jsonb->>'stage' as stage
      from outbox where key = ${tripId} order by position offset 2 limit 1`),
  ).toEqual([{ type: 'watchtower.trip.pickup-reached.v1', visit: atPickup.visitId, stage: 'at_pickup' }]);
});

it('a withdrawn visit withdraws what it caused', async () => {
  const tripId = await create();
  const first = visit(pickupId, 0.5, 1.2);
  await see(first);
  await look();
  await unsee(first);
  await look();
  expect(await typesOf(tripId)).toEqual([
    'PickupReached',
    'TripStarted',
    'ProgressWithdrawn',
    'ProgressWithdrawn',
    'DelayNoted',
  ]);
});

it('the next trip of a truck begins when the first is over, whatever became known first', async () => {
  const second = await create({ departure: at(5) });
  const first = await create();
  await see(visit(pickupId, 5, 6), visit(pickupId, 0.5, 1), visit(deliveryId, 2, 4));
  await look();
  expect((await streams.load(first)).trip.situation).toBe('completed');
  expect(await typesOf(second)).toEqual(['PickupReached', 'TripStarted']);
});

it('a trip waits while its driver is under way on another, and goes on after it', async () => {
  const driverId = randomUUID();
  const busy = await create({ driverId });
  const fact = { evidence: person, recordedAt: at(1) };
  await say(busy, { type: 'TripStarted', at: at(1), ...fact });
  truckId = randomUUID();
  const waiting = await create({ driverId });
  await see(visit(pickupId, 0.5, 1));
  await look();
  expect((await streams.load(waiting)).trip.situation).toBe('scheduled');
  await say(busy, { type: 'TripCompleted', at: at(2), ...fact });
  await look();
  expect((await streams.load(waiting)).trip.situation).toBe('ongoing');
});

it('an empty that is brought to another depot is returned there', async () => {
  const tripId = await create({ emptyReturn: true });
  await database.query(sql`
    insert into registry_copy (id, kind, operational, on_map, is_depot)
    values (${otherDepotId}, 'location', true, true, true)`);
  await see(visit(pickupId, 0.5, 1), visit(deliveryId, 2, 4), visit(otherDepotId, 6, null));
  await look();
  expect((await streams.load(tripId)).trip).toMatchObject({ situation: 'completed', end: { at: at(6) } });
});

it('a delay is noted by the clock, once, and cleared when the plan changes', async () => {
  const tripId = await create({ departure: at(2) });
  await look();
  await look();
  const fact = { evidence: person, recordedAt: at(9) };
  await say(tripId, { type: 'PlanChanged', change: { scheduledDeparture: at(9.5) }, ...fact });
  await look();
  expect(await typesOf(tripId)).toEqual(['DelayNoted', 'PlanChanged', 'DelayCleared']);
});

it('many lookers at once tell everything once', async () => {
  const tripId = await create();
  await see(visit(pickupId, 0.5, 1.2), visit(deliveryId, 3, 5));
  await Promise.all([look(), look(), look()]);
  await look();
  expect(await typesOf(tripId)).toHaveLength(6);
});

it('visits made anew concern the trips of trucks whose visits come out otherwise, and nobody else', async () => {
  const replaced = identifier('trip_replaced');
  const exchange = () => database.transaction(async (tx) => visitCopies.anew?.exchanged(tx, replaced));
  const tripId = await create();
  await database.query(sql`truncate trips_to_follow`);
  await database.query(sql`create table ${replaced}.visit_copies as table visit_copies`);
  await exchange();
  expect(await database.query(sql`select from trips_to_follow`)).toEqual([]);

  await see(visit(pickupId, 0.5, 1.2));
  await database.query(sql`truncate trips_to_follow`);
  await exchange();
  expect(await database.query(sql`select trip_id as "tripId" from trips_to_follow`)).toEqual([{ tripId }]);
  await look();
  expect(await typesOf(tripId)).toEqual(['PickupReached', 'TripStarted']);
  await database.query(sql`drop table ${replaced}.visit_copies`);
});
