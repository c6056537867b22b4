import { topics, type Topics, type TruckLocation } from '@watch-tower/contracts';
import { prepared, sql, type Transaction } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
import { motionOf, type MotionRules } from './motion.js';
import { positionsGroup } from '../../consumers/groups.js';

type Message = Incoming<Topics['truckPositions']>;

/** Where a truck is, as it is kept. */
export type Position = {
  readonly truckId: string;
  readonly version: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedKmh: number | null;
  readonly headingDegrees: number | null;
  readonly ignition: boolean | null;
  readonly deviceTime: Date;
  readonly receivedAt: Date;
};

export const toPosition = ({ data, version = 0 }: Message): Position => ({
  truckId: data.truckId,
  version,
  latitude: data.latitude,
  longitude: data.longitude,
  speedKmh: data.speedKmh,
  headingDegrees: data.headingDegrees,
  ignition: data.ignition,
  deviceTime: new Date(data.deviceTime),
  receivedAt: new Date(data.receivedAt),
});

/** As lists, the map and sockets show it at `nowMs`. */
export const toTruckLocation = (
  position: Position,
  number: string,
  nowMs: number,
  rules: MotionRules,
): TruckLocation => ({
  truckId: position.truckId,
  number,
  version: position.version,
  latitude: position.latitude,
  longitude: position.longitude,
  speedKmh: position.speedKmh,
  headingDegrees: position.headingDegrees,
  ignition: position.ignition,
  deviceTime: position.deviceTime.toISOString(),
  receivedAt: position.receivedAt.toISOString(),
  ageSeconds: Math.max(0, Math.round((nowMs - position.deviceTime.getTime()) / 1_000)),
  motion: motionOf(position, nowMs, rules),
});

/** The newest position of each truck. */
export const newestPositions = (messages: readonly Message[]): Position[] => {
  const newest = new Map<string, Position>();
  for (const message of messages) {
    const position = toPosition(message);
    const known = newest.get(position.truckId);
    if (known === undefined || known.version < position.version) newest.set(position.truckId, position);
  }
  return [...newest.values()];
};

const write = (tx: Transaction, positions: readonly Position[]): void => {
  tx.write(
    prepared(
      'truck_positions_write',
      sql`
        insert into truck_positions as known (truck_id, version, latitude, longitude, speed_kmh,
          heading_degrees, ignition, device_time, received_at)
        select * from jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) as newer (
          "truckId" uuid, version int, latitude float8, longitude float8, "speedKmh" float8,
          "headingDegrees" float8, ignition boolean, "deviceTime" timestamptz, "receivedAt" timestamptz)
        on conflict (truck_id) do update
        set version = excluded.version, latitude = excluded.latitude, longitude = excluded.longitude,
          speed_kmh = excluded.speed_kmh, heading_degrees = excluded.heading_degrees,
          ignition = excluded.ignition, device_time = excluded.device_time, received_at = excluded.received_at
        where known.version < excluded.version`,
    ),
  );
};

export const truckLocationsProjection: ReadModel<Topics['truckPositions']> = {
  name: 'truck-locations',
  group: positionsGroup,
  topic: topics.truckPositions,
  tables: ['truck_positions'],
  apply: (tx, messages) => write(tx, newestPositions(messages)),
};
