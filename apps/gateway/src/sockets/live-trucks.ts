import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, LOGGER, type Logger } from '@watch-tower/bootstrap';
import type { TruckLocation } from '@watch-tower/contracts';
import { Database, sql } from '@watch-tower/database';
import type { MotionRules } from '../read-models/get-truck-location/motion.js';
import { toTruckLocation, type Position } from '../read-models/get-truck-location/truck-locations.js';

/** One update of a truck that can be shown. */
export type LiveTruck = { readonly position: Position; readonly number: string };

/**
 * The newest position of every truck, in memory: what sockets are served from. Filled from the read model at
 * the start, then by the topics; the higher version always wins, so that neither has to wait for the other.
 */
@Injectable()
export class LiveTrucks implements OnModuleInit {
  private readonly positions = new Map<string, Position>();
  private readonly numbers = new Map<string, string>();
  private readonly listeners: ((changed: readonly LiveTruck[]) => void)[] = [];

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly rules: MotionRules,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    try {
      await this.fill();
    } catch (err) {
      this.logger.warn({ err }, 'positions could not be read at the start; they come from Kafka');
    }
  }

  /** Told of every newer position of a truck whose number is known. */
  onChange(listener: (changed: readonly LiveTruck[]) => void): void {
    this.listeners.push(listener);
  }

  /** Takes what is newer than what is known. */
  move(positions: readonly Position[]): void {
    const changed: LiveTruck[] = [];
    for (const position of positions) {
      const { truckId, version } = position;
      if ((this.positions.get(truckId)?.version ?? -1) >= version) continue;
      this.positions.set(truckId, position);
      const number = this.numbers.get(truckId);
      if (number !== undefined) changed.push({ position, number });
    }
    if (changed.length > 0) for (const listener of this.listeners) listener(changed);
  }

  /** Names a truck; one that was seen before it was named is shown from now on. */
  name(truckId: string, number: string): void {
    if (this.numbers.get(truckId) === number) return;
    this.numbers.set(truckId, number);
    const position = this.positions.get(truckId);
    if (position !== undefined) for (const listener of this.listeners) listener([{ position, number }]);
  }

  numberOf(truckId: string): string | undefined {
    return this.numbers.get(truckId);
  }

  get(truckId: string): LiveTruck | undefined {
    const position = this.positions.get(truckId);
    const number = this.numbers.get(truckId);
    return position === undefined || number === undefined ? undefined : { position, number };
  }

  *all(): Generator<LiveTruck> {
    for (const truckId of this.positions.keys()) {
      const truck = this.get(truckId);
      if (truck !== undefined) yield truck;
    }
  }

  show({ position, number }: LiveTruck, nowMs: number): TruckLocation {
    return toTruckLocation(position, number, nowMs, this.rules);
  }

  private async fill(): Promise<void> {
    type Row = { number: string } & Position;
    const rows = await this.database.query<Row>(sql`
      select truck.label as number, truck_id as "truckId", position.version, latitude, longitude,
        speed_kmh as "speedKmh", heading_degrees as "headingDegrees", ignition,
        device_time as "deviceTime", received_at as "receivedAt"
      from truck_positions as position join registry as truck on truck.id = position.truck_id`);
    for (const { number, ...position } of rows) this.numbers.set(position.truckId, number);
    this.move(rows.map(({ number: _number, ...position }) => position));
  }
}
