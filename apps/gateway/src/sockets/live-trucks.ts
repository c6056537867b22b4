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
  private readonly retired = new Set<string>();
  private readonly toldOfMoves: ((trucks: readonly LiveTruck[]) => void)[] = [];
  private readonly toldOfGone: ((truckId: string) => void)[] = [];

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

  /** Told of newer positions of trucks that can be shown. */
  onMove(listener: (trucks: readonly LiveTruck[]) => void): void {
    this.toldOfMoves.push(listener);
  }

  /** Told of a truck that was retired. */
  onGone(listener: (truckId: string) => void): void {
    this.toldOfGone.push(listener);
  }

  /** Takes what is newer than what is known. */
  move(positions: readonly Position[]): void {
    const moved: LiveTruck[] = [];
    for (const position of positions) {
      const { truckId, version } = position;
      if ((this.positions.get(truckId)?.version ?? -1) >= version) continue;
      this.positions.set(truckId, position);
      const truck = this.get(truckId);
      if (truck !== undefined) moved.push(truck);
    }
    if (moved.length > 0) for (const tell of this.toldOfMoves) tell(moved);
  }

  /** Takes what a truck is called and whether it is in use; one that was seen before that is shown from now on. */
  register(truckId: string, number: string, isRetired: boolean): void {
    if (this.numbers.get(truckId) === number && this.retired.has(truckId) === isRetired) return;
    this.numbers.set(truckId, number);
    if (isRetired) {
      this.retired.add(truckId);
      for (const tell of this.toldOfGone) tell(truckId);
      return;
    }
    this.retired.delete(truckId);
    const truck = this.get(truckId);
    if (truck !== undefined) for (const tell of this.toldOfMoves) tell([truck]);
  }

  numberOf(truckId: string): string | undefined {
    return this.numbers.get(truckId);
  }

  /** A truck that can be shown: it is in use, named, and was seen. */
  get(truckId: string): LiveTruck | undefined {
    const position = this.positions.get(truckId);
    const number = this.numbers.get(truckId);
    if (position === undefined || number === undefined || this.retired.has(truckId)) return undefined;
    return { position, number };
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
    type Row = { number: string; isRetired: boolean } & Position;
    const rows = await this.database.query<Row>(sql`
      select truck.label as number, truck.retired as "isRetired", truck_id as "truckId", position.version, latitude, longitude,
        speed_kmh as "speedKmh", heading_degrees as "headingDegrees", ignition,
        device_time as "deviceTime", received_at as "receivedAt"
      from truck_positions as position join registry as truck on truck.id = position.truck_id`);
    for (const { truckId, number, isRetired } of rows) this.register(truckId, number, isRetired);
    this.move(rows.map(({ number: _number, isRetired: _isRetired, ...position }) => position));
  }
}
