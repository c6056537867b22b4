import type { TruckLocation } from '@watch-tower/contracts';
import { Registry } from 'prom-client';
import { fleetRoom, roomsAt } from './cells.js';
import type { LiveTruck } from './live-trucks.js';
import { SocketMetrics } from './socket-metrics.js';
import { TruckBroadcast } from './truck-broadcast.js';

const truck = (truckId: string, version: number, latitude = 6, longitude = 3): LiveTruck => ({
  number: truckId,
  position: {
    truckId,
    version,
    latitude,
    longitude,
    speedKmh: null,
    headingDegrees: null,
    ignition: null,
    deviceTime: new Date(),
    receivedAt: new Date(),
  },
});

/** A broadcast to rooms with members, flushed by hand. */
const broadcastTo = (...members: string[]) => {
  const packets: [string, string[]][] = [];
  let flush = (): void => undefined;
  const broadcast = new TruckBroadcast({
    rooms: {
      hasMembers: (room) => members.includes(room),
      send: (room, trucks) =>
        packets.push([room, trucks.map(({ truckId, version }) => `${truckId}@${version}`)]),
    },
    show: ({ position, number }) => ({ ...position, number }) as unknown as TruckLocation,
    metrics: new SocketMetrics(new Registry()),
    schedule: (work) => {
      flush = work;
      return { wake: () => undefined };
    },
  });
  return { broadcast, flush: () => flush(), packets };
};

describe('a broadcast of trucks', () => {
  it('is one packet per room, with the newest of each truck', () => {
    const { broadcast, flush, packets } = broadcastTo(fleetRoom);
    broadcast.move([truck('a', 1), truck('b', 1)]);
    broadcast.move([truck('a', 2)]);
    flush();
    expect(packets).toEqual([[fleetRoom, ['a@2', 'b@1']]]);
  });

  it('says nothing twice', () => {
    const { broadcast, flush, packets } = broadcastTo(fleetRoom);
    broadcast.move([truck('a', 1)]);
    flush();
    flush();
    expect(packets).toHaveLength(1);
  });

  it('announces a truck that leaves a cell there once, and then no more', () => {
    const [cell = ''] = roomsAt(6, 3).filter((room) => room.startsWith('0.1:'));
    const { broadcast, flush, packets } = broadcastTo(cell);
    for (const [version, latitude] of [
      [1, 6],
      [2, 7],
      [3, 8],
    ] as const) {
      broadcast.move([truck('a', version, latitude)]);
      flush();
    }
    expect(packets).toEqual([
      [cell, ['a@1']],
      [cell, ['a@2']],
    ]);
  });

  it('says nothing of a truck that was forgotten in between', () => {
    const { broadcast, flush, packets } = broadcastTo(fleetRoom);
    broadcast.move([truck('a', 1), truck('b', 1)]);
    broadcast.forget('a');
    flush();
    expect(packets).toEqual([[fleetRoom, ['b@1']]]);
  });

  it('sends nothing to rooms without members', () => {
    const { broadcast, flush, packets } = broadcastTo();
    broadcast.move([truck('a', 1)]);
    flush();
    expect(packets).toEqual([]);
  });
});
