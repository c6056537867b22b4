import { z } from 'zod';
import {
  container,
  evidence,
  stop,
  tripPlan,
  tripPlanChange,
  tripStage,
  tripStatus,
} from '../messages/trip.js';
import { instant, uuid, version } from '../values.js';
import { pageOf, paging } from './common.js';

export const createTripRequest = tripPlan;
export type CreateTripRequest = z.input<typeof createTripRequest>;

/** Partial change of a trip: plan fields, and truck and driver by assignment. */
export const updateTripRequest = tripPlanChange
  .extend({ truckId: uuid.nullable().optional(), driverId: uuid.nullable().optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'names nothing to change');
export type UpdateTripRequest = z.input<typeof updateTripRequest>;

const reason = z.string().trim().min(1).max(500);
export const cancelTripRequest = z.object({ reason });

/** `at` is when it happened; now where it is left out. */
export const tripActionRequest = z.object({ at: instant.optional() });
export const assignTripRequest = z
  .object({ truckId: uuid.nullable().optional(), driverId: uuid.nullable().optional() })
  .refine(
    ({ truckId, driverId }) => truckId !== undefined || driverId !== undefined,
    'names neither truckId nor driverId',
  );

export const findTripsQuery = z.object({
  ...paging,
  status: tripStatus.optional(),
  stage: tripStage.optional(),
  truckId: uuid.optional(),
  driverId: uuid.optional(),
  clientId: uuid.optional(),
  text: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('In the business id, container or truck number'),
  departureFrom: instant.optional(),
  departureTo: instant.optional(),
});
export type FindTripsQuery = z.infer<typeof findTripsQuery>;

const named = z.object({ id: uuid, name: z.string().nullable() });

export const tripSummary = z.object({
  id: uuid,
  version,
  vpcId: z.string(),
  status: tripStatus,
  stage: tripStage,
  client: named.nullable(),
  truck: z.object({ id: uuid, number: z.string().nullable() }).nullable(),
  driver: named.nullable(),
  pickup: named,
  delivery: named.describe('The last delivery'),
  containers: z.array(container),
  scheduledDeparture: instant,
  actualDeparture: instant.nullable(),
  arrivalTime: instant.nullable(),
  offloadTime: instant.nullable(),
  completedAt: instant.nullable(),
  backdated: z.boolean(),
  stale: z.boolean().describe('A message of this trip could not be read; what is shown may be out of date'),
  createdAt: instant,
  updatedAt: instant,
});
export type TripSummary = z.infer<typeof tripSummary>;

export const tripDetails = tripSummary.extend({
  stops: z.array(stop.extend({ location: named })),
  cargoType: z.string().nullable(),
  weightTons: z.number().nullable(),
  cancellation: z.object({ at: instant, reason: z.string() }).nullable(),
  timeline: z.array(
    z.object({
      version,
      type: z.string(),
      at: instant.describe('When it happened'),
      recordedAt: instant.describe('When it became known'),
      evidence,
      detail: z.string().nullable(),
    }),
  ),
});
export type TripDetails = z.infer<typeof tripDetails>;

export const tripPage = pageOf(tripSummary);
