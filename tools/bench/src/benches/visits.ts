import { randomUUID } from 'node:crypto';
import { ensureDailyPartitions, sql, type Database } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { Client } from 'pg';
import type { Bench, Figure } from '../bench.js';
import { compare, mustBe, rateOf, ratioFigure } from '../compare.js';
import { copyIn } from '../floors/copy-in.js';
import { drives, placesAround } from '../kit/drives.js';
import { createFleetTables, reportTaker, type ReportedPosition } from '../kit/fleet-program.js';
import { plateOf } from '../kit/reports.js';
import { inSchema, warm, withSchema } from '../kit/schema.js';
import { slicesOf } from '../kit/slices.js';

const trucks = 200;
/** As large as fleet's slices are at most. */
const sliceRows = 500;
const copyRows = 10_000;
/** So many slices are under way at once, as in the service. */
const lanes = 4;

const registerTrucks = (database: Database): Promise<unknown> => {
  const rows = Array.from({ length: trucks }, (_, truck) => ({
    id: randomUUID(),
    number: plateOf(truck),
    plate: plateOf(truck).replaceAll(' ', ''),
  }));
  return database.query(sql`
    with made as (
      insert into trucks (id, version, truck_number, plate, status, created_at, updated_at)
      select id, 1, number, plate, 'operational', now(), now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as truck (id uuid, number text, plate text)
      returning id, plate),
    known as (
      insert into truck_identities (kind, value, truck_id, held_from)
      select 'plate', plate, id, '-infinity' from made)
    update truck_identities_version set version = version + 1`);
};

/** Forgets everything but the trucks, and knows so many places from the beginning of time. */
const beginWith = async (database: Database, places: number): Promise<void> => {
  await database.query(sql`
    truncate vehicle_positions, truck_states, quarantined_positions, outbox, fences, visits, visit_checkpoints,
      visit_dirty_hours`);
  const fences = placesAround(places).map((circle) => ({ shape: 'circle', ...circle }));
  await database.query(sql`
    with written as (
      insert into fences (location_id, version, in_force_from, fence, places_version, evaluated)
      select gen_random_uuid(), 1, '2015-01-01', fence, nth, true
      from jsonb_array_elements(${JSON.stringify(fences)}::jsonb) with ordinality as place (fence, nth))
    update places_version set version = ${places}`);
};

/** The stored rows in the text format of COPY; none of these values needs an escape. */
const storedRows = async (database: Database): Promise<string[]> => {
  const rows = await database.query<{ line: string }>(sql`
    select concat_ws(E'\t', truck_id, device_time, received_at, latitude, longitude, speed_kmh, heading_degrees,
      ignition, provider, channel) as line
    from vehicle_positions`);
  return rows.map(({ line }) => `${line}\n`);
};

const columns =
  'truck_id, device_time, received_at, latitude, longitude, speed_kmh, heading_degrees, ignition, provider, channel';

/** Reports in slices, those of one truck in one lane: as the partitions of the topic bring them. */
const lanesOf = (reports: readonly ReportedPosition[]): ReportedPosition[][][] =>
  Array.from({ length: lanes }, (_, lane) =>
    slicesOf(
      reports.filter((_report, index) => (index % trucks) % lanes === lane),
      sliceRows,
    ),
  );

/** One run over all reports with so many places. The first slice is taken off the clock: it reads the places. */
const takeAll = async (
  database: Database,
  reports: readonly ReportedPosition[],
  places: number,
): Promise<number> => {
  await beginWith(database, places);
  const take = await reportTaker(database);
  const first = reports.slice(0, trucks);
  await take(first);
  const rest = lanesOf(reports.slice(trucks));
  const rate = await rateOf(reports.length - first.length, async () => {
    await Promise.all(
      rest.map(async (slices) => {
        for (const slice of slices) await take(slice);
      }),
    );
  });
  type Counts = { positions: number; visits: number; apart: string | null };
  const [{ positions, visits, apart } = { positions: 0, visits: 0, apart: null }] =
    await database.query<Counts>(sql`
    select (select count(*) from vehicle_positions)::int as positions,
      (select min(reason || ' ' || coalesce(detail, '')) from quarantined_positions) as apart,
      (select count(*) from outbox where topic = 'watchtower.visits.events.v1')::int as visits`);
  if (apart !== null) throw new Error(`reports were set apart as ${apart}`);
  mustBe('positions stored', positions, reports.length);
  if (visits === 0) throw new Error(`with ${places} places nobody visited any: nothing was measured`);
  return rate;
};

/** The whole way of a report through fleet, with few places and many. */
export const visits: Bench = {
  id: 'VISITS',
  title: 'Fixes judged, stored and told with their visits, against COPY of the same rows',
  needs: 'infrastructure',
  run: ({ postgres }, { scale, rounds, say }) =>
    withSchema(postgres.adminUrl, { ddl: [], poolSizeMax: 8 }, async (database) => {
      const startMs = new Date().setUTCHours(0, 0, 0, 0);
      await createFleetTables(database);
      await ensureDailyPartitions(database, 'vehicle_positions', new Date(startMs), 2);
      await database.query(sql`insert into positions_horizon (oldest_day) values (${new Date(startMs)})`);
      await new Outbox(database, { wake: () => undefined }).maintain({ keptDays: 1 });
      await registerTrucks(database);
      const reports = drives(trucks, scale(40_000), startMs);
      await database.query(sql`
        create table copied (like vehicle_positions including all) partition by range (device_time)`);
      await ensureDailyPartitions(database, 'copied', new Date(startMs), 2);
      const client = new Client({ connectionString: inSchema(postgres.adminUrl) });
      // Where a run fails its server ends before its clients do.
      client.on('error', () => undefined);
      await client.connect();
      await warm(database, 4);
      await takeAll(database, reports, 100);
      const copies = slicesOf(await storedRows(database), copyRows).map((lines) => lines.join(''));
      const floor = async (): Promise<number> => {
        await database.query(sql`truncate copied`);
        const rate = await rateOf(reports.length, async () => {
          for (const copy of copies) await copyIn(client, `copy copied (${columns}) from stdin`, copy);
        });
        const [row] = await database.query<{ copied: number }>(
          sql`select count(*)::int as copied from copied`,
        );
        mustBe('rows copied', row?.copied ?? 0, reports.length);
        return rate;
      };
      const figures: Figure[] = [];
      for (const places of [100, 1_000, 10_000]) {
        say(`${places} places`);
        const ours = (): Promise<number> => takeAll(database, reports, places);
        const what = `fixes a second with ${places} places`;
        figures.push(
          ratioFigure(
            { what, aim: { atLeast: 0.3 }, unit: 'fixes/s' },
            await compare({ ours, floor }, rounds),
          ),
        );
      }
      say('10,000 places against 100');
      // A cost is the other way round than a rate: of a fix, as time.
      const costWith = (places: number) => async (): Promise<number> =>
        1e6 / (await takeAll(database, reports, places));
      const cost = await compare({ ours: costWith(10_000), floor: costWith(100) }, rounds);
      figures.push(
        ratioFigure({ what: 'cost of a fix, 10,000 places to 100', aim: { atMost: 1.3 }, unit: 'µs' }, cost),
      );
      await client.end();
      return figures;
    }),
};
