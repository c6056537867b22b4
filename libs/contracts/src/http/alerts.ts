import { z } from 'zod';
import { alert, alertSeverity, alertSource } from '../messages/alerts.js';
import { instant, uuid } from '../values.js';
import { flag, pageOf, paging } from './common.js';

/** An alert as lists and sockets show it. */
export const alertView = alert.extend({
  status: z.enum(['open', 'closed', 'withdrawn']).describe('Withdrawn: by better knowledge there was none'),
  truck: z.object({ id: uuid, number: z.string().nullable() }),
  isSnoozed: z.boolean().describe('At the moment of the answer'),
  stale: z.boolean().describe('A change of the alerts of its truck is waited for'),
});
export type AlertView = z.infer<typeof alertView>;

export const findAlertsQuery = z.object({
  ...paging,
  kind: z.string().trim().min(1).max(200).optional(),
  severity: alertSeverity.optional(),
  source: alertSource.optional(),
  status: z.enum(['open', 'closed', 'withdrawn']).optional().describe('Both open and closed without it'),
  truckId: uuid.optional(),
  acknowledged: flag.optional(),
  assignee: uuid.optional().describe('The user it is assigned to'),
  snoozed: flag.optional(),
  from: instant.optional().describe('Opened at or after'),
  to: instant.optional().describe('Opened before'),
  text: z.string().trim().min(1).max(100).optional().describe('In the kind or the truck number'),
});
export type FindAlertsQuery = z.output<typeof findAlertsQuery>;

export const alertPage = pageOf(alertView);

export const acknowledgeAlertRequest = z.object({});
export const assignAlertRequest = z.object({
  userId: uuid.nullable().describe('A user of the gateway; null takes the alert off whoever has it'),
});
export const snoozeAlertRequest = z.object({
  until: instant.nullable().describe('At most seven days ahead; null ends the snooze'),
});
