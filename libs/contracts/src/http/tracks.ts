import { z } from 'zod';
import { fixVerdict } from '../messages/positions.js';
import { instant, latitude, longitude, uuid } from '../values.js';
import { pastMoment } from './common.js';
import { truckLocation } from './trucks.js';

/** Where a truck is, and at which place: the one it entered last, where places overlap. */
export const whereTruckIs = truckLocation.extend({
  place: z
    .object({
      locationId: uuid,
      name: z.string(),
      visitId: uuid,
      since: instant.describe('The first fix inside'),
      status: z.enum(['provisional', 'confirmed']),
    })
    .nullable()
    .describe('By its visits that are open; null where it is at no place'),
});
export type WhereTruckIs = z.infer<typeof whereTruckIs>;

export const getTruckLocationQuery = z.object(pastMoment);
export type GetTruckLocationQuery = z.infer<typeof getTruckLocationQuery>;

/** Where a truck was: its newest fix of then that is no outlier by what is known now, among those received until `knownAt`. */
export const whereTruckWas = truckLocation.omit({ version: true }).extend({
  asOf: instant.describe('Age and motion are those of this moment'),
  knownAt: instant.nullable(),
});
export type WhereTruckWas = z.infer<typeof whereTruckWas>;

export const batchLocationRequest = z.object({ truckIds: z.array(uuid).min(1).max(1_000) });
export type BatchLocationRequest = z.infer<typeof batchLocationRequest>;

export const batchLocation = z.object({
  items: z.array(truckLocation).describe('By number'),
  unseen: z.array(uuid).describe('Trucks of which no position is known'),
  unknown: z.array(uuid).describe('Ids of no truck'),
});
export type BatchLocation = z.infer<typeof batchLocation>;

export const trackFormat = z.enum(['json', 'csv', 'gpx']);
export type TrackFormat = z.infer<typeof trackFormat>;

export const getTrackQuery = z
  .object({
    from: instant.describe('Device time, inclusive'),
    to: instant.describe('Device time, exclusive; at most 31 days later'),
    simplify: z.coerce
      .number()
      .min(1)
      .max(10_000)
      .optional()
      .describe('Leave out good fixes that are no farther than so many metres from the line without them'),
    verdict: z
      .enum(['all', 'good'])
      .default('all')
      .describe('`good`: without outliers and without fixes that another has replaced'),
    format: trackFormat.optional().describe('Before the Accept header, which may ask for the same'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later than from' });
export type GetTrackQuery = z.infer<typeof getTrackQuery>;

export const trackPoint = z.object({
  deviceTime: instant,
  receivedAt: instant,
  lagSeconds: z.number().describe('From the time of the device to our receipt'),
  latitude,
  longitude,
  speedKmh: z.number().nullable(),
  headingDegrees: z.number().nullable(),
  ignition: z.boolean().nullable(),
  channel: z.string().describe('How it came: webhook or poll'),
  late: z
    .boolean()
    .nullable()
    .describe('It came after a newer one; null of a thinned one, of which it is not kept'),
  verdict: z
    .enum([...fixVerdict.options, 'replaced'])
    .describe(
      'Good ones make the line. An outlier is far from both neighbours; a replaced one gave way to another of its instant',
    ),
});
export type TrackPoint = z.infer<typeof trackPoint>;

export const track = z.object({
  truckId: uuid,
  number: z.string(),
  from: instant,
  to: instant,
  stale: z.boolean().describe('A fix is missing, and later ones wait for it'),
  fixes: z
    .int()
    .describe(
      'How many instants have a fix, before anything was left out; of thinned hours, the good ones of the whole hour',
    ),
  thinnedBefore: instant
    .nullable()
    .describe(
      'Before this, the first and the last good fix of each five minutes are all that is kept; null where nothing so old was asked for',
    ),
  simplifiedToMeters: z.number().nullable(),
  points: z.array(trackPoint).describe('In the order of device time'),
  gaps: z
    .array(z.object({ from: instant, to: instant, seconds: z.number() }))
    .describe('Silences between good fixes: nobody knows the way in between'),
  silenceSeconds: z.number().describe('Longer than this is a silence'),
});
export type Track = z.infer<typeof track>;
