import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP link to a server that can be cut, frozen and mended: an outage of one client alone. */
export const faultyLink = async (host: string, port: number) => {
  const pairs = new Set<[Socket, Socket]>();
  let state: 'up' | 'cut' | 'frozen' = 'up';
  const server = createServer((client) => {
    if (state === 'cut') return void client.destroy();
    const upstream = connect(port, host);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    for (const [from, to] of [pair, [upstream, client] as const]) {
      from.on('error', () => undefined);
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
      from.pipe(to);
    }
    if (state === 'frozen') for (const socket of pair) socket.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Connections break, new ones are refused. */
    cut: (): void => {
      state = 'cut';
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
    /** Connections stay and nothing comes back. */
    freeze: (): void => {
      state = 'frozen';
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    mend: (): void => {
      state = 'up';
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close: async (): Promise<void> => {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

export type FaultyLink = Awaited<ReturnType<typeof faultyLink>>;

/** The same address over another host and port. */
export const through = (url: string, link: FaultyLink): string => {
  const changed = new URL(url);
  changed.host = link.host;
  return changed.href;
};
