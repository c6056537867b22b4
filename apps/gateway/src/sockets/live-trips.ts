import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  isNewerTrip,
  type TripClientEvents,
  type TripDetails,
  type TripServerEvents,
} from '@watch-tower/contracts';
import type { Socket } from 'socket.io';
import { Arrivals } from '../operations/arrivals.js';
import { GetTripDetails } from '../read-models/get-trip-details/get-trip-details.js';
import { GetTripOutlook } from '../read-models/get-trip-outlook/get-trip-outlook.js';
import { LiveTrucks, type LiveTruck } from './live-trucks.js';
import { Pacer } from './pacer.js';

export type TripSocket = Pick<Socket<TripClientEvents, TripServerEvents>, 'emit' | 'once' | 'connected'>;

type Room = {
  readonly tripId: string;
  readonly members: Set<TripSocket>;
  /** Who waits for a snapshot: the room stays for them. */
  joining: number;
  /** What every member has. */
  shown: TripDetails | undefined;
  refreshing: boolean;
  /** Whether something changed since the outlook was asked for. */
  outlookIsOld: boolean;
  askingOutlook: boolean;
};

/** Versions of a trip and of its mirror at LocoNav; 0 where there is none. */
type Versions = { readonly version: number; readonly mirrorVersion: number };

const nothing: Versions = { version: 0, mirrorVersion: 0 };
const versionsOf = (details: TripDetails): Versions => ({
  version: details.version,
  mirrorVersion: details.loconav?.version ?? 0,
});
const hasReached = (shown: Versions, wanted: Versions): boolean =>
  shown.version >= wanted.version && shown.mirrorVersion >= wanted.mirrorVersion;

const seenMax = 10_000;
const lookMs = 5_000;

/** Trips that somebody looks at, one room each: a snapshot, then every change the read model has reached. */
@Injectable()
export class LiveTrips implements OnModuleDestroy {
  private readonly rooms = new Map<string, Room>();
  /** The newest versions that came by: the read model may be behind them when somebody joins. */
  private readonly seen = new Map<string, Versions>();
  private readonly moved = new Map<string, LiveTruck>();
  private readonly pacer = new Pacer(() => this.showMoved());
  private closed = false;

  constructor(
    private readonly details: GetTripDetails,
    private readonly outlooks: GetTripOutlook,
    private readonly trucks: LiveTrucks,
    private readonly arrivals: Arrivals,
  ) {
    trucks.onMove((changed) => {
      if (this.rooms.size === 0) return;
      for (const truck of changed) this.moved.set(truck.position.truckId, truck);
      this.pacer.wake();
    });
  }

  onModuleDestroy(): void {
    this.closed = true;
  }

  /**
   * Sends the snapshot and joins in the same turn, so that no change falls between the two.
   * @returns false where there is no such trip.
   */
  async join(tripId: string, socket: TripSocket): Promise<boolean> {
    const room = this.rooms.get(tripId) ?? this.open(tripId);
    room.joining++;
    try {
      const read = await this.details.read(tripId);
      if (read === undefined) return false;
      this.show(room, read);
      if (!socket.connected) return true;
      socket.emit('snapshot', room.shown ?? read);
      room.members.add(socket);
      socket.once('disconnect', () => {
        room.members.delete(socket);
        this.closeIfEmpty(room);
      });
      this.sendPosition(room, [socket]);
      this.tellOutlook(room);
      this.refresh(room);
      return true;
    } finally {
      room.joining--;
      this.closeIfEmpty(room);
    }
  }

  /** An event of a trip, or of its mirror, came by. */
  announce(tripId: string, versions: Partial<Versions>): void {
    const before = this.seen.get(tripId) ?? nothing;
    this.seen.delete(tripId);
    this.seen.set(tripId, { ...before, ...versions });
    const oldest = this.seen.size > seenMax ? this.seen.keys().next().value : undefined;
    if (oldest !== undefined) this.seen.delete(oldest);
    const room = this.rooms.get(tripId);
    if (room !== undefined) this.refresh(room);
  }

  private open(tripId: string): Room {
    const room: Room = {
      tripId,
      members: new Set(),
      joining: 0,
      shown: undefined,
      refreshing: false,
      outlookIsOld: false,
      askingOutlook: false,
    };
    this.rooms.set(tripId, room);
    return room;
  }

  private closeIfEmpty(room: Room): void {
    if (room.members.size === 0 && room.joining === 0) this.rooms.delete(room.tripId);
  }

  private show(room: Room, details: TripDetails): void {
    const before = room.shown;
    if (before !== undefined && !isNewerTrip(before, details)) return;
    room.shown = details;
    for (const member of room.members) member.emit('changed', details);
    if (before !== undefined && before.truck?.id !== details.truck?.id) this.sendPosition(room, room.members);
    this.tellOutlook(room);
  }

  private sendPosition(room: Room, members: Iterable<TripSocket>): void {
    const truckId = room.shown?.truck?.id;
    const truck = truckId === undefined ? undefined : this.trucks.get(truckId);
    if (truck === undefined) return;
    const shown = this.trucks.show(truck, Date.now());
    for (const member of members) member.emit('position', shown);
  }

  private showMoved(): void {
    const nowMs = Date.now();
    for (const room of this.rooms.values()) {
      const truck = this.moved.get(room.shown?.truck?.id ?? '');
      if (truck === undefined) continue;
      const location = this.trucks.show(truck, nowMs);
      for (const member of room.members) member.emit('position', location);
      this.tellOutlook(room);
    }
    this.moved.clear();
  }

  /** One question at a time, however many changes there were meanwhile. */
  private tellOutlook(room: Room): void {
    room.outlookIsOld = true;
    if (!room.askingOutlook) void this.askOutlooks(room);
  }

  private async askOutlooks(room: Room): Promise<void> {
    room.askingOutlook = true;
    while (!this.closed && room.outlookIsOld && room.members.size > 0) {
      room.outlookIsOld = false;
      const seen = this.trucks.get(room.shown?.truck?.id ?? '')?.position;
      // What a database that is away does not say is said with the next position.
      const read = await this.outlooks.read(room.tripId, seen).catch(() => undefined);
      if (read !== undefined) for (const member of room.members) member.emit('outlook', read.outlook);
    }
    room.askingOutlook = false;
  }

  private isBehind(room: Room): boolean {
    const shown = room.shown === undefined ? nothing : versionsOf(room.shown);
    return !hasReached(shown, this.seen.get(room.tripId) ?? nothing);
  }

  private refresh(room: Room): void {
    if (room.refreshing || !this.isBehind(room)) return;
    room.refreshing = true;
    void this.catchUp(room).finally(() => (room.refreshing = false));
  }

  /** The event may be here before the read model of it: waits until that has come so far. */
  private async catchUp(room: Room): Promise<void> {
    while (!this.closed && room.members.size > 0 && this.isBehind(room)) {
      const wanted = this.seen.get(room.tripId) ?? nothing;
      const details = await this.arrivals.wait(
        room.tripId,
        async () => {
          // A database that is away is waited for like a read model that is behind.
          const read = await this.details.read(room.tripId).catch(() => undefined);
          return read !== undefined && hasReached(versionsOf(read), wanted) ? read : undefined;
        },
        performance.now() + lookMs,
      );
      if (details !== undefined) this.show(room, details);
    }
  }
}
