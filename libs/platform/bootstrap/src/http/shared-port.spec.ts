import { once } from 'node:events';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SharedPort } from './shared-port.js';

@Module({})
class Nothing {}

const host = '127.0.0.1';
let app: NestFastifyApplication;
let port: SharedPort;

/** @returns the number of the port. */
const start = async (): Promise<number> => {
  await port.listen(0, host);
  const http: Server = app.getHttpServer();
  return (http.address() as AddressInfo).port;
};

beforeEach(async () => {
  const adapter = new FastifyAdapter({ forceCloseConnections: 'idle' });
  app = await NestFactory.create<NestFastifyApplication>(Nothing, adapter, { logger: false });
  port = new SharedPort(app);
});
afterEach(() => Promise.all([port.close(), app.close()]));

describe('a service that listens', () => {
  it('takes several connections in one turn of its event loop', async () => {
    const number = await start();
    const http: Server = app.getHttpServer();
    let taken = 0;
    http.on('connection', () => (taken += 1));
    const sockets = Array.from({ length: 64 }, (): Socket => connect(number, host));
    const perTurn: number[] = [];
    for (let before = 0; taken < sockets.length; before = taken) {
      await new Promise((turned) => setImmediate(turned));
      perTurn.push(taken - before);
    }
    for (const socket of sockets) socket.destroy();
    expect(Math.max(...perTurn)).toBeGreaterThan(process.platform === 'linux' ? 4 : 0);
  });

  it('answers on each of them, and lets each end', async () => {
    const number = await start();
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await fetch(`http://${host}:${number}/`)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([404]));
    await Promise.all([port.close(), app.close()]);
    const late = connect(number, host);
    await expect(once(late, 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  it('waits for nobody who is connected and has asked for nothing', async () => {
    const number = await start();
    const http: Server = app.getHttpServer();
    let taken = 0;
    http.on('connection', () => (taken += 1));
    const sockets = Array.from({ length: 40 }, (): Socket => connect(number, host));
    const ended = sockets.map((socket) => once(socket.resume(), 'close'));
    while (taken < sockets.length) await new Promise((turned) => setImmediate(turned));
    await Promise.all([port.close(), app.close()]);
    await Promise.all(ended);
  });

  it('shares its port with nobody', async () => {
    const other = await NestFactory.create<NestFastifyApplication>(Nothing, new FastifyAdapter(), {
      logger: false,
    });
    const number = await start();
    await expect(new SharedPort(other).listen(number, host)).rejects.toThrow('EADDRINUSE');
    await other.close();
  });
});
