import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FindTripsQuery } from '@watch-tower/contracts';

export type Update = { readonly number: string; readonly position: Readonly<Record<string, unknown>> };

/** What tells the rooms of a namespace of trucks that moved. */
export type Broadcast = { move(trucks: readonly Update[]): void };

type Options = {
  readonly rooms: { hasMembers(room: string): boolean; send(room: string, trucks: unknown[]): void };
  readonly show: (truck: Update, nowMs: number) => unknown;
  readonly metrics: Readonly<Record<'coalesced' | 'updates' | 'packets' | 'age', object>>;
};

const uncounted = { inc: () => undefined, observe: () => undefined };

/** A file of the built service. By its path, since no program may import an application. */
const built = async (...path: string[]): Promise<object> => {
  const dist = join(fileURLToPath(new URL('../../../../', import.meta.url)), 'apps', 'gateway', 'dist');
  return (await import(pathToFileURL(join(dist, ...path)).href)) as object;
};

/** The gateway's own broadcast. */
export const gatewayBroadcast = async (rooms: Options['rooms']): Promise<Broadcast> => {
  const { TruckBroadcast } = (await built('sockets', 'truck-broadcast.js')) as {
    TruckBroadcast?: new (options: Options) => Broadcast;
  };
  if (TruckBroadcast === undefined) throw new Error('the built gateway has no TruckBroadcast any more');
  return new TruckBroadcast({
    rooms,
    show: ({ number, position }) => ({ number, ...position }),
    metrics: { coalesced: uncounted, updates: uncounted, packets: uncounted, age: uncounted },
  });
};

export type Statement = {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
};

/** The statements by which the gateway reads trips. */
export const gatewayTrips = async (): Promise<{
  listStatement: (query: FindTripsQuery, trucks: readonly string[]) => Statement;
  detailStatement: (id: string) => Statement;
}> => {
  const { tripsStatement } = (await built('read-models', 'find-trips', 'find-trips.js')) as {
    tripsStatement?: (query: FindTripsQuery, trucks: readonly string[]) => Statement;
  };
  const { tripStatement } = (await built('read-models', 'get-trip-details', 'get-trip-details.js')) as {
    tripStatement?: (id: string) => Statement;
  };
  if (tripsStatement === undefined || tripStatement === undefined)
    throw new Error('the built gateway has no statements of trips any more');
  return { listStatement: tripsStatement, detailStatement: tripStatement };
};
