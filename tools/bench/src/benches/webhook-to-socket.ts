import { setTimeout as pause } from 'node:timers/promises';
import type { TruckLocation } from '@watch-tower/contracts';
import type { Stack } from '@watch-tower/stack';
import type { Bench, Figure, Session } from '../bench.js';
import { median, mustBe, quantile } from '../compare.js';
import { benchTrucks as trucks, registeredTrucks } from '../kit/bench-trucks.js';
import { GatewayClient } from '../kit/gateway-client.js';
import { report, webhookRequest } from '../kit/reports.js';
import { watchTrucks } from '../kit/truck-watch.js';
import { Connections } from '../load/connections.js';
import { atRate } from '../load/open-loop.js';

const secondsPerRound = 6;
const patienceMs = 15_000;

type Waiting = { readonly deviceTimeMs: number; readonly dueMs: number };

/** Which fixes are on their way, and how long those took that came. A newer fix of a truck stands for older ones. */
class Journeys {
  latenciesMs: number[] = [];
  readonly #waiting = new Map<string, Waiting[]>();
  #underWay = 0;

  begin(truckId: string, waiting: Waiting): void {
    const ofTruck = this.#waiting.get(truckId);
    if (ofTruck === undefined) this.#waiting.set(truckId, [waiting]);
    else ofTruck.push(waiting);
    this.#underWay += 1;
  }

  arrived(shown: readonly TruckLocation[], atMs: number): void {
    for (const { truckId, deviceTime } of shown) {
      const ofTruck = this.#waiting.get(truckId) ?? [];
      const newestMs = Date.parse(deviceTime);
      while (ofTruck[0] !== undefined && ofTruck[0].deviceTimeMs <= newestMs) {
        this.latenciesMs.push(atMs - ofTruck[0].dueMs);
        ofTruck.shift();
        this.#underWay -= 1;
      }
    }
  }

  async end(): Promise<number[]> {
    const deadlineMs = performance.now() + patienceMs;
    while (this.#underWay > 0 && performance.now() < deadlineMs) await pause(10);
    mustBe('fixes that never came', this.#underWay, 0);
    return this.latenciesMs.splice(0);
  }
}

const measured = async (
  stack: Stack,
  { scale, rounds, say }: Session,
  rates: readonly { perSecond: number; p50MsMax?: number; p99MsMax: number }[],
): Promise<Figure[]> => {
  const { facts } = stack;
  const gateway = await GatewayClient.signIn(facts);
  const ids = await registeredTrucks(gateway);
  say(`${ids.length} trucks are registered`);
  const journeys = new Journeys();
  const socket = await watchTrucks(facts.gateway.url, gateway.token, (shown, atMs) =>
    journeys.arrived(shown, atMs),
  );
  const connections = new Connections(facts.gateway.url);
  let sent = 0;
  const round = async (perSecond: number, count: number): Promise<number[]> => {
    await atRate({ count, perSecond, underWayMax: 2_000 }, async (_index, dueMs) => {
      const [truck, step] = [sent % trucks, Math.floor(sent / trucks)];
      sent += 1;
      const deviceTimeMs = Math.floor(Date.now() / 1_000) * 1_000;
      journeys.begin(ids[truck] ?? '', { deviceTimeMs, dueMs });
      await connections.send(webhookRequest(facts, report(truck, deviceTimeMs, step)));
    });
    return journeys.end();
  };
  try {
    const figures: Figure[] = [];
    for (const { perSecond, p50MsMax, p99MsMax } of rates) {
      await round(perSecond, perSecond * 2);
      const count = scale(perSecond * secondsPerRound);
      const runs: number[][] = [];
      for (let nth = 0; nth < rounds; nth += 1) runs.push(await round(perSecond, count));
      const of = (share: number): number => median(runs.map((run) => quantile(run, share)));
      const detail = `median of ${rounds} rounds of ${count}, all delivered; worst ${Math.round(Math.max(...runs.flat()))} ms`;
      const what = `webhook → socket at ${perSecond}/s`;
      figures.push(
        {
          what: `${what}, p50`,
          value: of(0.5),
          unit: 'ms',
          ...(p50MsMax !== undefined && { aim: { atMost: p50MsMax } }),
        },
        { what: `${what}, p99`, value: of(0.99), unit: 'ms', aim: { atMost: p99MsMax }, detail },
      );
    }
    return figures;
  } finally {
    connections.close();
    socket.disconnect();
  }
};

export const webhookToSocket: Bench = {
  id: 'SOCKET',
  title: 'From a webhook to the map: gateway, Kafka, fleet, Kafka, gateway, socket',
  needs: 'stack',
  run: (stack, session) =>
    measured(stack, session, [
      { perSecond: 200, p50MsMax: 20, p99MsMax: 60 },
      { perSecond: 500, p99MsMax: 150 },
    ]),
};
