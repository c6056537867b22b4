import { Inject } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { LOGGER, type Logger } from '@watch-tower/bootstrap';
import type { TripsClientEvents, TripsServerEvents } from '@watch-tower/contracts';
import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { LiveTripList } from './live-trip-list.js';
import { SocketAdmission, type Acknowledgement } from './socket-admission.js';
import { SocketMetrics } from './socket-metrics.js';
import { socketOptions } from './socket-options.js';

type TripsSocket = Socket<TripsClientEvents, TripsServerEvents>;

const namespace = '/ws/trips';
const watchersRoom = 'watchers';

const position = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt)
  .nullable();

/** Lists of trips, live: what changed since the position that is named, then every change. */
@WebSocketGateway({ ...socketOptions, namespace })
export class TripsGateway implements OnGatewayInit, OnGatewayConnection {
  constructor(
    private readonly admission: SocketAdmission,
    private readonly list: LiveTripList,
    private readonly metrics: SocketMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  afterInit(server: Namespace<TripsClientEvents, TripsServerEvents>): void {
    server.use(this.admission.admit);
    this.list.serve({
      hasMembers: () => server.adapter.rooms.has(watchersRoom),
      changed: (trips, at) => server.to(watchersRoom).emit('changed', trips, at),
      outdated: (tripIds, at) => server.to(watchersRoom).emit('outdated', tripIds, at),
    });
  }

  handleConnection(socket: TripsSocket): void {
    this.admission.keep(socket);
    this.metrics.track(namespace, socket);
  }

  @SubscribeMessage('watch')
  async watch(
    @ConnectedSocket() socket: TripsSocket,
    @MessageBody() since: unknown,
  ): Promise<Acknowledgement> {
    const parsed = position.safeParse(since ?? null);
    if (!parsed.success) return { ok: false, code: 'invalid_position' };
    const watcher = {
      isConnected: () => socket.connected,
      join: () => void socket.join(watchersRoom),
      changed: (...told: Parameters<TripsServerEvents['changed']>) => void socket.emit('changed', ...told),
      outdated: (...told: Parameters<TripsServerEvents['outdated']>) => void socket.emit('outdated', ...told),
    };
    try {
      await this.list.join(watcher, parsed.data);
      return { ok: true };
    } catch (err) {
      // The client connects again, and so asks again.
      this.logger.warn({ err }, 'changes of trips could not be told to a socket');
      socket.disconnect(true);
      return { ok: false, code: 'unavailable' };
    }
  }

  @SubscribeMessage('refresh')
  refresh(@ConnectedSocket() socket: TripsSocket, @MessageBody() token: unknown): Promise<Acknowledgement> {
    return this.admission.refresh(socket, token);
  }
}
