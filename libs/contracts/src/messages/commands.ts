import { z } from 'zod';
import { uuid, version } from '../values.js';
import { driverFields, locationFields, organizationFields, truckFields } from './registry.js';
import { tripPlan, tripPlanChange } from './trip.js';
import { instant } from '../values.js';

/** Who asks. Ids only: names and addresses of people stay in the gateway's own table. */
export const actor = z.object({ id: z.string().min(1).max(200), role: z.string().min(1).max(50) });
export type Actor = z.infer<typeof actor>;

const command = z.object({ actor });
const onTrip = command.extend({
  expectedVersion: version
    .optional()
    .describe('Refused with `stale_version` unless the trip is at this version'),
});
const onAlert = command.extend({
  expectedVersion: version
    .optional()
    .describe('Refused with `stale_version` unless the alert is at this version'),
});
const reason = z.string().trim().min(1).max(500);

/** Commands to trip; the key is the trip's id, the `ce_id` the command's. */
export const tripCommands = {
  'watchtower.trip.create.v1': command.extend({ plan: tripPlan }),
  'watchtower.trip.change-plan.v1': onTrip.extend({ change: tripPlanChange }),
  'watchtower.trip.assign.v1': onTrip.extend({
    truckId: uuid.nullable().optional(),
    driverId: uuid.nullable().optional(),
  }),
  'watchtower.trip.start.v1': onTrip.extend({ at: instant }),
  'watchtower.trip.arrive.v1': onTrip.extend({ at: instant }),
  'watchtower.trip.offload.v1': onTrip.extend({ at: instant }),
  'watchtower.trip.complete.v1': onTrip.extend({ at: instant }),
  'watchtower.trip.cancel.v1': onTrip.extend({ at: instant, reason }),
} as const;

/** Commands to fleet; the key is the id of the entity. */
export const fleetCommands = {
  'watchtower.fleet.register-organization.v1': command.extend({ fields: organizationFields }),
  'watchtower.fleet.register-truck.v1': command.extend({ fields: truckFields }),
  'watchtower.fleet.register-driver.v1': command.extend({ fields: driverFields }),
  'watchtower.fleet.register-location.v1': command.extend({ fields: locationFields }),
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
