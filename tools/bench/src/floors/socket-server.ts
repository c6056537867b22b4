/**
 * Servers that tell everybody of trucks that move, in the one way that BENCH_WAY names: the gateway's own broadcast,
 * one emit for each truck, or the same bytes over bare `ws`. Does what its parent says, and says what it cost.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import { gatewayBroadcast, type Broadcast, type Update } from '../kit/gateway-program.js';

export type Way = 'broadcast' | 'each' | 'ws';
/** `perTick` trucks move each tick, for so many ticks. */
export type Drive = { readonly ticks: number; readonly perTick: number; readonly everyMs: number };
export type Driven = { readonly cpuMs: number };

const fleetRoom = 'fleet';
const trucks = 1_000;

const update = (index: number, version: number): Update => ({
  number: `BEN ${index} XA`,
  position: {
    truckId: `0190d4f0-0000-7000-8000-${String(index).padStart(12, '0')}`,
    version,
    latitude: 6.45 + (index % 100) / 1_000,
    longitude: 3.36 + (index % 90) / 1_000,
    speedKmh: 42,
    headingDegrees: 201,
    ignition: true,
    deviceTime: '2026-03-01T10:00:00.000Z',
    receivedAt: new Date(),
    ageSeconds: 2,
    motion: 'moving',
  },
});

const http = createServer();
const way = process.env['BENCH_WAY'] as Way;

const open = async (): Promise<Broadcast> => {
  if (way === 'ws') {
    const server = new WebSocketServer({ server: http });
    return {
      move: (updates) => {
        const bytes = JSON.stringify([
          'positions',
          updates.map(({ number, position }) => ({ number, ...position })),
        ]);
        for (const client of server.clients) client.send(bytes);
      },
    };
  }
  const server = new Server(http, { serveClient: false });
  server.on('connection', (socket) => void socket.join(fleetRoom));
  if (way === 'broadcast')
    return gatewayBroadcast({
      hasMembers: (room) => room === fleetRoom,
      send: (room, shown) => server.to(room).emit('positions', shown),
    });
  return {
    move: (updates) => {
      for (const { number, position } of updates)
        server.to(fleetRoom).emit('positions', [{ number, ...position }]);
    },
  };
};

const broadcast = await open();
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}/` });
});

let moved = 0;
process.on('message', (drive: Drive) => {
  const run = async (): Promise<void> => {
    const before = process.cpuUsage();
    for (let tick = 0; tick < drive.ticks; tick += 1) {
      const updates = Array.from({ length: drive.perTick }, () => {
        moved += 1;
        return update(moved % trucks, moved);
      });
      broadcast.move(updates);
      await pause(drive.everyMs);
    }
    await pause(200);
    const { user, system } = process.cpuUsage(before);
    process.send?.({ cpuMs: (user + system) / 1_000 } satisfies Driven);
  };
  void run();
});
process.once('disconnect', () => process.exit(0));
