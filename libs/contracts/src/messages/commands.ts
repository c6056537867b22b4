import { z } from 'zod';
import { uuid, version } from '../values.js';
import {
  driverChange,
  driverFields,
  locationChange,
  locationFields,
  organizationChange,
  organizationFields,
  truckChange,
  truckFields,
} from './registry.js';
import { handOverPlace, milestone, tripPlan, tripPlanChange } from './trip.js';
import { instant } from '../values.js';

/** Who asks. Ids only: names and addresses of people stay in the gateway's own table. */
export const actor = z.object({ id: z.string().min(1).max(200), role: z.string().min(1).max(50) });
export type Actor = z.infer<typeof actor>;

const command = z.object({ actor });
const onKnown = command.extend({
  expectedVersion: version
    .optional()
    .describe('Refused with `stale_version` unless what it is asked of is at this version'),
});
const onAlert = command.extend({
  expectedVersion: version
    .optional()
    .describe('Refused with `stale_version` unless the alert is at this version'),
});
const reason = z.string().trim().min(1).max(500);

const stopIndex = z.int().min(0).max(9);
const reported = onKnown.extend({ at: instant.describe('When it happened, in event time') });
const handOver = reported.extend({ place: handOverPlace, reason });

/** Commands to trip; the key is the trip's id, the `ce_id` the command's. */
export const tripCommands = {
  'watchtower.trip.create.v1': command.extend({
    plan: tripPlan,
    originTripId: uuid.nullable().optional().describe('The failed trip whose job this one goes on with'),
  }),
  'watchtower.trip.change-plan.v1': onKnown.extend({ change: tripPlanChange }),
  'watchtower.trip.assign.v1': onKnown.extend({
    truckId: uuid.nullable().optional(),
    driverId: uuid.nullable().optional(),
  }),
  'watchtower.trip.start.v1': reported,
  'watchtower.trip.arrive.v1': reported.extend({
    stopIndex: stopIndex.optional().describe('The next stop where left out'),
    locationId: uuid.optional().describe('Where an empty was really brought, if not to the planned depot'),
  }),
  'watchtower.trip.offload.v1': reported.extend({
    phase: z.enum(['started', 'done']).default('done'),
  }),
  'watchtower.trip.complete.v1': reported,
  'watchtower.trip.cancel.v1': reported.extend({ reason }),
  'watchtower.trip.fail.v1': reported.extend({ reason }),
  'watchtower.trip.hold.v1': reported.extend({ reason }),
  'watchtower.trip.resume.v1': reported,
  'watchtower.trip.swap-truck.v1': handOver.extend({ truckId: uuid }),
  'watchtower.trip.swap-driver.v1': handOver.extend({ driverId: uuid }),
  'watchtower.trip.correct.v1': onKnown.extend({
    milestone,
    stopIndex: stopIndex.nullable().describe('Null for the end'),
    at: instant.nullable().describe('Null leaves the time to the visits again'),
    reason,
  }),
} as const;

/** Commands to fleet; the key is the id of the entity. Nothing is deleted: it is retired, and may be brought back. */
export const fleetCommands = {
  'watchtower.fleet.register-organization.v1': command.extend({ fields: organizationFields }),
  'watchtower.fleet.update-organization.v1': onKnown.extend({ change: organizationChange }),
  'watchtower.fleet.retire-organization.v1': onKnown,
  'watchtower.fleet.register-truck.v1': command.extend({ fields: truckFields }),
  'watchtower.fleet.update-truck.v1': onKnown.extend({ change: truckChange }),
  'watchtower.fleet.retire-truck.v1': onKnown,
  'watchtower.fleet.register-driver.v1': command.extend({ fields: driverFields }),
  'watchtower.fleet.update-driver.v1': onKnown.extend({ change: driverChange }),
  'watchtower.fleet.retire-driver.v1': onKnown,
  'watchtower.fleet.register-location.v1': command.extend({ fields: locationFields }),
  'watchtower.fleet.update-location.v1': onKnown.extend({ change: locationChange }),
  'watchtower.fleet.retire-location.v1': onKnown,
  'watchtower.fleet.acknowledge-alert.v1': onAlert.extend({ at: instant }),
  'watchtower.fleet.assign-alert.v1': onAlert.extend({
    at: instant,
    userId: uuid.nullable().describe('Null takes it off whoever has it'),
  }),
  'watchtower.fleet.snooze-alert.v1': onAlert.extend({
    at: instant,
    until: instant.nullable().describe('Null ends the snooze'),
  }),
} as const;

/** What kind of refusal: the gateway maps it once to an HTTP status. */
export const refusalKind = z.enum(['invalid', 'not_found', 'conflict', 'stale', 'key_reused']);

export const refusal = z.object({
  kind: refusalKind,
  code: z.string(),
  message: z.string(),
  field: z.string().optional(),
});
export type Refusal = z.infer<typeof refusal>;

const outcomeBase = z.object({
  commandId: uuid,
  subject: z.object({
    kind: z.enum(['trip', 'organization', 'truck', 'driver', 'location', 'alert']),
    id: uuid,
  }),
});

/**
 * What became of a command. `succeeded` names the version of the subject after it (unchanged where the
 * command asked for what was already so), `refused` the decision's reason, `failed` a fault of ours.
 */
export const commandOutcome = z.discriminatedUnion('result', [
  outcomeBase.extend({ result: z.literal('succeeded'), version }),
  outcomeBase.extend({ result: z.literal('refused'), refusal }),
  outcomeBase.extend({ result: z.literal('failed'), message: z.string() }),
]);
export type CommandOutcome = z.infer<typeof commandOutcome>;
