import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { LOGGER, type Logger } from '@watch-tower/bootstrap';
import { Inject } from '@nestjs/common';
import { type TripClientEvents, type TripServerEvents } from '@watch-tower/contracts';
import type { Namespace, Socket } from 'socket.io';
import { GetTripDetails } from '../read-models/get-trip-details/get-trip-details.js';
import { LiveTrips } from './live-trips.js';
import { SocketAdmission, type Acknowledgement } from './socket-admission.js';
import { SocketMetrics } from './socket-metrics.js';
import { socketOptions } from './socket-options.js';

type LiveSocket = Socket<TripClientEvents, TripServerEvents>;

const prefix = '/ws/trips/';
const namespace = /^\/ws\/trips\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const tripIdOf = (socket: Socket): string => socket.nsp.name.slice(prefix.length);

/** One trip, live: a namespace each, made when the first socket asks for it. */
@WebSocketGateway({ ...socketOptions, namespace })
export class TripGateway implements OnGatewayInit, OnGatewayConnection {
  constructor(
    private readonly admission: SocketAdmission,
    private readonly details: GetTripDetails,
    private readonly trips: LiveTrips,
    private readonly metrics: SocketMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  afterInit(server: Namespace<TripClientEvents, TripServerEvents>): void {
    server.use(this.admission.admit);
    server.use((socket, next) => {
      this.details.read(tripIdOf(socket)).then(
        (trip) => next(trip === undefined ? new Error('trip_not_found') : undefined),
        () => next(new Error('unavailable')),
      );
    });
  }

  handleConnection(socket: LiveSocket): void {
    this.admission.keep(socket);
    this.metrics.track('/ws/trips/{id}', socket);
    this.trips.join(tripIdOf(socket), socket).catch((err: unknown) => {
      // The client connects again, and so asks for its snapshot again.
      this.logger.warn({ err }, 'a trip could not be shown on a socket');
      socket.disconnect(true);
    });
  }

  @SubscribeMessage('refresh')
  refresh(@ConnectedSocket() socket: LiveSocket, @MessageBody() token: unknown): Promise<Acknowledgement> {
    return this.admission.refresh(socket, token);
  }
}
