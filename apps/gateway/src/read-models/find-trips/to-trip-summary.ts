import type { TripSummary } from '@watch-tower/contracts';
import { fragment } from '@watch-tower/database';
import type { TripRow } from './trip-row.js';

/** What of a stored trip lists show. */
type Shown = Omit<TripRow, 'stops' | 'milestones' | 'handOvers'>;

/** The same inside of a statement: the rest is most of a trip's bytes. */
export const shownState = fragment`state - '{stops,milestones,handOvers}'::text[]`;

/** A stored trip with the names that master data has for its parts now. */
export type StoredTrip = {
  readonly state: Shown;
  readonly stale: boolean;
  /** Names of everything the trip refers to, by id. */
  readonly names: Readonly<Record<string, string>>;
};

export const toTripSummary = ({ state, stale, names }: StoredTrip): TripSummary => {
  const named = (id: string) => ({ id, name: names[id] ?? null });
  return {
    id: state.id,
    version: state.version,
    vpcId: state.vpcId,
    status: state.status,
    stage: state.stage,
    client: state.clientId === null ? null : named(state.clientId),
    truck: state.truckId === null ? null : { id: state.truckId, number: names[state.truckId] ?? null },
    driver: state.driverId === null ? null : named(state.driverId),
    pickup: named(state.pickupId),
    delivery: named(state.deliveryId),
    containers: [...state.containers],
    scheduledDeparture: state.scheduledDeparture,
    actualDeparture: state.actualDeparture,
    arrivalTime: state.arrivalTime,
    offloadTime: state.offloadTime,
    completedAt: state.completedAt,
    hold: state.hold,
    delay: state.delay,
    originTripId: state.originTripId,
    backdated: state.backdated,
    stale,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
  };
};
