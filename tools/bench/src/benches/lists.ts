import { findTripsQuery, tripSort, type Page, type TripSummary } from '@watch-tower/contracts';
import type { Stack } from '@watch-tower/stack';
import type { Client } from 'pg';
import type { Bench, Figure, Session } from '../bench.js';
import { median, mustBe } from '../compare.js';
import { GatewayClient } from '../kit/gateway-client.js';
import { gatewayTrips, type Statement } from '../kit/gateway-program.js';
import { idOf, withManyTrips } from '../kit/many-trips.js';
import { Connection, get } from '../load/connection.js';

const limit = 50;
const hundredth = 100;
const ratioMax = 1.5;

/** A read over HTTP, and the statements that it comes down to. */
type Read = { readonly what: string; readonly path: string; readonly statements: readonly Statement[] };

const filters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'under way': { status: 'ongoing' },
  'at the delivery': { stage: 'at_delivery' },
  'of a truck': { truckId: idOf(2, 7) },
  'of a driver': { driverId: idOf(3, 7) },
  'of a client': { clientId: idOf(4, 7) },
  'of a client, by update': { clientId: idOf(4, 7), sort: 'updated' },
  'to a place': { locationId: idOf(5, 17) },
  'to a place, by arrival': { deliveryId: idOf(5, 17), sort: 'arrival' },
  'of a container': { container: 'TCNU3100000' },
  'of a text': { text: 'T07919LA' },
  'of a text of a truck': { text: 'T123LA' },
  'of a rare text': { text: 'LA-999999' },
  delayed: { delayed: 'true' },
  'on hold': { onHold: 'true' },
  'of a day': { departureFrom: '2026-10-01T00:00:00Z', departureTo: '2026-10-02T00:00:00Z' },
  'of a day, by arrival': {
    departureFrom: '2026-10-01T00:00:00Z',
    departureTo: '2026-10-02T00:00:00Z',
    sort: 'arrival',
  },
  'arrived on a day': {
    arrivalFrom: '2026-10-01T00:00:00Z',
    arrivalTo: '2026-10-02T00:00:00Z',
    sort: 'arrival',
    order: 'asc',
  },
};

const pathOf = (query: Readonly<Record<string, string>>): string =>
  `/api/v1/trips?${new URLSearchParams({ limit: String(limit), ...query }).toString()}`;

const measured = async ({ facts }: Stack, { scale, rounds, say }: Session): Promise<Figure[]> => {
  const gateway = await GatewayClient.signIn(facts);
  const ours = await gatewayTrips();
  const trips = scale(1_000_000);
  const reads = scale(50);
  const headers = { authorization: `Bearer ${gateway.token}` };

  return withManyTrips(facts.postgres.url, { trips, say }, async (owner) => {
    await owner.query('set search_path = gateway');
    const list = async (what: string, query: Readonly<Record<string, string>>): Promise<Read> => {
      const asked = findTripsQuery.parse({ limit: String(limit), ...query });
      const before = asked.text === undefined ? [] : [trucksOfText(asked.text)];
      const trucks = await Promise.all(before.map((one) => idsOf(owner, one)));
      return { what, path: pathOf(query), statements: [...before, ours.listStatement(asked, trucks.flat())] };
    };
    const figures: Figure[] = [];
    const compare = async (read: Read): Promise<number> => {
      const { ratio, http, direct } = await compared(facts.gateway.url, headers, owner, read, {
        reads,
        rounds,
      });
      figures.push({
        what: read.what,
        value: ratio,
        unit: '×',
        aim: { atMost: ratioMax },
        detail: `p50 ${http.toFixed(2)} ms, its statement alone ${direct.toFixed(2)} ms`,
      });
      if (ratio > ratioMax || direct > slowMs) await explain(owner, read, say);
      return http;
    };

    for (const sort of tripSort.options) {
      for (const order of ['desc', 'asc']) {
        const query = { sort, order };
        const first = await compare(await list(`by ${sort} ${order}, page 1`, query));
        const cursor = await cursorOfPage(gateway, query, Math.min(hundredth, trips / limit));
        const last = await compare(
          await list(`by ${sort} ${order}, page ${hundredth}`, { ...query, cursor }),
        );
        figures.push({
          what: `  page ${hundredth} to page 1`,
          value: last / first,
          unit: '×',
          aim: { atMost: ratioMax },
        });
      }
    }
    for (const [what, query] of Object.entries(filters)) await compare(await list(what, query));
    const id = idOf(1, Math.floor(trips / 10) * 5);
    await compare({
      what: 'details of a trip',
      path: `/api/v1/trips/${id}`,
      statements: [ours.detailStatement(id)],
    });
    return figures;
  });
};

/** Slower than this alone is worth a look at its plan. */
const slowMs = 20;

/** As the gateway looks them up before it lists by a text. */
const trucksOfText = (text: string): Statement => ({
  name: 'trucks_of_text',
  text: `select id from registry where kind = 'truck' and position(lower($1::text) in search) > 0`,
  values: [text],
});

const run = (owner: Client, { values, ...statement }: Statement) =>
  owner.query<{ id: string }>({ ...statement, values: [...values] });

const idsOf = async (owner: Client, statement: Statement): Promise<string[]> =>
  (await run(owner, statement)).rows.map(({ id }) => id);

/** Where the page before a page ends. */
const cursorOfPage = async (
  gateway: GatewayClient,
  query: Readonly<Record<string, string>>,
  page: number,
): Promise<string> => {
  let cursor = '';
  for (let nth = 1; nth < page; nth += 1) {
    const path = pathOf({ ...query, ...(cursor === '' ? {} : { cursor }) });
    cursor = (await gateway.get<Page<TripSummary>>(path)).nextCursor ?? '';
  }
  return cursor;
};

/** Medians, in ms, of reads one after the other, a round of each in turn. */
const compared = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  owner: Client,
  { path, statements }: Read,
  { reads, rounds }: { readonly reads: number; readonly rounds: number },
) => {
  const request = get(`${url}${path}`, headers);
  const p50 = async (read: () => Promise<void>): Promise<number> => {
    const latenciesMs: number[] = [];
    for (let nth = 0; nth < reads; nth += 1) {
      const startMs = performance.now();
      await read();
      latenciesMs.push(performance.now() - startMs);
    }
    return median(latenciesMs);
  };
  const http = async (): Promise<number> => {
    const connection = await Connection.open(url);
    try {
      return await p50(async () => mustBe('status of a read', await connection.send(request), 200));
    } finally {
      connection.close();
    }
  };
  const direct = (): Promise<number> =>
    p50(async () => {
      for (const statement of statements) await run(owner, statement);
    });
  await direct();
  await http();
  const [ofHttp, ofDirect]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    ofDirect.push(await direct());
    ofHttp.push(await http());
  }
  return {
    http: median(ofHttp),
    direct: median(ofDirect),
    ratio: median(ofHttp.map((ms, round) => ms / (ofDirect[round] ?? ms))),
  };
};

const explain = async (owner: Client, { what, statements }: Read, say: Session['say']): Promise<void> => {
  const { text = '', values = [] } = statements.at(-1) ?? {};
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, [
    ...values,
  ]);
  say(`${what}:`);
  for (const row of rows) say(`  ${row['QUERY PLAN'].slice(0, 200)}`);
};

export const lists: Bench = {
  id: 'LISTS',
  title: 'Lists and details of a million trips, against the same statements run directly',
  needs: 'stack',
  run: measured,
};
