import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { AlertsClientEvents, AlertsServerEvents } from '@watch-tower/contracts';
import type { Namespace, Socket } from 'socket.io';
import { LiveAlerts } from './live-alerts.js';
import { SocketAdmission, type Acknowledgement } from './socket-admission.js';
import { SocketMetrics } from './socket-metrics.js';
import { socketOptions } from './socket-options.js';

type AlertsSocket = Socket<AlertsClientEvents, AlertsServerEvents>;

const namespace = '/ws/alerts';

/** Alerts as they come, for everybody who is connected. */
@WebSocketGateway({ ...socketOptions, namespace })
export class AlertsGateway implements OnGatewayInit, OnGatewayConnection {
  constructor(
    private readonly admission: SocketAdmission,
    private readonly alerts: LiveAlerts,
    private readonly metrics: SocketMetrics,
  ) {}

  afterInit(server: Namespace<AlertsClientEvents, AlertsServerEvents>): void {
    server.use(this.admission.admit);
    this.alerts.onAnnouncement((announcement, alert) => server.emit(announcement, alert));
  }

  handleConnection(socket: AlertsSocket): void {
    this.admission.keep(socket);
    this.metrics.track(namespace, socket);
  }

  @SubscribeMessage('refresh')
  refresh(@ConnectedSocket() socket: AlertsSocket, @MessageBody() token: unknown): Promise<Acknowledgement> {
    return this.admission.refresh(socket, token);
  }
}
