import { jest } from '@jest/globals';
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { pino } from 'pino';
import { wallClock } from './clock.js';
import { createFaults, createFleet } from '@watch-tower/simulator-domain';
import { createHttpServer } from './http-server.js';
import { createSimulation } from './simulation.js';
import { readGpsTime, startReceiver } from './testing/receiver.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const settings = {
  seed: 1,
  pastHours: 1,
  pastRate: 20_000,
  intervalSeconds: 30,
  batch: 20,
  timeZone: 'UTC',
  apiToken: 'token',
  apiRequestsMax: 500,
  apiWindowSeconds: 60,
};

describe('the simulator', () => {
  it('waits for the start, sends its past, goes live, and stops cleanly', async () => {
    const fleet = createFleet(1, 3);
    const receiver = await startReceiver();
    const target = { url: receiver.url, secretHeader: 'x-loconav-secret', secret: 'hush', concurrency: 4 };
    const parts = { clock: wallClock, faults: createFaults(1, []), logger: pino({ level: 'silent' }) };
    const simulation = createSimulation(fleet, settings, target, parts);
    const http = createHttpServer({ ...parts, fleet, settings, simulation });

    expect((await http.inject('/health/live')).statusCode).toBe(200);
    expect((await http.inject('/control/status')).json()).toMatchObject({
      state: 'waiting',
      trucks: 3,
      sent: 0,
    });
    expect((await http.inject({ method: 'POST', url: '/control/start' })).statusCode).toBe(202);
    expect((await http.inject({ method: 'POST', url: '/control/start' })).statusCode).toBe(200);
    while (simulation.status().state !== 'live') await yieldToEvents();

    expect((await http.inject('/health/ready')).statusCode).toBe(200);
    expect((await http.inject('/world')).json()).toMatchObject({
      trucks: fleet.map(({ plate, imei }) => ({ plate, imei })),
    });
    expect((await http.inject('/metrics')).body).toContain(
      `simulator_fixes_total{outcome="accepted"} ${receiver.accepted.length}`,
    );
    await simulation.stop();
    await http.close();
    await receiver.stop();

    expect(new Set(receiver.accepted.map(({ vehiclenumber }) => vehiclenumber)).size).toBe(3);
    expect(receiver.accepted.every(({ gpstime }) => readGpsTime(gpstime) <= Date.now())).toBe(true);
    expect(simulation.status()).toMatchObject({
      state: 'stopped',
      accepted: receiver.accepted.length,
      refused: 0,
    });
    expect(simulation.start()).toBe(false);
  });
});
