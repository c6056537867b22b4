import { z } from 'zod';
import { instant, uuid } from '../values.js';
import { pageOf, paging, pastMoment } from './common.js';
import { whereTruckIs } from './tracks.js';
import { bbox, truckLocation, truckStatusView } from './trucks.js';

export const findFleetPastQuery = z.object({
  asOf: instant.describe('What was true then, in event time; not before the oldest track that is kept'),
  knownAt: pastMoment.knownAt,
  bbox: bbox
    .optional()
    .describe('west,south,east,north in degrees: trucks that were in this part of the map'),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
  cursor: paging.cursor,
});
export type FindFleetPastQuery = z.infer<typeof findFleetPastQuery>;

/** A truck as it was. Numbers and names are those of now. */
export const truckPast = z.object({
  truckId: uuid,
  number: z.string(),
  position: truckLocation
    .omit({ truckId: true, number: true, version: true })
    .nullable()
    .describe(
      'By its newest fix of then that is no outlier by what is known now; age and motion are those of then. Null where none is kept of the 7 days before',
    ),
  place: whereTruckIs.shape.place.describe('By its visits; null where it was at no place'),
  trip: truckStatusView.shape.currentTrip.describe('Under way then; its stage of then'),
});
export type TruckPast = z.infer<typeof truckPast>;

export const fleetPastPage = pageOf(truckPast);
export type FleetPastPage = z.infer<typeof fleetPastPage>;
