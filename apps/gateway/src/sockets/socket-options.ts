import type { ServerOptions } from 'socket.io';

/** One Socket.IO server for all namespaces: whichever gateway Nest meets first makes it, by these. */
export const socketOptions: Partial<ServerOptions> = {
  // Clients send a token or four numbers.
  maxHttpBufferSize: 16_384,
  serveClient: false,
  cleanupEmptyChildNamespaces: true,
  connectTimeout: 10_000,
  pingInterval: 20_000,
  pingTimeout: 20_000,
};
