import { Client } from 'pg';
import type { Stack } from '@watch-tower/stack';
import type { Bench, Figure, Session } from '../bench.js';
import { mustBe, median, quantile } from '../compare.js';
import { registeredTrucks } from '../kit/bench-trucks.js';
import { GatewayClient } from '../kit/gateway-client.js';
import { report, webhookRequest } from '../kit/reports.js';
import { Connection, get } from '../load/connection.js';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** All positions lie in this many whole days before today, which have their partitions. */
const days = 14;
const few = 100_000;
const patienceMs = 30_000;

/** Every truck reports evenly over the days, in the same minutes whatever their number: answers are of one size. */
const fill = async (
  owner: Client,
  truckIds: readonly string[],
  perTruck: number,
  endMs: number,
): Promise<void> => {
  await owner.query(
    `insert into gateway.truck_fixes
       (truck_id, device_time, received_at, latitude, longitude, speed_kmh, heading_degrees, ignition, channel, late,
        outlier)
     select truck_id, at, at + interval '2 s', 6.45 + nth % 1000 / 10000.0, 3.36 + nth % 1000 / 10000.0, nth % 80,
       nth % 360, true, 'webhook', false, false
     from unnest($1::uuid[]) as truck_id, generate_series(1, $2) as nth,
       lateral (select $3::timestamptz - nth * interval '1 minute' as at)
     on conflict do nothing`,
    [truckIds, perTruck, new Date(endMs)],
  );
  await owner.query('vacuum (analyze) gateway.truck_fixes');
};

const stored = async (owner: Client, truckIds: readonly string[]): Promise<number> => {
  const { rows } = await owner.query<{ rows: number }>(
    'select count(*)::int as rows from gateway.truck_fixes where truck_id = any($1::uuid[])',
    [truckIds],
  );
  return rows[0]?.rows ?? 0;
};

/** The p99 of reads one after the other, in ms: the median of some rounds. */
const p99Of = async (url: string, requests: readonly Buffer[], rounds: number): Promise<number> => {
  const connection = await Connection.open(url);
  const round = async (): Promise<number> => {
    const latenciesMs: number[] = [];
    for (const request of requests) {
      const startMs = performance.now();
      mustBe('status of a read', await connection.send(request), 200);
      latenciesMs.push(performance.now() - startMs);
    }
    return quantile(latenciesMs, 0.99);
  };
  await round();
  const figures: number[] = [];
  for (let nth = 0; nth < rounds; nth += 1) figures.push(await round());
  connection.close();
  return median(figures);
};

const measured = async ({ facts }: Stack, { scale, rounds, say }: Session): Promise<Figure[]> => {
  const gateway = await GatewayClient.signIn(facts);
  const truckIds = (await registeredTrucks(gateway)).slice(0, 500);
  const owner = new Client({ connectionString: facts.postgres.url });
  await owner.connect();
  const url = facts.gateway.url;
  const headers = { authorization: `Bearer ${gateway.token}` };
  const todayMs = new Date().setUTCHours(0, 0, 0, 0);
  // A position of now: what `location` answers with.
  const connection = await Connection.open(url);
  const now = Math.floor(Date.now() / 1_000) * 1_000;
  mustBe(
    'status of a webhook',
    await connection.send(
      webhookRequest(
        facts,
        truckIds.map((_, truck) => report(truck, now, 1)),
      ),
    ),
    202,
  );
  connection.close();
  const deadlineMs = performance.now() + patienceMs;
  const located = async (): Promise<boolean> =>
    gateway.get(`/api/v1/trucks/${truckIds.at(-1)}/location`).then(
      () => true,
      () => false,
    );
  while (!(await located())) if (performance.now() > deadlineMs) throw new Error('positions did not arrive');

  const asked = Array.from({ length: 500 }, (_, nth) => truckIds[(nth * 7) % truckIds.length] ?? '');
  const locations = asked.map((id) => get(`${url}/api/v1/trucks/${id}/location`, headers));
  // Two hours before midnight: these are there in either amount.
  const [from, to] = [todayMs - 130 * minuteMs, todayMs - 10 * minuteMs].map((ms) =>
    new Date(ms).toISOString(),
  );
  const tracks = asked.map((id) => get(`${url}/api/v1/trucks/${id}/track?from=${from}&to=${to}`, headers));
  try {
    await fill(owner, truckIds, few / truckIds.length, todayMs);
    const before = await stored(owner, truckIds);
    const fewLocations = await p99Of(url, locations, rounds);
    const fewTracks = await p99Of(url, tracks, rounds);
    const perTruck = Math.min(scale(20_000), (days * dayMs) / minuteMs);
    say(`storing ${truckIds.length} × ${perTruck} positions`);
    await fill(owner, truckIds, perTruck, todayMs);
    const after = await stored(owner, truckIds);
    const figure = (what: string, small: number, large: number): Figure => ({
      what: `${what} p99, ${after.toLocaleString('en')} to ${before.toLocaleString('en')}`,
      value: large / small,
      unit: '×',
      aim: { atMost: 1.3 },
      detail: `${large.toFixed(1)} ms to ${small.toFixed(1)} ms`,
    });
    return [
      figure('location', fewLocations, await p99Of(url, locations, rounds)),
      figure('track of 2 h', fewTracks, await p99Of(url, tracks, rounds)),
    ];
  } finally {
    await owner.query('truncate gateway.truck_fixes');
    await owner.end();
  }
};

export const tracks: Bench = {
  id: 'TRACKS',
  title: 'Where a truck is and was, with 10 million positions stored and with 100,000',
  needs: 'stack',
  run: measured,
};
