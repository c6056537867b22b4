import { jest } from '@jest/globals';
import { once } from 'node:events';
import { pino } from 'pino';
import { wallClock, type Clock } from '../clock.js';
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { createFaults, createFleet } from '@watch-tower/simulator-domain';
import { createHttpServer } from '../http-server.js';
import { createSimulation } from '../simulation.js';
import { startReceiver } from '../testing/receiver.js';
import { uuidOf } from './identities.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const now = Date.UTC(2026, 10, 23, 12);
const prefix = '/integration/api/v1';

/** Time stands: whoever waits is woken by the end alone. */
const untilAborted = async (_timeMs: number, signal: AbortSignal) => {
  if (!signal.aborted) await once(signal, 'abort');
};

/** A LocoNav of a few trucks on a clock that stands; nobody takes its webhooks. */
function open({ seed = 1, trucks = 2 } = {}) {
  const fleet = createFleet(seed, trucks);
  const faults = createFaults(seed, []);
  const standing: Clock = { now: () => now, until: untilAborted };
  const settings = {
    ...{ seed, pastHours: 6, pastRate: 100_000, intervalSeconds: 30, batch: 1000, timeZone: 'UTC' },
    ...{ apiToken: 'token', apiRequestsMax: 500, apiWindowSeconds: 60 },
  };
  const nowhere = { url: 'http://127.0.0.1:1', secretHeader: 'x', secret: 'x', concurrency: 1 };
  const parts = { clock: standing, faults, logger: pino({ level: 'silent' }) };
  const simulation = createSimulation(fleet, settings, nowhere, parts);
  const http = createHttpServer({ ...parts, fleet, settings, simulation });
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) => {
    const response = await http.inject({
      method,
      url: `${prefix}${path}`,
      headers: { 'user-authentication': 'token' },
      ...(payload && { payload }),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.json<Record<string, never>>(),
    };
  };
  return { fleet, http, simulation, faults, ask };
}

type Page = { data: Record<string, unknown> & { values?: unknown[]; vehicles?: unknown[] } };

describe('the simulated API', () => {
  it('asks for its token, and says its limit', async () => {
    const { http, ask } = open();
    const refused = await http.inject(`${prefix}/vehicles`);
    expect([refused.statusCode, refused.json()]).toEqual([
      401,
      { success: false, data: { errors: ['Authentication failed'] } },
    ]);
    expect((await ask('GET', '/vehicles')).headers).toMatchObject({
      'x-rate-limit-limit': '500',
      'x-rate-limit-remaining': '498',
    });
  });

  it('refuses what is over the limit of an endpoint, and counts it', async () => {
    const { ask, http } = open({ trucks: 1 });
    const statuses = [];
    for (let nth = 0; nth < 502; nth++) statuses.push((await ask('GET', '/polygons')).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect((await ask('GET', '/vehicles')).status).toBe(200);
    expect((await http.inject('/control/status')).json()).toMatchObject({
      api: { 'GET /polygons': { requests: 502, overLimit: 2, mostInAWindow: 502 } },
    });
  });

  it('pages in all of LocoNav’s shapes, by the seed, and gives ten where nobody asks', async () => {
    const shapes = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const { body } = await open({ seed, trucks: 12 }).ask('GET', '/vehicles');
      const { values, vehicles, ...says } = (body as unknown as Page).data;
      expect(values ?? vehicles).toHaveLength(10);
      shapes.add(Object.keys(says).join());
    }
    expect([...shapes].sort()).toEqual([
      'page,perPage,count,more',
      'page,perPage,dataCount',
      'page,perPage,more,total',
      'perPage,totalCount,currentPage',
    ]);
  });

  it('knows where every vehicle was last, in silence only of as many as a page has', async () => {
    const { ask, simulation, fleet } = open();
    const body = { vehicleIds: fleet.map(({ plate }) => uuidOf(plate)), sensors: ['gps'] };
    expect(JSON.stringify((await ask('POST', '/vehicles/telematics/last_known', body)).body)).not.toContain(
      'gps',
    );
    simulation.start();
    const { body: some } = await ask('POST', '/vehicles/telematics/last_known?perPage=1', body);
    expect((some as unknown as Page).data.values).toHaveLength(1);
    const { body: all } = await ask('POST', '/vehicles/telematics/last_known?perPage=100', body);
    const { values } = (all as unknown as Page).data;
    expect(values).toHaveLength(2);
    expect(values?.[0]).toMatchObject({
      vehicleNumber: fleet[0]?.plate,
      gps: {
        currentLocationCoordinates: { lat: { timestamp: expect.stringContaining('2026-11-23T1') as string } },
      },
    });
    await simulation.stop();
  });

  it('lists the alerts that the driving has caused, of the fleet and of a vehicle', async () => {
    const { ask, simulation, fleet } = open();
    simulation.start();
    const window = `startTime=${now / 1000 - 6 * 3600}&endTime=${now / 1000}`;
    const { body } = await ask('GET', `/alerts?${window}&perPage=500`);
    const { values } = (body as unknown as Page).data;
    expect(values?.length).toBeGreaterThan(2);
    const uuid = uuidOf(fleet[0]?.plate ?? '');
    const { body: one } = await ask('GET', `/vehicles/${uuid}/alerts?${window}`);
    const { alerts } = (one as unknown as { data: { alerts: { vehicle: { uuid: string } }[] } }).data;
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts.every(({ vehicle }) => vehicle.uuid === uuid)).toBe(true);
    expect((await ask('GET', '/alerts?startTime=1&endTime=99999')).status).toBe(400);
    await simulation.stop();
  });

  it('tells how a vehicle moved', async () => {
    const { ask, fleet } = open();
    const window = `startTime=${now / 1000 - 6 * 3600}&endTime=${now / 1000}`;
    const { body } = await ask('GET', `/vehicles/${uuidOf(fleet[0]?.plate ?? '')}/timeline?${window}`);
    const { timeline } = (body as unknown as { data: { timeline: { movementStatus: string }[] } }).data;
    expect(timeline.map(({ movementStatus }) => movementStatus)).toContain('Moving');
    expect((await ask('GET', `/vehicles/nobody/timeline?${window}`)).body).toEqual({
      success: false,
      data: { errors: [{ message: 'vehicle not found', code: 'not_found' }] },
    });
  });

  it('takes a trip once, and only with a geofence it knows', async () => {
    const { ask, fleet } = open();
    const trip = {
      vehicle: { number: fleet[0]?.plate.toLowerCase() },
      uniqueId: 'ours',
      shouldStartAt: now / 1000,
      source: { geofenceId: 1001 },
      destination: { coordinates: '6.5,3.3', address: 'Agbara' },
    };
    const made = await ask('POST', '/trips', { trip });
    expect(made).toMatchObject({ status: 201, body: { success: true, data: { uniqueId: 'ours' } } });
    expect(await ask('POST', '/trips', { trip })).toMatchObject({
      status: 422,
      body: { data: { errors: [{ message: 'unique Id has already been taken' }] } },
    });
    const nowhere = { ...trip, uniqueId: 'other', source: { geofenceId: 5 } };
    expect(await ask('POST', '/trips', { trip: nowhere })).toMatchObject({
      status: 422,
      body: { data: { errors: [{ message: 'geofence with id 5 not found.' }] } },
    });
    const { id } = (made.body as unknown as { data: { id: number } }).data;
    const states = [];
    for (const action of ['END_TRIP', 'START_TRIP', 'START_TRIP', 'END_TRIP']) {
      states.push((await ask('PUT', `/trips/${id}`, { trip: { action } })).status);
    }
    expect(states).toEqual([422, 200, 422, 200]);
    expect((await ask('GET', `/trips/${id}/track_url`)).status).toBe(200);
    expect((await ask('DELETE', `/trips/${id}`)).status).toBe(200);
    expect((await ask('DELETE', `/trips/${id}`)).status).toBe(404);
    expect(JSON.stringify((await ask('GET', '/trips?uniqueId=ours&perPage=5')).body)).toContain('trashed');
  });

  it('keeps circles with names of their own', async () => {
    const { ask } = open();
    const polygon = { name: 'Yard', lat: 6.5, long: 3.3, distanceUnit: 'm', radius: 150, active: true };
    const made = await ask('POST', '/polygons', { polygon });
    expect(made).toMatchObject({ status: 201, body: { data: { name: 'Yard', updatedAt: now } } });
    expect((await ask('POST', '/polygons', { polygon })).status).toBe(422);
    expect((await ask('PUT', '/polygons/1001', { polygon })).status).toBe(422);
    expect((await ask('PUT', '/polygons/1001', { polygon: { ...polygon, name: 'Apapa' } })).status).toBe(200);
  });

  it('takes subscriptions in a shape of their own', async () => {
    const { ask } = open();
    const path = '/vehicles/alerts/subscriptions';
    const subscription = {
      kind: 'overspeed',
      vehicleIds: [],
      includeAll: '0',
      alertConfig: { speedLimit: 60 },
    };
    expect((await ask('POST', path, { alertSubscriptions: [subscription] })).body).toEqual({
      status: true,
      data: 'Subscription Created Successfully',
    });
    expect((await ask('POST', path, { alertSubscriptions: [] })).body).toMatchObject({ status: false });
  });
});

describe('faults on demand', () => {
  const post = (http: ReturnType<typeof open>['http'], payload: unknown) =>
    http.inject({
      method: 'POST',
      url: '/faults',
      payload: JSON.stringify(payload),
      headers: { 'content-type': 'application/json' },
    });

  it('are a list that is checked, shown, and replaced', async () => {
    const { http } = open();
    expect((await post(http, [{ kind: 'late', rate: 2, seconds: 5 }])).statusCode).toBe(400);
    expect((await post(http, [{ kind: 'outage' }])).statusCode).toBe(400);
    expect((await post(http, [{ kind: 'jump', rate: 0.5, kilometres: 9 }])).statusCode).toBe(200);
    expect((await http.inject('/faults')).json()).toEqual({
      faults: [{ kind: 'jump', rate: 0.5, kilometres: 9, since: '2026-11-23T12:00:00.000Z', until: null }],
    });
    await post(http, []);
    expect((await http.inject('/faults')).json()).toEqual({ faults: [] });
  });

  it('refuse with 429, fail with 5xx, and break connections', async () => {
    const { http, ask } = open();
    await post(http, [{ kind: 'too_many', forSeconds: 60 }]);
    expect((await ask('GET', '/vehicles')).status).toBe(429);
    await post(http, [{ kind: 'server_errors', rate: 1 }]);
    expect([500, 503]).toContain((await ask('GET', '/vehicles')).status);
    await post(http, [{ kind: 'outage', forSeconds: 60 }]);
    const address = await http.listen({ port: 0, host: '127.0.0.1' });
    await expect(fetch(`${address}${prefix}/vehicles`)).rejects.toThrow('fetch failed');
    await http.close();
  });
});

describe('the truth', () => {
  it('is every fix and every visit to the second, whatever goes wrong', async () => {
    const { http, fleet } = open();
    const span = 'from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z';
    const { trucks } = (
      await http.inject(`/truth?${span}&plate=${encodeURIComponent(fleet[0]?.plate ?? '')}`)
    ).json<{
      trucks: {
        fixes: unknown[];
        visits: { place: string; enteredAt: string | null; leftAt: string | null }[];
      }[];
    }>();
    expect(trucks).toHaveLength(1);
    expect(trucks[0]?.fixes.length).toBeGreaterThan(500);
    const visits = trucks[0]?.visits ?? [];
    expect(visits.length).toBeGreaterThan(2);
    expect(
      visits.every(({ enteredAt, leftAt }) => enteredAt === null || leftAt === null || enteredAt < leftAt),
    ).toBe(true);
    expect((await http.inject('/truth?from=x')).statusCode).toBe(400);
    expect((await http.inject('/truth?from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z')).statusCode).toBe(
      400,
    );
  });
});

describe('alert webhooks', () => {
  it('are sent as alerts open and close, each truck’s in its order', async () => {
    const receiver = await startReceiver();
    const fleet = createFleet(1, 2);
    const settings = {
      ...{ seed: 1, pastHours: 6, pastRate: 100_000, intervalSeconds: 30, batch: 1000, timeZone: 'UTC' },
      alertWebhookUrl: receiver.url.replace('location', 'alert'),
    };
    const target = { url: receiver.url, secretHeader: 'x', secret: 'x', concurrency: 4 };
    const simulation = createSimulation(fleet, settings, target, {
      clock: wallClock,
      faults: createFaults(1, []),
      logger: pino({ level: 'silent' }),
    });
    simulation.start();
    while (simulation.counts.alerts.totals().accepted < 5) await yieldToEvents();
    await simulation.stop();
    await receiver.stop();
    const alerts = receiver.calls.flatMap(({ body }) => {
      const message = JSON.parse(body) as Record<string, unknown>;
      return 'kind' in message ? [message] : [];
    });
    const closed = alerts.filter((alert) => 'inactive_event_time' in alert);
    expect(closed.length).toBeGreaterThan(0);
    for (const { id } of closed)
      expect(alerts.findIndex((alert) => alert['id'] === id)).toBeLessThan(
        alerts.findLastIndex((alert) => alert['id'] === id),
      );
  });
});
