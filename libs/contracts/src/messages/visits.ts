import { z } from 'zod';
import { instant, latitude, longitude, uuid } from '../values.js';

/** A fix that a visit rests on. */
export const evidenceFix = z.object({ deviceTime: instant, latitude, longitude });

/**
 * A truck at a place, in event time (docs: domain, Visit). It starts with the first fix inside and ends with the
 * last one; `provisional` until the truck was inside for 5 minutes.
 *
 * An open visit (`provisional` or `confirmed`) goes on without further messages: its `lastInsideAt`, `lastFix` and
 * gaps are those known when the message was made, and never later than the truth. An `ended` visit is complete.
 */
export const visit = z.object({
  id: uuid.describe('Stays through all corrections'),
  truckId: uuid,
  locationId: uuid,
  status: z.enum(['provisional', 'confirmed', 'ended']),
  startedAt: instant.describe('Device time of the first fix inside'),
  lastInsideAt: instant.describe('Device time of the last fix inside that is known'),
  endedAt: instant.nullable().describe('Null while open; then the last fix inside'),
  leftBefore: instant
    .nullable()
    .describe('The first fix after the end: the truck left in between. Null while open, or where none came'),
  longestGapSeconds: z.number().min(0).describe('The longest silence between start and last fix inside'),
  unobservedSeconds: z.number().min(0).describe('The sum of the silences over 10 minutes in between'),
  evidence: z.object({
    firstFix: evidenceFix,
    lastFix: evidenceFix,
    rule: z.string().describe('The rule and its version, as visit/1'),
    fenceVersion: z.int().min(1).describe('The version of the location whose fence the first fix was in'),
  }),
});
export type Visit = z.infer<typeof visit>;

/**
 * What is told of visits. `started` and `confirmed` are of visits at the end of what is known; a visit that late
 * fixes bring to light is told by the one message that says how it stands (`confirmed`, or `ended` at once).
 * `corrected` replaces what was told, `withdrawn` takes it back.
 */
export const visitEvents = {
  'watchtower.visit.started.v1': z.object({ visit }),
  'watchtower.visit.confirmed.v1': z.object({ visit }),
  'watchtower.visit.ended.v1': z.object({ visit }),
  'watchtower.visit.corrected.v1': z.object({
    visit,
    before: visit.describe('What was told of the visit before'),
  }),
  'watchtower.visit.withdrawn.v1': z.object({
    visitId: uuid,
    truckId: uuid,
    locationId: uuid,
    startedAt: instant,
    reason: z
      .enum(['drive_by', 'corrected'])
      .describe('The truck only drove by; or better knowledge of fixes and fences leaves no visit there'),
  }),
} as const;
