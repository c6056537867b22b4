import {
  acknowledgeAlertRequest,
  alertPage,
  alertView,
  assignAlertRequest,
  findAlertsQuery,
  snoozeAlertRequest,
} from './alerts.js';
import { actionsOn, everyone, type RouteDefinition } from './route.js';

const alertAction = actionsOn('alerts', 'Alerts', alertView);

export const alertRoutes = {
  findAlerts: {
    method: 'GET',
    path: '/api/v1/alerts',
    tag: 'Alerts',
    summary: 'Find alerts, newest first',
    access: everyone,
    query: findAlertsQuery,
    answer: { status: 200, schema: alertPage },
  },
  getAlert: {
    method: 'GET',
    path: '/api/v1/alerts/{id}',
    tag: 'Alerts',
    summary: 'One alert with its evidence',
    access: everyone,
    answer: { status: 200, schema: alertView },
  },
  acknowledgeAlert: alertAction('acknowledge', 'Somebody has seen it', acknowledgeAlertRequest),
  assignAlert: alertAction('assign', 'Give it to a user, or take it off one', assignAlertRequest),
  snoozeAlert: alertAction('snooze', 'Be quiet about it until a time, or no longer', snoozeAlertRequest),
} as const satisfies Record<string, RouteDefinition>;
