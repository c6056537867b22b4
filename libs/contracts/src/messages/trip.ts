import { z } from 'zod';
import { instant, uuid } from '../values.js';

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

/** Why we believe a fact. Issue by issue more kinds join; readers show what they do not know as it is. */
export const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), actorId: z.string(), role: z.string() }),
]);
export type Evidence = z.infer<typeof evidence>;

const fact = z.object({ tripId: uuid, recordedAt: instant, evidence });
const factAt = fact.extend({ at: instant.describe('When it happened, in event time') });

const factAtStop = factAt.extend({ stopIndex: z.int().min(0).describe("Which of the plan's stops, from 0") });

/** Events of a trip, key = trip id, `ce_version` contiguous from 1. */
export const tripEvents = {
  'watchtower.trip.created.v1': fact.extend({
    plan: tripPlan.omit({ truckId: true, driverId: true }),
    backdated: z.boolean().describe('The departure was already past when the trip was entered'),
  }),
  'watchtower.trip.plan-changed.v1': fact.extend({ change: tripPlanChange }),
  'watchtower.trip.truck-assigned.v1': fact.extend({ truckId: uuid }),
  'watchtower.trip.truck-unassigned.v1': fact.extend({ truckId: uuid }),
  'watchtower.trip.driver-assigned.v1': fact.extend({ driverId: uuid }),
  'watchtower.trip.driver-unassigned.v1': fact.extend({ driverId: uuid }),
  'watchtower.trip.pickup-reached.v1': factAtStop,
  'watchtower.trip.started.v1': factAt,
  'watchtower.trip.delivery-reached.v1': factAtStop,
  'watchtower.trip.offloaded.v1': factAtStop,
  'watchtower.trip.completed.v1': factAt,
  'watchtower.trip.cancelled.v1': factAt.extend({ reason: z.string() }),
} as const;
