import { randomUUID } from 'node:crypto';
import { ensureDailyPartitions, sql, type Database } from '@watch-tower/database';
import { Client } from 'pg';
import type { Bench } from '../bench.js';
import { compare, mustBe, rateOf, ratioFigure } from '../compare.js';
import { copyIn } from '../floors/copy-in.js';
import { createFleetTables, positionWriter, type PositionRow } from '../kit/fleet-program.js';
import { inSchema, warm, withSchema } from '../kit/schema.js';
import { slicesOf } from '../kit/slices.js';

/** As large as fleet's slices are at most. */
const sliceRows = 500;
const copyRows = 10_000;

const madeRows = (count: number, startMs: number): PositionRow[] => {
  const truckIds = Array.from({ length: 200 }, () => randomUUID());
  return Array.from({ length: count }, (_, index) => ({
    truckId: truckIds[index % truckIds.length] ?? '',
    deviceTimeMs: startMs + Math.floor(index / truckIds.length) * 10_000,
    receivedAtMs: startMs + Math.floor(index / truckIds.length) * 10_000 + 1_500,
    latitude: 6.4 + (index % 9_973) / 100_000,
    longitude: 3.3 + (index % 9_941) / 100_000,
    speedKmh: index % 80,
    headingDegrees: index % 360,
    ignition: index % 7 !== 0,
    provider: 'loconav',
    channel: 'webhook',
  }));
};

const columns =
  'truck_id, device_time, received_at, latitude, longitude, speed_kmh, heading_degrees, ignition, provider, channel';

/** Rows in the text format of COPY; none of these values needs an escape. */
const asText = (rows: readonly PositionRow[]): string =>
  rows
    .map(
      (row) =>
        `${row.truckId}\t${new Date(row.deviceTimeMs).toISOString()}\t${new Date(row.receivedAtMs).toISOString()}` +
        `\t${row.latitude}\t${row.longitude}\t${row.speedKmh ?? '\\N'}\t${row.headingDegrees ?? '\\N'}` +
        `\t${row.ignition ?? '\\N'}\t${row.provider}\t${row.channel}\n`,
    )
    .join('');

const count = async (database: Database): Promise<{ written: number; copied: number }> => {
  const [rows] = await database.query<{ written: number; copied: number }>(sql`
    select (select count(*) from vehicle_positions)::int as written, (select count(*) from copied)::int as copied`);
  return rows ?? { written: 0, copied: 0 };
};

export const b1: Bench = {
  id: 'B1',
  title: 'Writer of the positions table alone, against COPY of 10,000',
  needs: 'infrastructure',
  run: ({ postgres }, { scale, rounds }) =>
    withSchema(postgres.adminUrl, { ddl: [], poolSizeMax: 2 }, async (database) => {
      const today = new Date();
      await createFleetTables(database);
      await database.query(sql`
        create table copied (like vehicle_positions including all) partition by range (device_time)`);
      for (const table of ['vehicle_positions', 'copied'])
        await ensureDailyPartitions(database, table, today, 2);
      const write = await positionWriter();
      const rows = madeRows(scale(100_000), today.setUTCHours(0, 0, 0, 0));
      const [slices, copies] = [slicesOf(rows, sliceRows), slicesOf(rows, copyRows)];
      const client = new Client({ connectionString: inSchema(postgres.adminUrl) });
      await client.connect();
      await warm(database, 2);

      const ours = async (): Promise<number> => {
        await database.query(sql`truncate vehicle_positions`);
        const rate = await rateOf(rows.length, async () => {
          for (const slice of slices) await database.transaction(async (tx) => write(tx, slice));
        });
        mustBe('rows written', (await count(database)).written, rows.length);
        return rate;
      };
      const floor = async (): Promise<number> => {
        await database.query(sql`truncate copied`);
        const rate = await rateOf(rows.length, async () => {
          for (const copy of copies)
            await copyIn(client, `copy copied (${columns}) from stdin`, asText(copy));
        });
        mustBe('rows copied', (await count(database)).copied, rows.length);
        return rate;
      };
      const comparison = await compare({ ours, floor }, rounds);
      await client.end();
      return [
        ratioFigure({ what: 'rows written a second', aim: { atLeast: 0.5 }, unit: 'rows/s' }, comparison),
      ];
    }),
};
