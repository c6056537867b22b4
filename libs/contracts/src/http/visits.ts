import { z } from 'zod';
import { locationType } from '../messages/registry.js';
import { visit } from '../messages/visits.js';
import { instant, uuid, version } from '../values.js';
import { pageOf, paging } from './common.js';

/** A visit with the names of what it is about; null where master data has not come yet. */
export const visitView = visit.extend({
  truckNumber: z.string().nullable(),
  locationName: z.string().nullable(),
  locationType: locationType.nullable(),
  version: version.describe('Of the visits of its truck, when this one was told last'),
  stale: z.boolean().describe('Something about the visits of its truck is missing, and what is later waits'),
});
export type VisitView = z.infer<typeof visitView>;

export const findVisitsQuery = z.object({
  ...paging,
  truckId: uuid.optional(),
  locationId: uuid.optional(),
  type: locationType.optional().describe('Of the location'),
  status: visit.shape.status.optional(),
  from: instant.optional().describe('Not ended before'),
  to: instant.optional().describe('Started before'),
  minimumSeconds: z.coerce
    .number()
    .min(0)
    .max(31_536_000)
    .optional()
    .describe('From the first to the last fix inside, as far as it is known of open ones'),
});
export type FindVisitsQuery = z.infer<typeof findVisitsQuery>;

export const visitPage = pageOf(visitView);

/** A truck at a place, by its open visit. */
export const truckAtLocation = z.object({
  truckId: uuid,
  truckNumber: z.string().nullable(),
  locationId: uuid,
  locationName: z.string().nullable(),
  locationType: locationType.nullable(),
  visitId: uuid,
  status: z.enum(['provisional', 'confirmed']).describe('Confirmed once inside for 5 minutes'),
  since: instant.describe('The first fix inside'),
  lastSeenInsideAt: instant.describe('The last fix that is known to be inside'),
  silentSince: instant.nullable().describe('Its last fix, where none came for 10 minutes: it may have left'),
  stale: z.boolean(),
});
export type TruckAtLocation = z.infer<typeof truckAtLocation>;

export const findTrucksAtLocationQuery = z.object({
  ...paging,
  type: locationType.optional().describe('Of the location'),
  locationId: uuid.optional(),
});
export type FindTrucksAtLocationQuery = z.infer<typeof findTrucksAtLocationQuery>;

export const trucksOfLocationQuery = z.object(paging);
export type TrucksOfLocationQuery = z.infer<typeof trucksOfLocationQuery>;

export const truckAtLocationPage = pageOf(truckAtLocation);
