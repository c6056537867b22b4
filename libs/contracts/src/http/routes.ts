import { z } from 'zod';
import {
  acknowledgeAlertRequest,
  alertPage,
  alertView,
  assignAlertRequest,
  findAlertsQuery,
  snoozeAlertRequest,
} from './alerts.js';
import { operation } from './common.js';
import { shareLinkRoutes } from './share-links.js';
import { loginRequest, me, people, refreshRequest, tokens } from './sign-in.js';
import {
  arriveTripRequest,
  assignTripRequest,
  cancelTripRequest,
  correctTripRequest,
  createTripRequest,
  findTripsQuery,
  getTripHistoryQuery,
  getTripQuery,
  offloadTripRequest,
  reasonedTripActionRequest,
  swapDriverRequest,
  swapTruckRequest,
  tripActionRequest,
  tripDetails,
  tripHistoryPage,
  tripPage,
  updateTripRequest,
} from './trips.js';
import { tripOutlook } from './outlook.js';
import {
  createDriverRequest,
  createLocationRequest,
  createOrganizationRequest,
  createTruckRequest,
  driverPage,
  driverView,
  findDriversQuery,
  findLocationsQuery,
  findOrganizationsQuery,
  findTrucksQuery,
  locationPage,
  locationView,
  organizationPage,
  organizationView,
  truckIdentities,
  truckPage,
  truckStatusView,
  truckView,
  updateDriverRequest,
  updateLocationRequest,
  updateOrganizationRequest,
  updateTruckRequest,
} from './trucks.js';
import type { Role } from './sign-in.js';
import { tripImportRoutes } from './trip-imports.js';
import { truckSuggestionRoutes } from './truck-suggestions.js';
import { whereaboutsRoutes } from './whereabouts-routes.js';

export type RouteDefinition = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** `secret`: the webhook's shared secret; a list of roles: a signed-in person with one of them. */
  readonly access: 'open' | 'secret' | readonly Role[];
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Takes a file as its body, of one of these media types. */
  readonly file?: readonly string[];
  /** A command: takes `Idempotency-Key`, may answer 202 with an operation. */
  readonly command?: boolean;
  /** Takes `If-Match` with the version the client has seen. */
  readonly conditional?: boolean;
  /** What is answered 422, for it is more than one answer may hold. */
  readonly bounded?: string;
  /** Further refusals by their status, beside those that follow from the rest. */
  readonly refusals?: Readonly<Record<number, string>>;
  /** `files`: further media types in which the same is to be had. */
  readonly answer: {
    readonly status: 200 | 201 | 202 | 204;
    readonly schema?: z.ZodType;
    readonly files?: readonly string[];
  };
};

const everyone = ['admin', 'dispatcher', 'viewer'] as const;
const dispatchers = ['admin', 'dispatcher'] as const;
const admins = ['admin'] as const;

const tripAction = <Body extends z.ZodType>(verb: string, summary: string, body: Body) =>
  ({
    method: 'POST',
    path: `/api/v1/trips/{id}/actions/${verb}`,
    tag: 'Trips',
    summary,
    access: dispatchers,
    body,
    command: true,
    conditional: true,
    answer: { status: 200, schema: tripDetails },
  }) as const;

type Collection = 'organizations' | 'trucks' | 'drivers' | 'locations';

const pathOf = <C extends Collection>(collection: C) => `/api/v1/${collection}` as const;
const itemOf = <C extends Collection>(collection: C) => `/api/v1/${collection}/{id}` as const;
const fleet = { tag: 'Fleet' } as const;

/** Master data: found, read, registered, updated and retired in one way. */
const registry = {
  find: <C extends Collection, Q extends z.ZodType, A extends z.ZodType>(
    collection: C,
    summary: string,
    query: Q,
    page: A,
  ) =>
    ({
      ...fleet,
      method: 'GET',
      path: pathOf(collection),
      summary,
      access: everyone,
      query,
      answer: { status: 200, schema: page },
    }) as const,

  get: <C extends Collection, A extends z.ZodType>(collection: C, summary: string, schema: A) =>
    ({
      ...fleet,
      method: 'GET',
      path: itemOf(collection),
      summary,
      access: everyone,
      answer: { status: 200, schema },
    }) as const,

  create: <C extends Collection, B extends z.ZodType, A extends z.ZodType>(
    collection: C,
    summary: string,
    body: B,
    schema: A,
  ) =>
    ({
      ...fleet,
      method: 'POST',
      path: pathOf(collection),
      summary,
      access: admins,
      body,
      command: true,
      answer: { status: 201, schema },
    }) as const,

  update: <C extends Collection, B extends z.ZodType, A extends z.ZodType>(
    collection: C,
    summary: string,
    body: B,
    schema: A,
  ) =>
    ({
      ...fleet,
      method: 'PUT',
      path: itemOf(collection),
      summary,
      access: admins,
      body,
      command: true,
      conditional: true,
      answer: { status: 200, schema },
    }) as const,

  retire: <C extends Collection, A extends z.ZodType>(collection: C, summary: string, schema: A) =>
    ({
      ...fleet,
      method: 'DELETE',
      path: itemOf(collection),
      summary,
      access: admins,
      command: true,
      conditional: true,
      answer: { status: 200, schema },
    }) as const,
};
const alertAction = <Body extends z.ZodType>(verb: string, summary: string, body: Body) =>
  ({
    method: 'POST',
    path: `/api/v1/alerts/{id}/actions/${verb}`,
    tag: 'Alerts',
    summary,
    access: dispatchers,
    body,
    command: true,
    conditional: true,
    answer: { status: 200, schema: alertView },
  }) as const;

/** Every HTTP operation of the gateway: controllers validate by it, OpenAPI is generated from it. */
export const routes = {
  login: {
    method: 'POST',
    path: '/api/v1/auth/login',
    tag: 'Sign-in',
    summary: 'Sign in',
    access: 'open',
    body: loginRequest,
    answer: { status: 200, schema: tokens },
  },
  refresh: {
    method: 'POST',
    path: '/api/v1/auth/refresh',
    tag: 'Sign-in',
    summary: 'Trade a refresh token for new tokens',
    access: 'open',
    body: refreshRequest,
    answer: { status: 200, schema: tokens },
  },
  getMe: {
    method: 'GET',
    path: '/api/v1/auth/me',
    tag: 'Sign-in',
    summary: 'Who is signed in',
    access: everyone,
    answer: { status: 200, schema: me },
  },
  listPeople: {
    method: 'GET',
    path: '/api/v1/people',
    tag: 'Sign-in',
    summary: 'Who signs in here: whose deeds are told by their id, and to whom alerts can be given',
    access: everyone,
    answer: { status: 200, schema: people },
  },

  createTrip: {
    method: 'POST',
    path: '/api/v1/trips',
    tag: 'Trips',
    summary: 'Create a trip',
    access: dispatchers,
    body: createTripRequest,
    command: true,
    answer: { status: 201, schema: tripDetails },
  },
  findTrips: {
    method: 'GET',
    path: '/api/v1/trips',
    tag: 'Trips',
    summary: 'Find trips, in the order that is asked for, now or as they were',
    access: everyone,
    query: findTripsQuery,
    answer: { status: 200, schema: tripPage },
  },
  getTrip: {
    method: 'GET',
    path: '/api/v1/trips/{id}',
    tag: 'Trips',
    summary: 'One trip with its timeline, now or as it was',
    access: everyone,
    query: getTripQuery,
    answer: { status: 200, schema: tripDetails },
  },
  getTripOutlook: {
    method: 'GET',
    path: '/api/v1/trips/{id}/outlook',
    tag: 'Trips',
    summary: 'When its truck is expected at the next stop, and why',
    access: everyone,
    answer: { status: 200, schema: tripOutlook },
  },
  getTripHistory: {
    method: 'GET',
    path: '/api/v1/trips/{id}/history',
    tag: 'Trips',
    summary: 'Every event of a trip, the first first: what, when, who and why',
    access: everyone,
    query: getTripHistoryQuery,
    answer: { status: 200, schema: tripHistoryPage },
  },
  updateTrip: {
    method: 'PUT',
    path: '/api/v1/trips/{id}',
    tag: 'Trips',
    summary: 'Change the plan, or assign truck and driver',
    access: dispatchers,
    body: updateTripRequest,
    command: true,
    conditional: true,
    answer: { status: 200, schema: tripDetails },
  },
  cancelTrip: {
    method: 'DELETE',
    path: '/api/v1/trips/{id}',
    tag: 'Trips',
    summary: 'Cancel a trip, with a reason',
    access: dispatchers,
    body: cancelTripRequest,
    command: true,
    conditional: true,
    answer: { status: 200, schema: tripDetails },
  },
  assignTrip: {
    method: 'POST',
    path: '/api/v1/trips/{id}/actions/assign',
    tag: 'Trips',
    summary: 'Assign or unassign truck and driver',
    access: dispatchers,
    body: assignTripRequest,
    command: true,
    conditional: true,
    answer: { status: 200, schema: tripDetails },
  },
  startTrip: tripAction('start', 'The truck left the pickup', tripActionRequest),
  arriveTrip: tripAction(
    'arrive',
    'The truck reached a stop: the next one, or the one that is named',
    arriveTripRequest,
  ),
  offloadTrip: tripAction('offload', 'Offloading has begun, or the cargo is off', offloadTripRequest),
  completeTrip: tripAction('complete', 'The trip is done', tripActionRequest),
  holdTrip: tripAction('hold', 'The trip waits, for a reason', reasonedTripActionRequest),
  resumeTrip: tripAction('resume', 'The trip goes on', tripActionRequest),
  failTrip: tripAction(
    'fail',
    'The trip ended without delivery; the job may go on',
    reasonedTripActionRequest,
  ),
  swapTruck: tripAction('swap-truck', 'Another truck goes on with the trip', swapTruckRequest),
  swapDriver: tripAction('swap-driver', 'Another driver goes on with the trip', swapDriverRequest),
  correctTrip: tripAction('correct', 'Set a time by hand, with a reason', correctTripRequest),

  findTrucks: registry.find('trucks', 'Find trucks, by number', findTrucksQuery, truckPage),
  getTruck: registry.get('trucks', 'One truck', truckView),
  createTruck: registry.create('trucks', 'Register a truck', createTruckRequest, truckView),
  updateTruck: registry.update('trucks', 'Change a truck, or bring it back', updateTruckRequest, truckView),
  retireTruck: registry.retire('trucks', 'Take a truck out of use; what happened stays', truckView),
  getTruckStatus: {
    method: 'GET',
    path: '/api/v1/trucks/{id}/status',
    tag: 'Fleet',
    summary: 'What a truck is doing',
    access: everyone,
    answer: { status: 200, schema: truckStatusView },
  },
  getTruckIdentities: {
    method: 'GET',
    path: '/api/v1/trucks/{id}/identities',
    tag: 'Fleet',
    summary: 'By which plate, device and LocoNav vehicle a truck was known, and when',
    access: everyone,
    answer: { status: 200, schema: truckIdentities },
  },

  findDrivers: registry.find('drivers', 'Find drivers, by name', findDriversQuery, driverPage),
  getDriver: registry.get('drivers', 'One driver', driverView),
  createDriver: registry.create('drivers', 'Register a driver', createDriverRequest, driverView),
  updateDriver: registry.update(
    'drivers',
    'Change a driver, or bring one back',
    updateDriverRequest,
    driverView,
  ),
  retireDriver: registry.retire('drivers', 'Take a driver out of use; what happened stays', driverView),

  findLocations: registry.find('locations', 'Find locations, by name', findLocationsQuery, locationPage),
  getLocation: registry.get('locations', 'One location', locationView),
  createLocation: registry.create('locations', 'Register a location', createLocationRequest, locationView),
  updateLocation: registry.update(
    'locations',
    'Change a location; what happened at its old fence stays',
    updateLocationRequest,
    locationView,
  ),
  retireLocation: registry.retire(
    'locations',
    'Take a location out of use; what happened stays',
    locationView,
  ),

  findOrganizations: registry.find(
    'organizations',
    'Find organizations, by name',
    findOrganizationsQuery,
    organizationPage,
  ),
  getOrganization: registry.get('organizations', 'One organization', organizationView),
  createOrganization: registry.create(
    'organizations',
    'Register an organization',
    createOrganizationRequest,
    organizationView,
  ),
  updateOrganization: registry.update(
    'organizations',
    'Change an organization, or bring it back',
    updateOrganizationRequest,
    organizationView,
  ),
  retireOrganization: registry.retire(
    'organizations',
    'Take an organization out of use; what happened stays',
    organizationView,
  ),
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
