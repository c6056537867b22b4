import type { Plan, PlanChange } from './plan.js';

/** Why we believe a fact. */
export type Evidence = { readonly kind: 'person'; readonly actorId: string; readonly role: string };

/** `recordedAt` is when we learned it. */
type Fact = { readonly evidence: Evidence; readonly recordedAt: string };
/** `at` is when it happened, in event time. */
type FactAt = Fact & { readonly at: string };

export type TripCreated = Fact & {
  readonly type: 'TripCreated';
  readonly plan: Plan;
  readonly backdated: boolean;
};
export type PlanChanged = Fact & { readonly type: 'PlanChanged'; readonly change: PlanChange };
export type TruckAssigned = Fact & { readonly type: 'TruckAssigned'; readonly truckId: string };
export type TruckUnassigned = Fact & { readonly type: 'TruckUnassigned'; readonly truckId: string };
export type DriverAssigned = Fact & { readonly type: 'DriverAssigned'; readonly driverId: string };
export type DriverUnassigned = Fact & { readonly type: 'DriverUnassigned'; readonly driverId: string };
export type PickupReached = FactAt & { readonly type: 'PickupReached'; readonly stopIndex: number };
export type TripStarted = FactAt & { readonly type: 'TripStarted' };
export type DeliveryReached = FactAt & { readonly type: 'DeliveryReached'; readonly stopIndex: number };
export type CargoOffloaded = FactAt & { readonly type: 'CargoOffloaded'; readonly stopIndex: number };
export type TripCompleted = FactAt & { readonly type: 'TripCompleted' };
export type TripCancelled = FactAt & { readonly type: 'TripCancelled'; readonly reason: string };

export type Assignment = TruckAssigned | TruckUnassigned | DriverAssigned | DriverUnassigned;

/** Everything that happens to a trip. Private to trip: the public contract is made by a mapper in the app. */
export type TripEvent =
  | TripCreated
  | PlanChanged
  | Assignment
  | PickupReached
  | TripStarted
  | DeliveryReached
  | CargoOffloaded
  | TripCompleted
  | TripCancelled;
