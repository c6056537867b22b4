import { z } from 'zod';
import { tripStage, tripStatus } from '../messages/trip.js';
import { instant, latitude, longitude, uuid } from '../values.js';
import { dispatchers, type RouteDefinition } from './route.js';

export const shareTripRequest = z.object({
  expiresInHours: z
    .int()
    .min(1)
    .max(24 * 90)
    .default(72),
});

export const newShareLink = z.object({
  id: uuid,
  url: z.string().describe('Shown this once: whoever has it sees the trip until it expires or is revoked'),
  expiresAt: instant,
});
export type NewShareLink = z.infer<typeof newShareLink>;

const user = z.object({ id: uuid, name: z.string().nullable() });

export const shareLink = z.object({
  id: uuid,
  createdBy: user,
  createdAt: instant,
  expiresAt: instant,
  revokedBy: user.nullable(),
  revokedAt: instant.nullable(),
  views: z.int().describe('How often the link was opened'),
  lastViewedAt: instant.nullable(),
});
export const shareLinks = z.object({ items: z.array(shareLink).describe('The 100 newest') });
export type ShareLinks = z.infer<typeof shareLinks>;

/** 256 random bits in base64url; a text of any other form is as unknown as a token that nobody made. */
export const viewSharedTripRequest = z.object({
  token: z.string().max(200),
  again: z
    .boolean()
    .default(false)
    .describe('An open page asks for what is new: not counted, for nobody has opened the link once more'),
});
export type ViewSharedTripRequest = z.infer<typeof viewSharedTripRequest>;

/** What a client sees of a trip. No ids, no names, no plate: whoever passes the link on passes on no more. */
export const sharedTrip = z.object({
  status: tripStatus,
  stage: tripStage,
  eta: instant
    .nullable()
    .describe('Of the next delivery, while its truck is on the way there and was seen of late; else null'),
  position: z
    .object({ latitude, longitude, deviceTime: instant, ageSeconds: z.number() })
    .nullable()
    .describe('Of the truck, while the trip is under way: before and after it is on the way for others'),
});
export type SharedTrip = z.infer<typeof sharedTrip>;

export const shareLinkRoutes = {
  shareTrip: {
    method: 'POST',
    path: '/api/v1/trips/{id}/share-links',
    tag: 'Share links',
    summary: 'A link to one trip for people without a login',
    access: dispatchers,
    body: shareTripRequest,
    refusals: { 409: 'The trip has 20 links that work; revoke one first' },
    answer: { status: 201, schema: newShareLink },
  },
  findShareLinks: {
    method: 'GET',
    path: '/api/v1/trips/{id}/share-links',
    tag: 'Share links',
    summary: 'The links to a trip, newest first, and how often each was used',
    access: dispatchers,
    answer: { status: 200, schema: shareLinks },
  },
  revokeShareLink: {
    method: 'DELETE',
    path: '/api/v1/trips/{id}/share-links/{linkId}',
    tag: 'Share links',
    summary: 'Revoke a link: it shows nothing from now on',
    access: dispatchers,
    answer: { status: 204 },
  },
  /** The token comes in the body: addresses are written into logs and histories on the way. */
  viewSharedTrip: {
    method: 'POST',
    path: '/api/v1/shared',
    tag: 'Share links',
    summary: 'What a share link shows: the page `/shared` sends what stands after the # of its address',
    access: 'open',
    body: viewSharedTripRequest,
    refusals: {
      404: 'This link shows nothing: unknown, expired or revoked',
      429: 'Too many views from this address; Retry-After says when',
    },
    answer: { status: 200, schema: sharedTrip },
  },
} as const satisfies Record<string, RouteDefinition>;
