import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { HealthDetails, type Logger } from '@watch-tower/bootstrap';
import { normalisePlate, topics } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { TransientError } from '@watch-tower/errors';
import { Outbox } from '@watch-tower/event-store';
import { newId } from '@watch-tower/messaging';
import { eventually, startSimulator, type Simulator } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import type { ReportedPosition } from '../positions/reported-position.js';
import { openFleet, truckDefaults, commandOf, type Fleet, type Published } from '../testing/fleet.js';
import { CompareVehicles } from './compare-vehicles/compare-vehicles.js';
import { Loconav } from './loconav.js';
import { PollAlerts } from './poll-alerts/poll-alerts.js';
import { PollPositions } from './poll-positions/poll-positions.js';
import { PollingMetrics } from './polling-metrics.js';

// The simulator computes days of driving: seconds of work, and more on a busy machine.
jest.setTimeout(120_000);

type WorldTruck = { readonly plate: string; readonly imei: string; readonly loconavVehicleId: string };

/** Takes LocoNav's webhooks of locations, and keeps them. */
const startReceiver = async () => {
  const reports: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      reports.push(...([JSON.parse(body)].flat() as Record<string, unknown>[]));
      response.writeHead(202).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, reports, server };
};

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe('polling LocoNav', () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let simulator: Simulator;
  let fleet: Fleet;
  let world: readonly WorldTruck[];

  beforeAll(async () => {
    receiver = await startReceiver();
    simulator = await startSimulator({ SIMULATOR_WEBHOOK_URL: receiver.url, SIMULATOR_PAST_HOURS: '6' });
    fleet = await openFleet();
    const response = await fetch(`${simulator.url}/world`);
    world = ((await response.json()) as { trucks: WorldTruck[] }).trucks;
  });
  beforeEach(async () => {
    await fleet.clear();
    await fleet.database.query(sql`truncate loconav_alert_polls, loconav_polled_alerts`);
    await simulator.setFaults([]);
  });
  afterAll(async () => {
    await simulator.stop();
    receiver.server.closeAllConnections();
    receiver.server.close();
    await fleet.close();
  });

  const polling = async (token = simulator.token) => {
    const { database } = fleet;
    const service = fleet.start();
    for (const { plate: number, imei, loconavVehicleId } of world) {
      const fields = { ...truckDefaults, number, imei, loconavVehicleId };
      await service.registrar.carryOut(commandOf('watchtower.fleet.register-truck.v1', newId(), fields));
    }
    const metrics = new Registry();
    const config = {
      loconavApiUrl: simulator.apiUrl,
      loconavAppUrl: simulator.apiUrl,
      loconavToken: token,
      loconavRequestsMax: 450,
      loconavRequestsWindowSeconds: 1,
      loconavRequestTimeoutSeconds: 30,
      loconavAlertsOverlapMinutes: 600,
    };
    const health = new HealthDetails();
    const loconav = new Loconav(config, metrics, silent, health);
    const outbox = new Outbox(database, { wake: () => {} });
    const counts = new PollingMetrics(metrics);
    return {
      service,
      metrics,
      health,
      positions: new PollPositions(database, outbox, loconav, counts),
      alerts: new PollAlerts(database, outbox, loconav, counts, config),
      vehicles: new CompareVehicles(database, loconav, counts, silent),
    };
  };

  const reportedOf = ({ id, data }: Published): ReportedPosition => {
    const message = data as Omit<ReportedPosition, 'receivedAt'> & { receivedAt: string };
    return { ...message, messageId: id, correlationId: id, receivedAt: new Date(message.receivedAt) };
  };
  const byWebhook = (report: Record<string, unknown>): ReportedPosition => ({
    messageId: newId(),
    correlationId: newId(),
    provider: 'loconav',
    channel: 'webhook',
    receivedAt: new Date(),
    plate: String(report['vehiclenumber']),
    imei: String(report['imei']),
    report,
  });

  it('publishes where every truck was last, keyed as the webhook keys it, and stores it once', async () => {
    const { positions, service } = await polling();
    await positions.poll();
    const polled = await fleet.published(topics.telemetryPositions);
    expect(polled.map(({ key }) => key).sort()).toEqual(
      world.map(({ plate }) => normalisePlate(plate)).sort(),
    );
    expect(polled[0]?.data).toMatchObject({ provider: 'loconav', channel: 'poll', imei: null });

    await service.take(polled.map(reportedOf));
    expect(await fleet.positions()).toHaveLength(world.length);
    expect(await fleet.quarantine()).toEqual([]);
  });

  it('recognises what a webhook delivered as the same', async () => {
    const { positions, service } = await polling();
    await positions.poll();
    const polled = await fleet.published(topics.telemetryPositions);
    await service.take(polled.map(reportedOf));
    const before = await fleet.positions();
    // The webhooks of the same fixes have been sent, or will be in a moment.
    await eventually(
      async () => {
        await service.take(receiver.reports.map(byWebhook));
        const after = await fleet.positions();
        const seen = new Set(
          receiver.reports.map(({ latitude, longitude }) => `${String(latitude)} ${String(longitude)}`),
        );
        expect(before.every(({ latitude, longitude }) => seen.has(`${latitude} ${longitude}`))).toBe(true);
        expect(after).toEqual(expect.arrayContaining(before));
        const moments = new Set(after.map(({ truckId, deviceTime }) => `${truckId} ${deviceTime.getTime()}`));
        expect(moments.size).toBe(
          new Set(receiver.reports.map((one) => `${String(one['vehiclenumber'])} ${String(one['gpstime'])}`))
            .size,
        );
      },
      { timeoutMs: 60_000 },
    );
  });

  it('publishes alerts that are new or have changed, and none twice', async () => {
    const { alerts } = await polling();
    await fleet.database.query(sql`
      insert into loconav_alert_polls (polled_until) values (now() - interval '1 hour')`);
    await alerts.poll(new Date());
    const first = await fleet.published(topics.telemetryAlerts);
    expect(first.length).toBeGreaterThan(0);
    expect(first[0]?.data).toMatchObject({
      channel: 'poll',
      report: { eventType: expect.any(String) as string },
    });

    await alerts.poll(new Date());
    const again = await fleet.published(topics.telemetryAlerts);
    const told = again.map(({ data }) => JSON.stringify((data as { report: unknown }).report));
    expect(new Set(told).size).toBe(told.length);
  });

  it('fails as something that passes while LocoNav is away, and catches up once it is back', async () => {
    const { alerts, positions, health } = await polling();
    await fleet.database.query(sql`
      insert into loconav_alert_polls (polled_until) values (now() - interval '3 hours')`);
    await simulator.setFaults([{ kind: 'outage', forSeconds: 600 }]);
    await expect(alerts.poll(new Date())).rejects.toBeInstanceOf(TransientError);
    await expect(positions.poll()).rejects.toBeInstanceOf(TransientError);
    expect(health.read()).toEqual({ loconav: { circuits: { api: 'closed', app: 'closed' } } });
    expect(await fleet.published(topics.telemetryAlerts)).toEqual([]);

    await simulator.setFaults([]);
    await alerts.poll(new Date());
    expect((await fleet.published(topics.telemetryAlerts)).length).toBeGreaterThan(0);
  });

  it('waits until the window’s end where it was too much', async () => {
    const { positions } = await polling();
    await simulator.setFaults([{ kind: 'too_many', forSeconds: 1 }]);
    await positions.poll();
    expect(await fleet.published(topics.telemetryPositions)).toHaveLength(world.length);
  });

  it('fails as a fault that somebody must mend where the token is wrong', async () => {
    const { positions } = await polling('wrong');
    await expect(positions.poll()).rejects.toMatchObject({ name: 'LoconavError', kind: 'authentication' });
  });

  it('counts where LocoNav’s vehicles and our trucks differ', async () => {
    const { vehicles, metrics } = await polling();
    await fleet.database.query(sql`update trucks set imei = null, loconav_vehicle_id = null`);
    await vehicles.compare();
    const told = await metrics.getSingleMetricAsString('watchtower_loconav_vehicle_differences');
    expect(told).toContain(`{kind="vehicle_id_missing"} ${world.length}`);
    expect(told).toContain(`{kind="imei_missing"} ${world.length}`);
    expect(told).toContain('{kind="unknown_truck"} 0');
  });
});
