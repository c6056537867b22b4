import type { TruckLocation, TrucksClientEvents, TrucksServerEvents } from '@watch-tower/contracts';
import { io, type Socket } from 'socket.io-client';

export type TruckSocket = Socket<TrucksServerEvents, TrucksClientEvents>;

/** Watches the whole fleet as the map does. Resolves once the snapshot has come. */
export const watchTrucks = async (
  gatewayUrl: string,
  token: string,
  onTrucks: (trucks: readonly TruckLocation[], atMs: number) => void,
): Promise<TruckSocket> => {
  const socket: TruckSocket = io(`${gatewayUrl}/ws/trucks`, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  socket.on('positions', (trucks) => onTrucks(trucks, performance.now()));
  const watched = Promise.withResolvers<void>();
  socket.once('snapshot', (trucks) => {
    onTrucks(trucks, performance.now());
    watched.resolve();
  });
  socket.once('connect_error', watched.reject);
  socket.once('disconnect', (reason) => watched.reject(new Error(`the socket was cut: ${reason}`)));
  socket.once('connect', () =>
    socket.emit('watch', null, ({ ok, code }) => {
      if (!ok) watched.reject(new Error(`watching was refused: ${code ?? ''}`));
    }),
  );
  try {
    await watched.promise;
  } catch (error) {
    socket.disconnect();
    throw error;
  }
  return socket;
};
