import type { TruckLocation } from '@watch-tower/contracts';
import { roomsAt } from './cells.js';
import type { LiveTruck } from './live-trucks.js';
import { Pacer } from './pacer.js';
import type { SocketMetrics } from './socket-metrics.js';

/** The rooms of a namespace, as far as a broadcast needs them. */
export type Rooms = {
  readonly hasMembers: (room: string) => boolean;
  readonly send: (room: string, trucks: TruckLocation[]) => void;
};

type Options = {
  readonly rooms: Rooms;
  readonly show: (truck: LiveTruck, nowMs: number) => TruckLocation;
  readonly metrics: SocketMetrics;
  readonly schedule?: (flush: () => void) => { wake(): void };
};

/**
 * Tells rooms of trucks that moved: of each truck only the newest, of each room one packet. A truck that
 * leaves a cell is announced there too, or it would stand at the cell's edge for ever.
 */
export class TruckBroadcast {
  private readonly moved = new Map<string, LiveTruck>();
  private readonly shownIn = new Map<string, readonly string[]>();
  private readonly pacer: { wake(): void };

  constructor(private readonly options: Options) {
    const schedule = options.schedule ?? ((flush) => new Pacer(flush));
    this.pacer = schedule(() => this.flush());
  }

  move(trucks: readonly LiveTruck[]): void {
    for (const truck of trucks) {
      if (this.moved.has(truck.position.truckId)) this.options.metrics.coalesced.inc();
      this.moved.set(truck.position.truckId, truck);
    }
    this.options.metrics.updates.inc(trucks.length);
    this.pacer.wake();
  }

  /** Tells nobody of this truck until it moves again. */
  forget(truckId: string): void {
    this.moved.delete(truckId);
    this.shownIn.delete(truckId);
  }

  private flush(): void {
    const { rooms, show, metrics } = this.options;
    const nowMs = Date.now();
    const packets = new Map<string, TruckLocation[]>();
    for (const [truckId, truck] of this.moved) {
      const { latitude, longitude, receivedAt } = truck.position;
      const now = roomsAt(latitude, longitude);
      const before = this.shownIn.get(truckId) ?? [];
      this.shownIn.set(truckId, now);
      let shown: TruckLocation | undefined;
      for (const room of new Set([...now, ...before])) {
        if (!rooms.hasMembers(room)) continue;
        shown ??= show(truck, nowMs);
        const packet = packets.get(room);
        if (packet === undefined) packets.set(room, [shown]);
        else packet.push(shown);
      }
      if (shown !== undefined) metrics.age.observe(Math.max(0, nowMs - receivedAt.getTime()) / 1_000);
    }
    this.moved.clear();
    for (const [room, trucks] of packets) rooms.send(room, trucks);
    metrics.packets.inc(packets.size);
  }
}
