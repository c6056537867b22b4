import { z } from 'zod';
import { instant, latitude, longitude, uuid, version } from '../values.js';

export const alertSeverity = z.enum(['info', 'warning', 'critical']);
export const alertSource = z.enum(['loconav', 'watch-tower']);

/** Why we believe an alert: what a provider reported, or what a rule of ours found in fixes. */
export const alertEvidence = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('report'),
    name: z.string().describe("The alert's kind as the provider calls it"),
    polygonId: z.string().nullable(),
    eventKey: z.string().nullable().describe('geofence_enter or geofence_exit'),
    address: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('rule'),
    rule: z.string().describe('The rule and its version, as overspeed/1'),
    thresholds: z.record(z.string(), z.number()).describe('Units stand last in names'),
    fixes: z
      .array(
        z.object({
          deviceTime: instant,
          latitude,
          longitude,
          speedKmh: z.number().nullable(),
          ignition: z.boolean().nullable(),
        }),
      )
      .describe('It began with the first, the last one proved or ended it'),
    tripId: uuid.nullable().describe('The trip under way, where the rule asks for one'),
  }),
]);
export type AlertEvidence = z.infer<typeof alertEvidence>;

/** What people have done about an alert; ids of users of the gateway, or of who else commands. */
const doneBy = z.object({ by: z.string(), at: instant });

/** Something about a truck that somebody may have to look at. */
export const alert = z.object({
  id: uuid.describe('Derived from what the alert is: told again it is the same'),
  version: version.describe('Counts up with every change of the alert'),
  truckId: uuid,
  kind: z.string().describe("In our words; under the provider's name where we have none"),
  severity: alertSeverity,
  source: alertSource,
  externalId: z.string().nullable(),
  openedAt: instant.describe('When it began, in event time'),
  closedAt: instant.nullable().describe('When it ended; at once for what happens at a moment'),
  latitude: latitude.nullable(),
  longitude: longitude.nullable(),
  evidence: alertEvidence,
  isNews: z
    .boolean()
    .describe(
      'Whether the last change of its facts was news: history is never announced. Of a withdrawn alert, whether it had been',
    ),
  acknowledgement: doneBy.nullable(),
  assignment: doneBy.extend({ userId: uuid }).nullable(),
  snooze: doneBy.extend({ until: instant }).nullable(),
});
export type Alert = z.infer<typeof alert>;

const told = z.object({ alert });

/**
 * Events of a truck's alerts, key = truck id, `ce_version` contiguous from 1; each holds the alert after it.
 * `updated`: better knowledge of its facts. `withdrawn`: by better knowledge there was no such alert.
 */
export const alertEvents = {
  'watchtower.alert.opened.v1': told,
  'watchtower.alert.closed.v1': told,
  'watchtower.alert.updated.v1': told,
  'watchtower.alert.withdrawn.v1': told,
  'watchtower.alert.acknowledged.v1': told,
  'watchtower.alert.assigned.v1': told,
  'watchtower.alert.unassigned.v1': told,
  'watchtower.alert.snoozed.v1': told,
  'watchtower.alert.unsnoozed.v1': told,
} as const;
