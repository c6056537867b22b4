import type { MilestoneKind } from './milestones.js';
import type { Plan, PlanChange } from './plan.js';

/** A fix that a visit rests on. */
export type Fix = { readonly deviceTime: string; readonly latitude: number; readonly longitude: number };

/** A person who says so; `reason` where they were asked for one. */
export type PersonEvidence = {
  readonly kind: 'person';
  readonly actorId: string;
  readonly role: string;
  readonly reason?: string;
};

/** A visit of the trip's truck, with the fixes and the rule that it rests on. */
export type VisitEvidence = {
  readonly kind: 'visit';
  readonly visitId: string;
  readonly truckId: string;
  readonly locationId: string;
  readonly firstFix: Fix;
  readonly lastFix: Fix;
  readonly rule: string;
  readonly fenceVersion: number;
};

/** A rule that looked at plan and clock, by its name and version as `delay/1`. */
export type RuleEvidence = { readonly kind: 'rule'; readonly rule: string };

/** Why we believe a fact. */
export type Evidence = PersonEvidence | VisitEvidence | RuleEvidence;

/** `recordedAt` is when we learned it. */
type Fact = { readonly evidence: Evidence; readonly recordedAt: string };
/** `at` is when it happened, in event time. */
type FactAt = Fact & { readonly at: string };
type FactAtStop = FactAt & { readonly stopIndex: number };

export type TripCreated = Fact & {
  readonly type: 'TripCreated';
  readonly plan: Plan;
  readonly backdated: boolean;
  /** The failed trip whose job this one goes on with. */
  readonly originTripId: string | null;
};
export type PlanChanged = Fact & { readonly type: 'PlanChanged'; readonly change: PlanChange };
export type TruckAssigned = Fact & { readonly type: 'TruckAssigned'; readonly truckId: string };
export type TruckUnassigned = Fact & { readonly type: 'TruckUnassigned'; readonly truckId: string };
export type DriverAssigned = Fact & { readonly type: 'DriverAssigned'; readonly driverId: string };
export type DriverUnassigned = Fact & { readonly type: 'DriverUnassigned'; readonly driverId: string };
export type Assignment = TruckAssigned | TruckUnassigned | DriverAssigned | DriverUnassigned;

export type PickupReached = FactAtStop & { readonly type: 'PickupReached' };
/** The truck left the pickup. */
export type TripStarted = FactAt & { readonly type: 'TripStarted' };
export type DeliveryReached = FactAtStop & { readonly type: 'DeliveryReached' };
export type OffloadingStarted = FactAtStop & { readonly type: 'OffloadingStarted' };
export type CargoOffloaded = FactAtStop & { readonly type: 'CargoOffloaded' };
export type DeliveryLeft = FactAtStop & { readonly type: 'DeliveryLeft' };
/** The empty is back: `locationId` is where it really was brought. */
export type EmptyReturned = FactAtStop & { readonly type: 'EmptyReturned'; readonly locationId: string };
export type StageReached =
  | PickupReached
  | TripStarted
  | DeliveryReached
  | OffloadingStarted
  | CargoOffloaded
  | DeliveryLeft
  | EmptyReturned;

export type TripCompleted = FactAt & { readonly type: 'TripCompleted' };
export type TripCancelled = FactAt & { readonly type: 'TripCancelled'; readonly reason: string };
export type TripFailed = FactAt & { readonly type: 'TripFailed'; readonly reason: string };

/** A time of the trip: that of a milestone at a stop, or of the trip's end. */
export type TimeOf =
  | { readonly milestone: MilestoneKind; readonly stopIndex: number }
  | { readonly milestone: 'end'; readonly stopIndex: null };

/** A time, or what it rests on, is another than was told. */
export type TimeCorrected = FactAt & TimeOf & { readonly type: 'TimeCorrected'; readonly was: string };
/** What was told did not happen; `evidence` is what it rested on, or who takes it back. */
export type ProgressWithdrawn = Fact & TimeOf & { readonly type: 'ProgressWithdrawn'; readonly was: string };

export type TripHeld = FactAt & { readonly type: 'TripHeld'; readonly reason: string };
export type TripResumed = FactAt & { readonly type: 'TripResumed' };

/** Where truck or driver changed: a known place or a point on the road. */
export type HandOverPlace =
  | { readonly kind: 'location'; readonly locationId: string }
  | { readonly kind: 'point'; readonly latitude: number; readonly longitude: number };
type HandOver = FactAt & { readonly place: HandOverPlace; readonly reason: string };
export type TruckSwapped = HandOver & {
  readonly type: 'TruckSwapped';
  readonly fromTruckId: string;
  readonly toTruckId: string;
};
export type DriverSwapped = HandOver & {
  readonly type: 'DriverSwapped';
  readonly fromDriverId: string | null;
  readonly toDriverId: string;
};

/** Why a trip is delayed: what happened too late, or has not happened though its time is past. */
export type DelayCause = 'departed_late' | 'arrived_late' | 'departure_overdue' | 'arrival_overdue';
export type DelayNoted = Fact & {
  readonly type: 'DelayNoted';
  readonly cause: DelayCause;
  readonly stopIndex: number;
  /** Past the planned time when it was noted. */
  readonly lateMinutes: number;
};
export type DelayCleared = Fact & { readonly type: 'DelayCleared' };

/** Everything that happens to a trip. Private to trip: the public contract is made by a mapper in the app. */
export type TripEvent =
  | TripCreated
  | PlanChanged
  | Assignment
  | StageReached
  | TripCompleted
  | TripCancelled
  | TripFailed
  | TimeCorrected
  | ProgressWithdrawn
  | TripHeld
  | TripResumed
  | TruckSwapped
  | DriverSwapped
  | DelayNoted
  | DelayCleared;
