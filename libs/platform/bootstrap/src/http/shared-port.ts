import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Where sockets cannot share a port, one must do. */
const socketsMax = process.platform === 'linux' ? 16 : 1;

/**
 * The port of an application, at which several sockets listen: from each, libuv takes one connection per turn of the
 * event loop. Turns of a busy process last 50 ms and more, and whoever comes anew (a probe of its health, a browser, a
 * provider without keep-alive) would wait for seconds behind those that came before, then be turned away.
 */
export class SharedPort {
  private readonly others: Server[] = [];
  private readonly connections = new Set<Socket>();

  constructor(private readonly app: NestFastifyApplication) {}

  /** @throws EADDRINUSE where somebody listens there already. */
  async listen(port: number, host: string): Promise<void> {
    const isShared = socketsMax > 1;
    // Sockets that share a port would share it with those of another process as well.
    if (isShared) await mustBeFree(port, host);
    // Fastify hands on what its types do not name.
    const socket = { port, host, reusePort: isShared };
    await this.app.listen(socket);
    const http: Server = this.app.getHttpServer();
    http.on('connection', (connection: Socket) => {
      this.connections.add(connection);
      connection.once('close', () => this.connections.delete(connection));
    });
    const address = http.address() as AddressInfo;
    for (let count = 1; count < socketsMax; count += 1) {
      const other = createServer({ allowHalfOpen: true, noDelay: true }, (connection) =>
        http.emit('connection', connection),
      );
      this.others.push(other);
      other.listen({ ...socket, port: address.port });
      await once(other, 'listening');
    }
  }

  /** Takes no connection any more. Resolves once those that were taken have ended, which the application sees to. */
  async close(): Promise<void> {
    // To node a connection that has asked for nothing is not idle: it would be waited for as long as a slow request.
    for (const connection of this.connections) if (connection.bytesRead === 0) connection.destroy();
    await Promise.all(this.others.map((other) => new Promise((closed) => other.close(closed))));
  }
}

const mustBeFree = async (port: number, host: string): Promise<void> => {
  const probe = createServer();
  probe.listen({ port, host });
  await once(probe, 'listening');
  await new Promise((closed) => probe.close(closed));
};
