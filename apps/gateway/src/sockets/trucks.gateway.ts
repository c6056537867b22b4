import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import {
  latitude,
  longitude,
  type TrucksClientEvents,
  type TrucksServerEvents,
} from '@watch-tower/contracts';
import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { roomsAt, roomsOf } from './cells.js';
import { LiveTrucks } from './live-trucks.js';
import { SocketAdmission, type Acknowledgement } from './socket-admission.js';
import { SocketMetrics } from './socket-metrics.js';
import { socketOptions } from './socket-options.js';
import { TruckBroadcast } from './truck-broadcast.js';

type TrucksSocket = Socket<TrucksClientEvents, TrucksServerEvents>;

const namespace = '/ws/trucks';

const viewport = z
  .object({ north: latitude, south: latitude, east: longitude, west: longitude })
  .refine(({ north, south }) => north >= south)
  .nullable();

/** Live trucks: a snapshot of the watched area, then every newer position in it. */
@WebSocketGateway({ ...socketOptions, namespace })
export class TrucksGateway implements OnGatewayInit, OnGatewayConnection {
  constructor(
    private readonly admission: SocketAdmission,
    private readonly trucks: LiveTrucks,
    private readonly metrics: SocketMetrics,
  ) {}

  afterInit(server: Namespace<TrucksClientEvents, TrucksServerEvents>): void {
    server.use(this.admission.admit);
    const broadcast = new TruckBroadcast({
      rooms: {
        hasMembers: (room) => server.adapter.rooms.has(room),
        send: (room, trucks) => server.to(room).emit('positions', trucks),
      },
      show: (truck, nowMs) => this.trucks.show(truck, nowMs),
      metrics: this.metrics,
    });
    this.trucks.onMove((trucks) => broadcast.move(trucks));
    this.trucks.onGone((truckId) => {
      broadcast.forget(truckId);
      // It happens so seldom that everybody may hear of it, also where the truck was shown by a snapshot alone.
      server.emit('gone', [truckId]);
    });
  }

  handleConnection(socket: TrucksSocket): void {
    this.admission.keep(socket);
    this.metrics.track(namespace, socket);
  }

  /** Leaves, joins and tells what is known, all in one turn: no position can come in between. */
  @SubscribeMessage('watch')
  watch(@ConnectedSocket() socket: TrucksSocket, @MessageBody() area: unknown): Acknowledgement {
    const parsed = viewport.safeParse(area ?? null);
    if (!parsed.success) return { ok: false, code: 'invalid_viewport' };
    for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room);
    const rooms = new Set(roomsOf(parsed.data));
    void socket.join([...rooms]);
    const nowMs = Date.now();
    const inside = [...this.trucks.all()]
      .filter(({ position }) =>
        roomsAt(position.latitude, position.longitude).some((room) => rooms.has(room)),
      )
      .map((truck) => this.trucks.show(truck, nowMs));
    socket.emit('snapshot', inside);
    return { ok: true };
  }

  @SubscribeMessage('refresh')
  refresh(@ConnectedSocket() socket: TrucksSocket, @MessageBody() token: unknown): Promise<Acknowledgement> {
    return this.admission.refresh(socket, token);
  }
}
