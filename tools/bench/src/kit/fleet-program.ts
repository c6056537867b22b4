import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Queryable } from '@watch-tower/database';

/** A row as fleet's writer takes it; times in epoch milliseconds. */
export type PositionRow = {
  readonly truckId: string;
  readonly deviceTimeMs: number;
  readonly receivedAtMs: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
  readonly ignition: boolean | null;
  readonly provider: string;
  readonly channel: string;
};

type Migration = new () => { up(runner: { query(text: string): Promise<unknown> }): Promise<void> };

/** Parts of the built fleet service. By their path, since no program may import an application. */
const load = (path: string): Promise<Record<string, unknown>> =>
  import(
    pathToFileURL(
      join(fileURLToPath(new URL('../../../../', import.meta.url)), 'apps', 'fleet', 'dist', path),
    ).href
  ) as Promise<Record<string, unknown>>;

const part = <Part>(from: Record<string, unknown>, name: string): Part => {
  if (typeof from[name] !== 'function') throw new Error(`the built fleet service has no ${name} any more`);
  return from[name] as Part;
};

/** The writer of `vehicle_positions`. */
export const positionWriter = async (): Promise<
  (tx: Queryable, rows: readonly PositionRow[]) => Promise<void>
> => part(await load('positions/store-positions/vehicle-positions.js'), 'writePositions');

/** Makes the tables of fleet's positions by its own migrations. */
export const createPositionTables = async (database: Queryable): Promise<void> => {
  const migration = await load('database/migrations/create-positions-1767225602000.js');
  const CreatePositions = part<Migration>(migration, 'CreatePositions1767225602000');
  const verdicts = await load('database/migrations/add-verdicts-1767225604000.js');
  const AddVerdicts = part<Migration>(verdicts, 'AddVerdicts1767225604000');
  const runner = { query: (text: string) => database.query({ text, values: [] }) };
  await new CreatePositions().up(runner);
  await new AddVerdicts().up(runner);
};
