import { z } from 'zod';
import { instant, latitude, longitude, uuid } from '../values.js';
import { evidenceFix } from './visits.js';

export const tripStatus = z.enum(['scheduled', 'ongoing', 'completed', 'cancelled', 'failed']);
export const tripStage = z.enum([
  'planned',
  'assigned',
  'at_pickup',
  'in_transit',
  'at_delivery',
  'offloading',
  'offloaded',
  'returning_empty',
  'empty_returned',
  'completed',
  'cancelled',
  'failed',
]);
export type TripStatus = z.infer<typeof tripStatus>;
export type TripStage = z.infer<typeof tripStage>;

/** Every stage belongs to one status. */
export const statusOfStage: Readonly<Record<TripStage, TripStatus>> = {
  planned: 'scheduled',
  assigned: 'scheduled',
  at_pickup: 'scheduled',
  in_transit: 'ongoing',
  at_delivery: 'ongoing',
  offloading: 'ongoing',
  offloaded: 'ongoing',
  returning_empty: 'ongoing',
  empty_returned: 'ongoing',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
};

export const stop = z.object({
  kind: z.enum(['pickup', 'delivery', 'empty_return']),
  locationId: uuid,
  plannedArrivalAt: instant.nullable().default(null),
  plannedDepartureAt: instant.nullable().default(null),
});
export type Stop = z.infer<typeof stop>;

export const container = z.object({
  number: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{4}\d{7}$/, 'must be four letters and seven digits (ISO 6346)')
    .describe('ISO 6346; the check digit is verified by trip'),
  lengthFeet: z
    .union([z.literal(20), z.literal(40), z.literal(45)])
    .nullable()
    .default(null),
});
export type Container = z.infer<typeof container>;

/** What is meant to happen. Stops in order: one pickup first, then deliveries, at most one empty return last. */
export const tripPlan = z.object({
  vpcId: z.string().trim().min(1).max(100).describe('The id of the business, unique'),
  clientId: uuid.nullable().default(null),
  truckId: uuid.nullable().default(null),
  driverId: uuid.nullable().default(null),
  stops: z.array(stop).min(2).max(10),
  containers: z.array(container).max(2).default([]),
  cargoType: z.string().trim().min(1).max(50).nullable().default(null),
  weightTons: z.number().positive().max(200).nullable().default(null),
  scheduledDeparture: instant,
});
export type TripPlan = z.infer<typeof tripPlan>;

/** A partial change of the plan: what is absent stays, null empties. Truck and driver change by assignment. */
export const tripPlanChange = z
  .object({
    clientId: uuid.nullable(),
    stops: z.array(stop).min(2).max(10),
    containers: z.array(container).max(2),
    cargoType: z.string().trim().min(1).max(50).nullable(),
    weightTons: z.number().positive().max(200).nullable(),
    scheduledDeparture: instant,
  })
  .partial();
export type TripPlanChange = z.infer<typeof tripPlanChange>;

/** A visit of the trip's truck that a fact rests on, with the fixes, the rule and the fence it was judged by. */
const visitEvidence = z.object({
  kind: z.literal('visit'),
  visitId: uuid,
  truckId: uuid,
  locationId: uuid,
  firstFix: evidenceFix,
  lastFix: evidenceFix,
  rule: z.string().describe('The rule and its version, as visit/1'),
  fenceVersion: z.int().min(1),
});

/** Why we believe a fact: somebody says so, a visit shows it, or a rule follows it from plan and clock. */
export const evidence = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    actorId: z.string(),
    role: z.string(),
    reason: z.string().optional().describe('Where they were asked for one'),
  }),
  visitEvidence,
  z.object({ kind: z.literal('rule'), rule: z.string().describe('Its name and version, as delay/1') }),
]);
export type Evidence = z.infer<typeof evidence>;

/** What can happen at one of the plan's stops, and the trip's end. */
export const milestone = z.enum(['arrival', 'offloading', 'offload', 'departure', 'end']);
export type Milestone = z.infer<typeof milestone>;

/** Where truck or driver changed: a known place, or a point on the road. */
export const handOverPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('location'), locationId: uuid }),
  z.object({ kind: z.literal('point'), latitude, longitude }),
]);
export type HandOverPlace = z.infer<typeof handOverPlace>;

const fact = z.object({
  tripId: uuid,
  recordedAt: instant.describe('When we learned it'),
  evidence,
  stage: tripStage.optional().describe('Where the trip is after it; absent in events before November 26'),
});
const factAt = fact.extend({ at: instant.describe('When it happened, in event time') });

const stopIndex = z.int().min(0).describe("Which of the plan's stops, from 0");
const factAtStop = factAt.extend({ stopIndex });
const reason = z.string();
const handOver = factAt.extend({ place: handOverPlace, reason });
const timeOf = { milestone, stopIndex: stopIndex.nullable().describe('Null for the end') };

/** Events of a trip, key = trip id, `ce_version` contiguous from 1. */
export const tripEvents = {
  'watchtower.trip.created.v1': fact.extend({
    plan: tripPlan.omit({ truckId: true, driverId: true }),
    backdated: z.boolean().describe('The departure was already past when the trip was entered'),
    originTripId: uuid.nullable().default(null).describe('The failed trip whose job this one goes on with'),
  }),
  'watchtower.trip.plan-changed.v1': fact.extend({ change: tripPlanChange }),
  'watchtower.trip.truck-assigned.v1': fact.extend({ truckId: uuid }),
  'watchtower.trip.truck-unassigned.v1': fact.extend({ truckId: uuid }),
  'watchtower.trip.driver-assigned.v1': fact.extend({ driverId: uuid }),
  'watchtower.trip.driver-unassigned.v1': fact.extend({ driverId: uuid }),
  'watchtower.trip.pickup-reached.v1': factAtStop,
  'watchtower.trip.started.v1': factAt,
  'watchtower.trip.delivery-reached.v1': factAtStop,
  'watchtower.trip.offloading-started.v1': factAtStop,
  'watchtower.trip.offloaded.v1': factAtStop,
  'watchtower.trip.delivery-left.v1': factAtStop,
  'watchtower.trip.empty-returned.v1': factAtStop.extend({
    locationId: uuid.describe('Where it really was brought'),
  }),
  'watchtower.trip.completed.v1': factAt,
  'watchtower.trip.cancelled.v1': factAt.extend({ reason }),
  'watchtower.trip.failed.v1': factAt.extend({ reason }),
  'watchtower.trip.time-corrected.v1': factAt.extend({
    ...timeOf,
    was: instant.describe('What was told before; the same where only its evidence is another'),
  }),
  'watchtower.trip.progress-withdrawn.v1': fact.extend({
    ...timeOf,
    was: instant.describe('When it was told to have happened'),
  }),
  'watchtower.trip.held.v1': factAt.extend({ reason }),
  'watchtower.trip.resumed.v1': factAt,
  'watchtower.trip.truck-swapped.v1': handOver.extend({ fromTruckId: uuid, toTruckId: uuid }),
  'watchtower.trip.driver-swapped.v1': handOver.extend({ fromDriverId: uuid.nullable(), toDriverId: uuid }),
  'watchtower.trip.delay-noted.v1': fact.extend({
    cause: z.enum(['departed_late', 'arrived_late', 'departure_overdue', 'arrival_overdue']),
    stopIndex,
    lateMinutes: z.number().min(0).describe('Past the planned time when it was noted'),
  }),
  'watchtower.trip.delay-cleared.v1': fact,
} as const;
