import { z } from 'zod';
import {
  container,
  evidence,
  handOverPlace,
  milestone,
  stop,
  tripPlan,
  tripPlanChange,
  tripStage,
  tripStatus,
} from '../messages/trip.js';
import { instant, uuid, version } from '../values.js';
import { flag, pageOf, paging, pastMoment } from './common.js';

export const createTripRequest = tripPlan.extend({
  originTripId: uuid.nullable().optional().describe('The failed trip whose job this one goes on with'),
});
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
const stopIndex = z.int().min(0).max(9);
export const arriveTripRequest = tripActionRequest.extend({
  stopIndex: stopIndex.optional().describe("Which of the plan's stops, from 0; the next where left out"),
  locationId: uuid.optional().describe('Where an empty was really brought, if not to the planned depot'),
});
export const offloadTripRequest = tripActionRequest.extend({
  phase: z.enum(['started', 'done']).default('done'),
});
export const reasonedTripActionRequest = tripActionRequest.extend({ reason });
const handOver = tripActionRequest.extend({ place: handOverPlace, reason });
export const swapTruckRequest = handOver.extend({ truckId: uuid });
export const swapDriverRequest = handOver.extend({ driverId: uuid });
/** A time set by hand stands until it is changed by hand; `at` null leaves it to the visits again. */
export const correctTripRequest = z
  .object({ milestone, stopIndex: stopIndex.nullable().default(null), at: instant.nullable(), reason })
  .refine(({ milestone: of, stopIndex: index }) => (of === 'end') === (index === null), {
    path: ['stopIndex'],
    message: 'names the stop of every milestone save the end, which has none',
  });
export const assignTripRequest = z
  .object({ truckId: uuid.nullable().optional(), driverId: uuid.nullable().optional() })
  .refine(
    ({ truckId, driverId }) => truckId !== undefined || driverId !== undefined,
    'names neither truckId nor driverId',
  );

export const tripSort = z.enum(['departure', 'arrival', 'updated', 'vpcId']);
export type TripSort = z.infer<typeof tripSort>;
export const sortOrder = z.enum(['asc', 'desc']);
export type SortOrder = z.infer<typeof sortOrder>;

export const findTripsQuery = z.object({
  ...paging,
  sort: tripSort
    .default('departure')
    .describe('Departure as scheduled; arrival as it was, trips that have not arrived last either way'),
  order: sortOrder.default('desc'),
  status: tripStatus.optional(),
  stage: tripStage.optional(),
  truckId: uuid.optional(),
  driverId: uuid.optional(),
  clientId: uuid.optional(),
  pickupId: uuid.optional(),
  deliveryId: uuid.optional().describe('Of the last delivery'),
  locationId: uuid.optional().describe('Of any stop'),
  container: container.shape.number.optional().describe('Its whole number'),
  delayed: flag.optional(),
  onHold: flag.optional(),
  text: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('In the business id, container or truck number'),
  departureFrom: instant.optional().describe('As scheduled, inclusive'),
  departureTo: instant.optional().describe('As scheduled, exclusive'),
  arrivalFrom: instant.optional().describe('At the last delivery, inclusive'),
  arrivalTo: instant.optional().describe('At the last delivery, exclusive'),
  updatedSince: instant.optional(),
  asOf: pastMoment.asOf.describe(
    'What was true then, in event time; by departure, of trips whose departure is planned today within at most 31 days',
  ),
  knownAt: pastMoment.knownAt,
});
export type FindTripsQuery = z.infer<typeof findTripsQuery>;

export const getTripQuery = z.object(pastMoment);
export type GetTripQuery = z.infer<typeof getTripQuery>;

export const getTripHistoryQuery = z.object(paging);
export type GetTripHistoryQuery = z.infer<typeof getTripHistoryQuery>;

const reasoned = z.object({ at: instant, reason: z.string() });
const named = z.object({ id: uuid, name: z.string().nullable() });

const moment = z.object({ at: instant, evidence }).nullable();

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
  actualDeparture: instant.nullable().describe('Last fix inside the pickup before leaving'),
  arrivalTime: instant.nullable().describe('At the last delivery'),
  offloadTime: instant.nullable().describe('At the last delivery'),
  completedAt: instant.nullable(),
  hold: reasoned.nullable().describe('Since when and why it waits'),
  delay: z
    .object({
      cause: z.string().describe('departed_late, arrived_late, departure_overdue or arrival_overdue'),
      stopIndex: z.int(),
      lateMinutes: z.number().describe('When it was noted'),
      notedAt: instant,
    })
    .nullable(),
  originTripId: uuid.nullable().describe('The failed trip whose job this one goes on with'),
  backdated: z.boolean(),
  stale: z.boolean().describe('A message of this trip could not be read; what is shown may be out of date'),
  createdAt: instant,
  updatedAt: instant,
});
export type TripSummary = z.infer<typeof tripSummary>;

export const loconavMirror = z.object({
  version: version.describe('Counts up with all that is told of the mirror'),
  state: z
    .enum(['mirrored', 'under_way', 'ended', 'cancelled', 'failed', 'needless'])
    .describe(
      'As LocoNav has the trip; failed: it could not be brought in step there; ' +
        'needless: it could not be entered there, and is over or has no truck',
    ),
  since: instant.describe('Since when this is so; of a failure since the first of those in a row'),
  reason: z.string().nullable().describe('What keeps LocoNav from it, in its own words where it had any'),
  nextTryAt: instant.nullable().describe('Of a failure; null where it was given up until the trip changes'),
  trackUrl: z.string().nullable().describe('Where anybody may watch the trip at LocoNav'),
});
export type LoconavMirror = z.infer<typeof loconavMirror>;

export const tripDetails = tripSummary.extend({
  stops: z.array(
    stop.extend({
      location: named,
      actual: z
        .object({ arrival: moment, offloading: moment, offload: moment, departure: moment })
        .describe('What happened there; null where nothing is known'),
      broughtTo: named.nullable().describe('Where an empty was really brought'),
    }),
  ),
  handOvers: z.array(
    z.object({
      of: z.enum(['truck', 'driver']),
      at: instant,
      place: handOverPlace,
      reason: z.string(),
      from: named.nullable(),
      to: named,
    }),
  ),
  cargoType: z.string().nullable(),
  weightTons: z.number().nullable(),
  cancellation: reasoned.nullable(),
  failure: reasoned.nullable(),
  loconav: loconavMirror
    .nullable()
    .describe(
      "The trip's mirror at LocoNav as it is now; null where nothing was told of it, and of the past",
    ),
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

/** Whether details say more than those that are known: of the trip, or of its mirror at LocoNav. */
export const isNewerTrip = (known: TripDetails, next: TripDetails): boolean =>
  next.version > known.version ||
  (next.version === known.version && (next.loconav?.version ?? 0) > (known.loconav?.version ?? 0));

/** An event of a trip, as it was told. */
export const tripHistoryEntry = z.object({
  version,
  type: z.string(),
  at: instant.describe('When it happened'),
  recordedAt: instant.describe('When it became known'),
  evidence,
  who: z
    .object({ id: z.string(), name: z.string().nullable() })
    .nullable()
    .describe('Null where no person said so; the name where it is a user of today'),
  why: z.string().nullable().describe('The reason that was given'),
  about: named.nullable().describe('The truck, driver or place it names'),
  data: z.record(z.string(), z.unknown()).describe('What else the event says, as in the event catalogue'),
});
export type TripHistoryEntry = z.infer<typeof tripHistoryEntry>;
export const tripHistoryPage = pageOf(tripHistoryEntry);

export const tripPage = pageOf(tripSummary);
