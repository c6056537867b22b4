import { z } from 'zod';
import { alertRoutes } from './alert-routes.js';
import { operation } from './common.js';
import { registryRoutes } from './registry-routes.js';
import { everyone, type RouteDefinition } from './route.js';
import { shareLinkRoutes } from './share-links.js';
import { signInRoutes } from './sign-in-routes.js';
import { tripImportRoutes } from './trip-imports.js';
import { tripRoutes } from './trip-routes.js';
import { truckSuggestionRoutes } from './truck-suggestions.js';
import { whereaboutsRoutes } from './whereabouts-routes.js';

/** Every HTTP operation of the gateway: controllers validate by it, OpenAPI is generated from it. */
export const routes = {
  ...signInRoutes,
  ...tripRoutes,
  ...registryRoutes,
  ...alertRoutes,
  ...whereaboutsRoutes,
  ...shareLinkRoutes,
  ...truckSuggestionRoutes,
  ...tripImportRoutes,

  getOperation: {
    method: 'GET',
    path: '/api/v1/operations/{id}',
    tag: 'Operations',
    summary: 'What became of a command',
    access: everyone,
    answer: { status: 200, schema: operation },
  },

  receiveLocation: {
    method: 'POST',
    path: '/webhooks/loconav/location',
    tag: 'Webhooks',
    summary: 'Location reports from LocoNav: one object or an array',
    access: 'secret',
    body: z.union([z.looseObject({}), z.array(z.unknown())]),
    answer: { status: 202, schema: z.object({ accepted: z.int() }) },
  },
  receiveAlert: {
    method: 'POST',
    path: '/webhooks/loconav/alert',
    tag: 'Webhooks',
    summary: 'Alerts from LocoNav: one object or an array; an alert is sent again when it ends',
    access: 'secret',
    body: z.union([z.looseObject({}), z.array(z.unknown())]),
    answer: { status: 202, schema: z.object({ accepted: z.int() }) },
  },
} as const satisfies Record<string, RouteDefinition>;

export type Routes = typeof routes;
