import { Alerts } from './alerts.js';
import type { CircuitState } from './circuit-breaker.js';
import { LoconavTransport, type Host, type LoconavOptions } from './loconav-transport.js';
import { Polygons } from './polygons.js';
import { Trips } from './trips.js';
import { Vehicles } from './vehicles.js';

/** LocoNav's API. Everything rejects with a `LoconavError`; one client for each process, for it counts the requests. */
export class LoconavClient {
  readonly vehicles: Vehicles;
  readonly alerts: Alerts;
  readonly polygons: Polygons;
  readonly trips: Trips;
  private readonly transport: LoconavTransport;

  constructor(options: LoconavOptions) {
    this.transport = new LoconavTransport(options);
    this.vehicles = new Vehicles(this.transport);
    this.alerts = new Alerts(this.transport);
    this.polygons = new Polygons(this.transport);
    this.trips = new Trips(this.transport);
  }

  /** For people who look after the service: the circuit breaker of each host. */
  circuitStates(): Record<Host, CircuitState> {
    return this.transport.circuitStates();
  }

  /** Gives up what is under way, and whatever is asked from now on. */
  stop(): void {
    this.transport.stop();
  }
}
