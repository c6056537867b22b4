import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Database, Queryable, Transaction } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { Registry } from 'prom-client';

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

const part = <Part extends object>(from: Record<string, unknown>, name: string): Part => {
  if (typeof from[name] !== 'function') throw new Error(`the built fleet service has no ${name} any more`);
  return from[name] as Part;
};

/** The writer of `vehicle_positions`. */
export const positionWriter = async (): Promise<(tx: Transaction, rows: readonly PositionRow[]) => void> =>
  part(await load('positions/store-positions/vehicle-positions.js'), 'writePositions');

/** Makes fleet's tables by its own migrations. */
export const createFleetTables = async (database: Queryable): Promise<void> => {
  const { migrations } = (await load('database/migrations/index.js')) as { migrations: Migration[] };
  const runner = { query: (text: string) => database.query({ text, values: [] }) };
  for (const Migration of migrations) await new Migration().up(runner);
};

/** A report of a location as it comes from the topic. */
export type ReportedPosition = {
  readonly messageId: string;
  readonly correlationId: string;
  readonly provider: string;
  readonly channel: 'webhook';
  readonly receivedAt: Date;
  readonly plate: string;
  readonly imei: null;
  readonly report: object;
};

/** Takes a slice of reports as fleet's consumer does: read, judged, stored and told, with the visits they make. */
export type TakeReports = (slice: readonly ReportedPosition[]) => Promise<void>;

type Constructor<Part> = new (...parts: never[]) => Part;
type Identifier = { identify(slice: readonly ReportedPosition[]): Promise<unknown> };
type Writer = { write(tx: Transaction, identified: unknown): Promise<unknown> };

/** A fleet service that was just started, as far as reports go through it. */
export const reportTaker = async (database: Database): Promise<TakeReports> => {
  const make = async <Part>(path: string, name: string, ...parts: unknown[]): Promise<Part> => {
    const Part = part<Constructor<Part>>(await load(path), name);
    return new Part(...(parts as never[]));
  };
  const config = { loconavTimeZone: (ms: number) => ms, earliestYear: 2015, futureToleranceSeconds: 300 };
  const identities = await make('trucks/truck-identities.js', 'TruckIdentities', database);
  const identifier = await make<Identifier>(
    'positions/identify-reports.js',
    'ReportIdentifier',
    identities,
    config,
  );
  const places = await make('visits/fences/known-places.js', 'KnownPlaces');
  const metrics = await make('visits/visit-metrics.js', 'VisitMetrics', new Registry());
  const keeper = await make('visits/keep-visits/visit-keeper.js', 'VisitKeeper', places, metrics);
  const outbox = new Outbox(database, { wake: () => undefined });
  const writer = await make<Writer>(
    'positions/store-positions/slice-writer.js',
    'SliceWriter',
    outbox,
    keeper,
    config,
  );
  return async (slice) => {
    const identified = await identifier.identify(slice);
    await database.transaction((tx) => writer.write(tx, identified));
  };
};
