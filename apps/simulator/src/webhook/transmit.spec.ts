import { jest } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { pino } from 'pino';
import { createFaults, createFleet, toldBy, trackOf } from '@watch-tower/simulator-domain';
import { readGpsTime, startReceiver, type Call } from '../testing/receiver.js';
import { virtualClock } from '../testing/virtual-clock.js';
import { createCounts } from './counts.js';
import { createDelivery } from './deliver.js';
import { gpsTimeFormat } from './gps-time.js';
import { locationMessage } from './location-message.js';
import { createPace } from './pace.js';
import { transmit } from './transmit.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const started = Date.UTC(2026, 10, 23, 6, 0, 0, 250);
const hour = 3_600_000;
const from = Math.floor(started / 1000) * 1000 - 2 * hour;
const gpsTime = gpsTimeFormat('UTC');

/** Sends two hours of past and one of live through real HTTP, on a clock that passes only by waiting. */
async function send(options: {
  batch?: number;
  trucks?: number;
  answer?: (call: Call, response: ServerResponse) => void;
}) {
  const clock = virtualClock(started);
  const stopping = new AbortController();
  let aheadMs = -Infinity;
  const receiver = await startReceiver((call, response) => {
    for (const { gpstime } of call.messages) aheadMs = Math.max(aheadMs, readGpsTime(gpstime) - clock.now());
    if (options.answer) options.answer(call, response);
    else response.writeHead(202).end();
    if (clock.now() > started + hour) stopping.abort();
  });
  const counts = createCounts(() => 0);
  const { signal } = stopping;
  const target = { url: receiver.url, secretHeader: 'x-loconav-secret', secret: 'hush', concurrency: 4 };
  const delivery = createDelivery(target, clock, counts, pino({ level: 'silent' }), signal);
  const uplink = {
    clock,
    delivery,
    gpsTime,
    signal,
    pace: createPace(2000, clock, signal),
    batch: options.batch ?? 1,
  };
  const fleet = createFleet(1, options.trucks ?? 1);
  const progresses = fleet.map(() => ({ nextMs: from, caughtUp: false }));
  await Promise.all(
    fleet.map((truck, i) => {
      const progress = progresses[i] ?? { nextMs: from, caughtUp: false };
      const told = toldBy(
        trackOf(1, truck, from, 30),
        { ...truck, partnerImei: truck.imei },
        createFaults(1, []),
      );
      return transmit(told, progress, uplink);
    }),
  );
  delivery.close();
  await receiver.stop();
  return { ...receiver, fleet, counts: counts.totals(), aheadMs, progresses };
}

/** The same truck's fixes, straight from the track, as many as were accepted. */
function recorded(accepted: readonly { vehiclenumber: string }[], fleet: ReturnType<typeof createFleet>) {
  return fleet.flatMap((truck) => {
    const track = trackOf(1, truck, from, 30);
    return accepted
      .filter(({ vehiclenumber }) => vehiclenumber === truck.plate)
      .map(() => locationMessage(track.next().value, gpsTime));
  });
}

function byTruck<T extends { vehiclenumber: string }>(
  messages: readonly T[],
  fleet: ReturnType<typeof createFleet>,
): T[] {
  return fleet.flatMap(({ plate }) => messages.filter(({ vehiclenumber }) => vehiclenumber === plate));
}

describe('transmit', () => {
  it('goes from the past into the live without a gap and without a double', async () => {
    const { accepted, fleet, aheadMs, progresses } = await send({});
    expect(accepted).toEqual(recorded(accepted, fleet));
    expect(readGpsTime(accepted[0]?.gpstime ?? '')).toBeLessThan(from + 300_000);
    expect(readGpsTime(accepted.at(-1)?.gpstime ?? '')).toBeGreaterThan(started + hour - 300_000);
    expect(aheadMs).toBeLessThanOrEqual(0);
    expect(progresses[0]?.caughtUp).toBe(true);
  });

  it('sends one object a call with the secret, and arrays only of what is late', async () => {
    const single = await send({});
    expect(
      single.calls.every(
        ({ body, headers }) => body.startsWith('{') && headers['x-loconav-secret'] === 'hush',
      ),
    ).toBe(true);
    const arrays = await send({ batch: 50 });
    expect(arrays.accepted).toEqual(recorded(arrays.accepted, arrays.fleet));
    expect(Math.max(...arrays.calls.map(({ messages }) => messages.length))).toBeLessThanOrEqual(50);
    expect(arrays.calls.length).toBeLessThan(single.calls.length);
    expect(arrays.calls.at(-1)?.messages).toHaveLength(1);
  });

  it('keeps each truck’s order and loses nothing when the receiver fails, refuses connections or is slow down', async () => {
    let calls = 0;
    const { accepted, fleet, counts } = await send({
      trucks: 4,
      answer: (_call, response) => {
        calls++;
        if (calls % 7 === 0) response.writeHead(503).end();
        else if (calls % 11 === 0) response.writeHead(429, { 'retry-after': '2' }).end();
        else if (calls % 13 === 0) response.socket?.destroy();
        else response.writeHead(202).end();
      },
    });
    expect(byTruck(accepted, fleet)).toEqual(recorded(accepted, fleet));
    expect(counts.retried).toBeGreaterThan(50);
    expect(counts.accepted).toBe(accepted.length);
    expect(counts.refused).toBe(0);
  });

  it('counts what is refused for good and goes on with the next', async () => {
    const { counts, calls } = await send({
      answer: ({ messages }, response) => response.writeHead(messages[0]?.ignition === '0' ? 400 : 202).end(),
    });
    expect(counts.refused).toBeGreaterThan(0);
    expect(counts.retried).toBe(0);
    expect(counts.accepted + counts.refused).toBe(calls.length);
  });
});

describe('pace', () => {
  it('holds all senders together to the rate', async () => {
    const clock = virtualClock(0);
    const pace = createPace(100, clock, new AbortController().signal);
    for (let i = 0; i < 500; i++) await pace(2);
    expect(clock.now()).toBeGreaterThan(9900);
    expect(clock.now()).toBeLessThanOrEqual(10_000);
  });
});
