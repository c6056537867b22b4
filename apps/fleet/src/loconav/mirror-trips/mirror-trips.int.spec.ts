import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { HealthDetails, type Logger } from '@watch-tower/bootstrap';
import { topics, type DataOf, type Topics, type TypeOn } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { TransientError } from '@watch-tower/errors';
import { Outbox } from '@watch-tower/event-store';
import { LoconavClient } from '@watch-tower/loconav';
import { newId, toRecord } from '@watch-tower/messaging';
import { startSimulator, type Simulator } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { openFleet, readable, registerLocation, type Fleet, type Service } from '../../testing/fleet.js';
import { Loconav } from '../loconav.js';
import { MirrorMetrics } from './mirror-metrics.js';
import { MirrorTrips } from './mirror-trips.js';
import { wantedTrips } from './wanted-trips.projection.js';

jest.setTimeout(120_000);

type Type = TypeOn<Topics['tripEvents']>;
type Loses = (method: string, path: string) => boolean;

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const fence = { shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM: 150 } as const;
const evidence = { kind: 'rule', rule: 'test/1' } as const;
const at = '2026-11-26T08:00:00.000Z';

/** Stands before the simulator and keeps back the answers it is told to, once the simulator has given them. */
const startLossyWay = async (target: string) => {
  const way = { url: '', loses: ((): boolean => false) as Loses, close: () => server.close() };
  const pass = async (
    method: string,
    path: string,
    token: string,
    body: string,
    response: ServerResponse,
  ) => {
    const answer = await fetch(new URL(path, target), {
      method,
      headers: {
        'user-authentication': token,
        ...(body !== '' && { 'content-type': 'application/json' }),
      },
      ...(body !== '' && { body }),
    });
    const text = await answer.text();
    if (way.loses(method, path)) response.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      // The simulator may be away, as it is when it plays an outage.
      pass(method, url, String(headers['user-authentication']), body, response).catch(() =>
        response.destroy(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { pathname } = new URL(target);
  way.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
  return way;
};

describe('trips at LocoNav', () => {
  let simulator: Simulator;
  let way: Awaited<ReturnType<typeof startLossyWay>>;
  let there: LoconavClient;
  let fleet: Fleet;
  let service: Service;
  let trucks: string[];
  let stops: string[];
  let versions: Map<string, number>;
  let loconavs: Loconav[];

  beforeAll(async () => {
    simulator = await startSimulator({ SIMULATOR_TRUCKS: '3', SIMULATOR_AUTOSTART: 'false' });
    way = await startLossyWay(simulator.apiUrl);
    there = new LoconavClient({
      urls: { api: simulator.apiUrl, app: simulator.apiUrl },
      token: simulator.token,
      metrics: new Registry(),
      rateLimit: { requestsMax: 450, windowMs: 60_000 },
      requestTimeoutMs: 20_000,
      circuit: { failuresMax: 50, openMs: 1_000 },
      backoffMs: 10,
    });
    fleet = await openFleet();
  });
  beforeEach(async () => {
    await fleet.clear();
    await simulator.setFaults([]);
    way.loses = () => false;
    service = fleet.start();
    versions = new Map();
    loconavs = [];
    trucks = [];
    for (const { number, vehicleUuid } of await there.vehicles.list())
      trucks.push(await service.registerTruck(number ?? '', null, newId(), vehicleUuid));
    stops = [await registerLocation(service, fence), await registerLocation(service, fence)];
  });
  afterEach(() => {
    for (const loconav of loconavs) loconav.onModuleDestroy();
  });
  afterAll(async () => {
    there.stop();
    way.close();
    await simulator.stop();
    await fleet.close();
  });

  const mirror = () => {
    const metrics = new Registry();
    const config = {
      loconavApiUrl: way.url,
      loconavAppUrl: way.url,
      loconavToken: simulator.token,
      loconavRequestsMax: 450,
      loconavRequestsWindowSeconds: 1,
      loconavRequestTimeoutSeconds: 30,
    };
    const loconav = new Loconav(config, metrics, silent, new HealthDetails());
    loconavs.push(loconav);
    const outbox = new Outbox(fleet.database, { wake: () => {} });
    const trips = new MirrorTrips(fleet.database, outbox, loconav, new MirrorMetrics(metrics));
    return { metrics, run: () => trips.run() };
  };

  /** Something happens to a trip, as trip tells it. */
  const happens = async <K extends Type>(tripId: string, type: K, data: object): Promise<void> => {
    const version = (versions.get(tripId) ?? 0) + 1;
    versions.set(tripId, version);
    const record = toRecord(topics.tripEvents, tripId, {
      id: newId(),
      source: 'test',
      time: at,
      subject: tripId,
      version,
      correlationId: newId(),
      type,
      data: { tripId, recordedAt: at, evidence, ...data } as DataOf<Topics['tripEvents'], K>,
    });
    await service.projector.project(wantedTrips, [readable(topics.tripEvents, record)]);
  };
  const assign = (tripId: string, truckId: string | undefined) =>
    happens(tripId, 'watchtower.trip.truck-assigned.v1', { truckId, stage: 'assigned' });
  const plan = async (truckId = trucks[0]): Promise<string> => {
    const tripId = newId();
    const [from, to] = stops;
    await happens(tripId, 'watchtower.trip.created.v1', {
      stage: 'planned',
      backdated: false,
      plan: {
        vpcId: tripId,
        stops: [
          { kind: 'pickup', locationId: from },
          { kind: 'delivery', locationId: to },
        ],
        scheduledDeparture: new Date().toISOString(),
      },
    });
    await assign(tripId, truckId);
    return tripId;
  };
  const starts = (tripId: string) =>
    happens(tripId, 'watchtower.trip.started.v1', { at, stage: 'in_transit' });
  const completes = (tripId: string) =>
    happens(tripId, 'watchtower.trip.completed.v1', { at, stage: 'completed' });
  const isCancelled = (tripId: string) =>
    happens(tripId, 'watchtower.trip.cancelled.v1', { at, reason: 'no cargo', stage: 'cancelled' });
  /** Time passes: what was put off is due. */
  const afterARest = () => fleet.database.query(sql`update loconav_trips set next_try_at = now()`);
  const told = async () =>
    (await fleet.published(topics.loconavTripEvents)).map(({ type, version, data }) => ({
      what: type.split('.')[2],
      version,
      ...(data as object),
    }));

  it('are created, followed and ended, with the link to watch them by', async () => {
    const { run, metrics } = mirror();
    const tripId = await plan();
    await run();
    const made = await there.trips.find(tripId);
    expect(made).toMatchObject({ uniqueId: tripId, state: 'initialized' });
    expect((await told()).at(-1)).toMatchObject({
      what: 'mirrored',
      truckId: trucks[0],
      isUnderWay: false,
      trackUrl: expect.stringContaining(String(made?.id)) as string,
    });
    await starts(tripId);
    await run();
    expect(await there.trips.find(tripId)).toMatchObject({ id: made?.id, state: 'ongoing' });
    expect(await metrics.getSingleMetricAsString('watchtower_loconav_trips')).toContain(
      '{state="mirrored"} 1',
    );
    await completes(tripId);
    await run();
    expect(await there.trips.find(tripId)).toMatchObject({ id: made?.id, state: 'completed' });
    const all = await told();
    expect(all.at(-1)).toMatchObject({ what: 'ended', loconavTripId: made?.id });
    expect(all.map(({ version }) => version)).toEqual(all.map((_, index) => index + 1));
  });

  it('are created once where the answer is lost every time, and the next process goes on', async () => {
    const tripId = await plan();
    way.loses = (method) => method === 'POST';
    await mirror().run();
    const made = await there.trips.find(tripId);
    expect(await told()).toMatchObject([
      { what: 'mirrored', loconavTripId: made?.id },
      { what: 'mirrored', truckId: trucks[0] },
      { what: 'mirrored', loconavTripId: made?.id },
    ]);
  });

  it('are looked for where nobody knows whether they were created, and cancelled there', async () => {
    const tripId = await plan();
    // What is asked for arrives, and no answer ever does.
    way.loses = () => true;
    await expect(mirror().run()).rejects.toBeInstanceOf(TransientError);
    await isCancelled(tripId);
    way.loses = () => false;
    await mirror().run();
    expect((await told()).map(({ what }) => what)).toEqual(['mirror-failed', 'mirrored', 'cancelled']);
    expect(await there.trips.find(tripId)).toMatchObject({ state: 'trashed' });
  });

  it('are tried again once LocoNav is back, and say until when they rest', async () => {
    const tripId = await plan();
    await simulator.setFaults([{ kind: 'outage', forSeconds: 600 }]);
    const { run, metrics } = mirror();
    await expect(run()).rejects.toBeInstanceOf(TransientError);
    expect(await told()).toMatchObject([
      {
        what: 'mirror-failed',
        step: 'create',
        failures: 1,
        givenUp: false,
        nextTryAt: expect.any(String) as string,
      },
    ]);
    expect(await metrics.getSingleMetricAsString('watchtower_loconav_trips')).toContain(
      '{state="failing"} 1',
    );
    await simulator.setFaults([]);
    // Not before its time.
    await mirror().run();
    expect(await there.trips.find(tripId)).toBeUndefined();
    await afterARest();
    await mirror().run();
    expect(await there.trips.find(tripId)).toMatchObject({ state: 'initialized' });
  });

  it('that were over before they were there are never brought there', async () => {
    const [cancelled, completed] = [await plan(), await plan()];
    await isCancelled(cancelled);
    await starts(completed);
    await completes(completed);
    await mirror().run();
    expect(await told()).toEqual([]);
    expect(await there.trips.find(cancelled)).toBeUndefined();
    expect(await there.trips.find(completed)).toBeUndefined();
  });

  it('get the truck they were swapped to, under way', async () => {
    const tripId = await plan();
    await starts(tripId);
    await mirror().run();
    const before = await there.trips.find(tripId);
    await happens(tripId, 'watchtower.trip.truck-swapped.v1', {
      at,
      reason: 'broken down',
      place: { kind: 'point', latitude: 6.5, longitude: 3.4 },
      fromTruckId: trucks[0],
      toTruckId: trucks[1],
      stage: 'in_transit',
    });
    await mirror().run();
    const after = await there.trips.find(tripId);
    expect(after).toMatchObject({ id: before?.id, state: 'ongoing' });
    expect(after?.vehicleId).not.toBe(before?.vehicleId);
    expect((await told()).at(-1)).toMatchObject({ what: 'mirrored', truckId: trucks[1], isUnderWay: true });
  });

  it('that LocoNav refuses are given up and say why, until they change', async () => {
    await fleet.database.query(sql`update locations set geofence_id = 5 where id = ${stops[1]}`);
    const tripId = await plan();
    const other = await plan(trucks[1]);
    const { run, metrics } = mirror();
    await run();
    expect(await told()).toMatchObject([
      {
        what: 'mirror-failed',
        tripId,
        givenUp: true,
        nextTryAt: null,
        reason: expect.stringContaining('geofence') as string,
      },
      { what: 'mirror-failed', tripId: other, givenUp: true },
    ]);
    expect(await metrics.getSingleMetricAsString('watchtower_loconav_trips')).toContain(
      '{state="given_up"} 2',
    );
    await afterARest();
    await run();
    expect(await told()).toHaveLength(2);
    await fleet.database.query(sql`update locations set geofence_id = null`);
    await assign(tripId, trucks[2]);
    await run();
    expect((await told()).at(-1)).toMatchObject({ what: 'mirrored', tripId });
  });

  it('that failed and need nothing any more are told as they stand: nobody waits for a next try', async () => {
    const whatOf = async (tripId: string) =>
      (await told()).filter((one) => 'tripId' in one && one.tripId === tripId).map(({ what }) => what);
    const failsToday = async (): Promise<void> => {
      await simulator.setFaults([{ kind: 'outage', forSeconds: 600 }]);
      await expect(mirror().run()).rejects.toBeInstanceOf(TransientError);
      await simulator.setFaults([]);
    };
    const restored = await plan(trucks[1]);
    await mirror().run();
    const before = await whatOf(restored);
    await assign(restored, trucks[2]);
    await failsToday();
    await assign(restored, trucks[1]);
    await mirror().run();
    expect(await whatOf(restored)).toEqual([...before, 'mirror-failed', 'mirrored']);
    expect((await told()).at(-1)).toMatchObject({ truckId: trucks[1] });

    const cancelled = await plan();
    await failsToday();
    await isCancelled(cancelled);
    await mirror().run();
    await mirror().run();
    expect(await whatOf(cancelled)).toEqual(['mirror-failed', 'needless']);
    expect(await there.trips.find(cancelled)).toBeUndefined();
  });

  it('wait for a truck that LocoNav knows', async () => {
    const truckId = await service.registerTruck('NOT-THERE-1');
    const tripId = await plan(truckId);
    const { run, metrics } = mirror();
    await run();
    expect(await metrics.getSingleMetricAsString('watchtower_loconav_trips')).toContain(
      '{state="waiting"} 1',
    );
    await assign(tripId, trucks[0]);
    await run();
    expect(await there.trips.find(tripId)).toMatchObject({ state: 'initialized' });
  });
});
