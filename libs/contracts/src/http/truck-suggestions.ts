import { z } from 'zod';
import { instant, uuid } from '../values.js';
import { everyone, type RouteDefinition } from './route.js';
import { motion } from './trucks.js';

export const suggestTrucksQuery = z.object({
  pickupId: uuid,
  departureAt: instant,
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type SuggestTrucksQuery = z.infer<typeof suggestTrucksQuery>;

/** A truck that is free, and what speaks for or against it. */
export const suggestedTruck = z.object({
  truck: z.object({ id: uuid, number: z.string() }),
  positionIsRecent: z
    .boolean()
    .describe('False: nobody knows where the truck is now, so that it stands after those who are known'),
  distanceKm: z
    .number()
    .nullable()
    .describe('Great circle from its newest position to the middle of the pickup; null where it has none'),
  positionAgeSeconds: z.number().nullable(),
  motion: motion.nullable(),
  lastTrip: z
    .object({ id: uuid, vpcId: z.string(), endedAt: instant })
    .nullable()
    .describe('The last that was completed or failed'),
  nextTrip: z
    .object({ id: uuid, vpcId: z.string(), scheduledDeparture: instant })
    .nullable()
    .describe('The next that is planned, outside the hours around the departure that was asked for'),
});
export type SuggestedTruck = z.infer<typeof suggestedTruck>;

export const suggestedTrucks = z.object({
  freeCount: z.int().describe('How many trucks are free, of which these are the nearest'),
  items: z.array(suggestedTruck),
});
export type SuggestedTrucks = z.infer<typeof suggestedTrucks>;

export const truckSuggestionRoutes = {
  suggestTrucks: {
    method: 'GET',
    path: '/api/v1/trips/suggestions/trucks',
    tag: 'Trips',
    summary: 'Which trucks are free for a trip, the nearest to its pickup first, with why',
    access: everyone,
    query: suggestTrucksQuery,
    refusals: { 404: 'There is no such location', 422: 'The location has no place on the map' },
    answer: { status: 200, schema: suggestedTrucks },
  },
} as const satisfies Record<string, RouteDefinition>;
