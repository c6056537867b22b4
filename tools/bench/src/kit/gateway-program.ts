import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export type Update = { readonly number: string; readonly position: Readonly<Record<string, unknown>> };

/** What tells the rooms of a namespace of trucks that moved. */
export type Broadcast = { move(trucks: readonly Update[]): void };

type Options = {
  readonly rooms: { hasMembers(room: string): boolean; send(room: string, trucks: unknown[]): void };
  readonly show: (truck: Update, nowMs: number) => unknown;
  readonly metrics: Readonly<Record<'coalesced' | 'updates' | 'packets' | 'age', object>>;
};

const uncounted = { inc: () => undefined, observe: () => undefined };

/** The gateway's own broadcast. By its path in the built service, since no program may import an application. */
export const gatewayBroadcast = async (rooms: Options['rooms']): Promise<Broadcast> => {
  const dist = join(fileURLToPath(new URL('../../../../', import.meta.url)), 'apps', 'gateway', 'dist');
  const built = (await import(pathToFileURL(join(dist, 'sockets', 'truck-broadcast.js')).href)) as {
    TruckBroadcast?: new (options: Options) => Broadcast;
  };
  if (built.TruckBroadcast === undefined) throw new Error('the built gateway has no TruckBroadcast any more');
  return new built.TruckBroadcast({
    rooms,
    show: ({ number, position }) => ({ number, ...position }),
    metrics: { coalesced: uncounted, updates: uncounted, packets: uncounted, age: uncounted },
  });
};
