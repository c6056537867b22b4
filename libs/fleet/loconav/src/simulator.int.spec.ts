import { startSimulator, type Simulator } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { LoconavClient } from './loconav-client.js';

/** Nothing but the built simulator: a LocoNav in every shape of page that a seed can choose. */
describe.each(['1', '2', '3', '5'])('the client and the simulated LocoNav of seed %s', (seed) => {
  let simulator: Simulator;
  let client: LoconavClient;

  beforeAll(async () => {
    simulator = await startSimulator({
      SIMULATOR_SEED: seed,
      SIMULATOR_TRUCKS: '12',
      SIMULATOR_AUTOSTART: 'false',
    });
    client = new LoconavClient({
      urls: { api: simulator.apiUrl, app: simulator.apiUrl },
      token: simulator.token,
      metrics: new Registry(),
      rateLimit: { requestsMax: 450, windowMs: 60_000 },
      requestTimeoutMs: 20_000,
      circuit: { failuresMax: 5, openMs: 1_000 },
      backoffMs: 10,
    });
  });
  afterAll(async () => {
    client.stop();
    await simulator.stop();
  });

  it('read every list whole', async () => {
    const vehicles = await client.vehicles.list();
    expect(new Set(vehicles.map(({ vehicleUuid }) => vehicleUuid)).size).toBe(12);
    const known: unknown[] = [];
    await client.vehicles.lastKnown(
      vehicles.map(({ vehicleUuid }) => vehicleUuid),
      async (some) => {
        known.push(...some);
      },
    );
    expect(known).toHaveLength(12);
    expect(await client.polygons.list()).toHaveLength(9);
    const to = new Date();
    expect(await client.alerts.ofFleet({ from: new Date(to.getTime() - 3_600_000), to })).toEqual([]);
  });

  it('make a trip once, and everything that can be done with it', async () => {
    const [vehicle] = await client.vehicles.list();
    const trip = {
      uniqueId: 'ours',
      vehicleNumber: vehicle?.number ?? '',
      shouldStartAt: new Date(),
      source: { geofenceId: 1001 },
      checkPoints: [],
      destination: { geofenceId: 1002 },
      tripDelayAlertsEnabled: false,
      shouldExpireOldTrips: false,
    };
    const made = await client.trips.create(trip);
    expect(await client.trips.create(trip)).toMatchObject({ id: made.id });
    await client.trips.act(made.id, 'START_TRIP');
    expect(await client.trips.find('ours')).toMatchObject({ id: made.id, state: 'ongoing' });
    await expect(client.trips.act(made.id, 'START_TRIP')).rejects.toMatchObject({ kind: 'unprocessable' });
    expect(await client.trips.trackUrl(made.id)).toContain(String(made.id));
    await client.trips.delete(made.id);
    await client.trips.delete(made.id);
    await expect(
      client.trips.create({ ...trip, uniqueId: 'x', source: { geofenceId: 5 } }),
    ).rejects.toMatchObject({
      kind: 'unprocessable',
      details: { reasons: ['geofence with id 5 not found.'] },
    });
  });

  it('make and change polygons and subscriptions', async () => {
    const circle = { name: 'Yard', latitude: 6.5, longitude: 3.3, radiusM: 150, active: true };
    const { id } = await client.polygons.create(circle);
    expect(await client.polygons.update(id, { ...circle, radiusM: 200 })).toMatchObject({ id, radius: 200 });
    const subscription = { kind: 'overspeed', vehicleIds: [], includeAll: '1', alertConfig: {} } as const;
    await client.alerts.subscribe([subscription]);
    await expect(client.alerts.subscribe([])).rejects.toMatchObject({ kind: 'unprocessable' });
  });

  it('get over errors that pass, and not over a wrong token', async () => {
    await simulator.setFaults([{ kind: 'server_errors', rate: 0.3 }]);
    expect(await client.vehicles.list()).toHaveLength(12);
    await simulator.setFaults([]);
    const stranger = new LoconavClient({
      urls: { api: simulator.apiUrl, app: simulator.apiUrl },
      token: 'another',
      metrics: new Registry(),
      rateLimit: { requestsMax: 450, windowMs: 60_000 },
      requestTimeoutMs: 20_000,
      circuit: { failuresMax: 5, openMs: 1_000 },
      backoffMs: 10,
    });
    await expect(stranger.vehicles.list()).rejects.toMatchObject({ kind: 'authentication' });
  });
});
