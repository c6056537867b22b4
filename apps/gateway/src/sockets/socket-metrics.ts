import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Socket } from 'socket.io';
import { cutOffSlow } from './cut-off-slow.js';

@Injectable()
export class SocketMetrics {
  private readonly connected;
  private readonly cutOff;
  readonly packets;
  readonly updates;
  readonly coalesced;
  readonly age;
  readonly tripsTold;
  readonly tripsOutdated;

  constructor(@Inject(METRICS) metrics: Registry) {
    const registers = [metrics];
    this.connected = new Gauge({
      name: 'watchtower_sockets_connected',
      help: 'Open sockets',
      labelNames: ['namespace'],
      registers,
    });
    this.cutOff = new Counter({
      name: 'watchtower_sockets_cut_off_total',
      help: 'Sockets closed because they read too slowly',
      registers,
    });
    this.packets = new Counter({
      name: 'watchtower_socket_packets_total',
      help: 'Packets of positions, one per room',
      registers,
    });
    this.updates = new Counter({
      name: 'watchtower_socket_updates_total',
      help: 'Positions that came for the sockets',
      registers,
    });
    this.coalesced = new Counter({
      name: 'watchtower_socket_updates_coalesced_total',
      help: 'Positions that a newer one of the same truck overtook before they were sent',
      registers,
    });
    this.age = new Histogram({
      name: 'watchtower_position_to_socket_seconds',
      help: 'From the receipt of a position by the gateway to its packet',
      buckets: [0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.15, 0.25, 0.5, 1, 5],
      registers,
    });
    this.tripsTold = new Counter({
      name: 'watchtower_socket_trips_told_total',
      help: 'Trips told to lists after a change, each once for all that watch or for one who came back',
      registers,
    });
    this.tripsOutdated = new Counter({
      name: 'watchtower_socket_trips_outdated_total',
      help: 'Hints to lists that more trips changed than are told one by one',
      registers,
    });
  }

  /** Counts a socket while it is open, and cuts it off when it no longer reads. */
  track(namespace: string, socket: Socket): void {
    this.connected.labels(namespace).inc();
    socket.once('disconnect', () => this.connected.labels(namespace).dec());
    cutOffSlow(socket, () => this.cutOff.inc());
  }
}
