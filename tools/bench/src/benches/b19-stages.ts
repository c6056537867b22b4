import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@watch-tower/contracts';
import type { Stack } from '@watch-tower/stack';
import type { Bench, Figure, Session } from '../bench.js';
import { median, mustBe, quantile } from '../compare.js';
import { benchTrucks, registeredTrucks } from '../kit/bench-trucks.js';
import { GatewayClient } from '../kit/gateway-client.js';
import { plateOf, report, webhookRequest } from '../kit/reports.js';
import { probeTopics } from '../kit/topic-probe.js';
import { watchTrucks } from '../kit/truck-watch.js';
import { Connections } from '../load/connections.js';
import { atRate } from '../load/open-loop.js';

const secondsPerRound = 6;
const busyPerSecond = 200;
const calmPerSecond = 20;
const patienceMs = 15_000;

/** When a fix was due, and when it was seen at the end of each stage. */
type Journey = { readonly dueMs: number; accepted?: number; judged?: number; shown?: number };

/** Gateway: from the webhook onto the topic; fleet: onto the next; gateway: to the socket. */
const stagesOf = ({ dueMs, accepted = 0, judged = 0, shown = 0 }: Required<Journey>): number[] => [
  accepted - dueMs,
  // Two readers of one topic may see a record in either order.
  Math.max(0, judged - accepted),
  Math.max(0, shown - judged),
];

const keyOf = (truck: string, deviceTimeMs: number): string => `${truck} ${deviceTimeMs}`;

const measured = async ({ facts }: Stack, { scale, rounds }: Session): Promise<Figure[]> => {
  const gateway = await GatewayClient.signIn(facts);
  const ids = await registeredTrucks(gateway);
  const plates = new Map(ids.map((id, truck) => [plateOf(truck).replaceAll(' ', ''), id]));
  const journeys = new Map<string, Journey>();
  const see = (
    stage: 'accepted' | 'judged' | 'shown',
    truckId: string,
    deviceTimeMs: number,
    atMs: number,
  ): void => {
    const journey = journeys.get(keyOf(truckId, deviceTimeMs));
    if (journey !== undefined) journey[stage] ??= atMs;
  };
  const accepted = topics.telemetryPositions.name;
  const endProbe = await probeTopics(
    facts.kafka.brokers,
    [accepted, topics.truckPositions.name],
    (topic, value, atMs) => {
      const data = JSON.parse(value.toString()) as Record<string, string> & {
        report?: { sentAtMs?: number };
      };
      if (topic === accepted)
        see('accepted', plates.get(data['plate'] ?? '') ?? '', data.report?.sentAtMs ?? 0, atMs);
      else see('judged', data['truckId'] ?? '', Date.parse(data['deviceTime'] ?? ''), atMs);
    },
  );
  const socket = await watchTrucks(facts.gateway.url, gateway.token, (shown, atMs) => {
    for (const { truckId, deviceTime } of shown) see('shown', truckId, Date.parse(deviceTime), atMs);
  });
  const connections = new Connections(facts.gateway.url);
  let sent = 0;
  const round = async (perSecond: number, count: number): Promise<Required<Journey>[]> => {
    journeys.clear();
    await atRate({ count, perSecond, underWayMax: 2_000 }, async (_index, dueMs) => {
      const truck = sent % benchTrucks;
      sent += 1;
      const deviceTimeMs = Math.floor(Date.now() / 1_000) * 1_000;
      journeys.set(keyOf(ids[truck] ?? '', deviceTimeMs), { dueMs });
      // A field that LocoNav does not know is carried along: the report is kept as it came.
      const body = { ...report(truck, deviceTimeMs, Math.floor(sent / benchTrucks)), sentAtMs: deviceTimeMs };
      await connections.send(webhookRequest(facts, body));
    });
    const deadlineMs = performance.now() + patienceMs;
    const isThere = (journey: Journey): journey is Required<Journey> =>
      journey.accepted !== undefined && journey.judged !== undefined && journey.shown !== undefined;
    while (![...journeys.values()].every(isThere) && performance.now() < deadlineMs) await pause(10);
    const there = [...journeys.values()].filter(isThere);
    mustBe('fixes that were seen at every stage', there.length, journeys.size);
    return there;
  };
  try {
    await round(busyPerSecond, busyPerSecond);
    const whole: number[] = [];
    const apart: number[] = [];
    const parts: number[][] = [];
    for (let nth = 0; nth < rounds; nth += 1) {
      const calm = (await round(calmPerSecond, scale(calmPerSecond * secondsPerRound))).map(stagesOf);
      const p99s = [0, 1, 2].map((stage) =>
        quantile(
          calm.map((stages) => stages[stage] ?? 0),
          0.99,
        ),
      );
      parts.push(p99s);
      apart.push(p99s.reduce((sum, p99) => sum + p99, 0));
      const busy = await round(busyPerSecond, scale(busyPerSecond * secondsPerRound));
      whole.push(
        quantile(
          busy.map(({ dueMs, shown }) => shown - dueMs),
          0.99,
        ),
      );
    }
    const partsText = [0, 1, 2]
      .map((stage) => Math.round(median(parts.map((p99s) => p99s[stage] ?? 0))))
      .join(' + ');
    return [
      {
        what: `webhook → socket p99 at ${busyPerSecond}/s, to its stages`,
        value: median(whole) / median(apart),
        unit: '×',
        aim: { atMost: 1.5 },
        detail: `${Math.round(median(whole))} ms to ${partsText} ms, measured apart at ${calmPerSecond}/s`,
      },
    ];
  } finally {
    connections.close();
    socket.disconnect();
    await endProbe();
  }
};

export const b19: Bench = {
  id: 'B19',
  title: 'From a webhook to the map, against the sum of the stages on the way',
  needs: 'stack',
  run: measured,
};
