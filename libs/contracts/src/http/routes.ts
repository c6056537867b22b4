import { z } from 'zod';
import { operation } from './common.js';
import { loginRequest, me, refreshRequest, tokens } from './sign-in.js';
import {
  assignTripRequest,
  cancelTripRequest,
  createTripRequest,
  findTripsQuery,
  tripActionRequest,
  tripDetails,
  tripPage,
  updateTripRequest,
} from './trips.js';
import {
  createDriverRequest,
  createLocationRequest,
  createOrganizationRequest,
  createTruckRequest,
  driverPage,
  driverView,
  findRegistryQuery,
  findTrucksQuery,
  locationPage,
  locationView,
  organizationPage,
  organizationView,
  truckPage,
  truckStatusView,
  truckView,
} from './trucks.js';
import type { Role } from './sign-in.js';
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
  /** A command: takes `Idempotency-Key`, may answer 202 with an operation. */
  readonly command?: boolean;
  /** Takes `If-Match` with the version the client has seen. */
  readonly conditional?: boolean;
  /** What is answered 422, for it is more than one answer may hold. */
  readonly bounded?: string;
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

const tripAction = (verb: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/v1/trips/{id}/actions/${verb}`,
    tag: 'Trips',
    summary,
    access: dispatchers,
    body: tripActionRequest,
    command: true,
    conditional: true,
    answer: { status: 200, schema: tripDetails },
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
    summary: 'Find trips, newest departure first',
    access: everyone,
    query: findTripsQuery,
    answer: { status: 200, schema: tripPage },
  },
  getTrip: {
    method: 'GET',
    path: '/api/v1/trips/{id}',
    tag: 'Trips',
    summary: 'One trip with its timeline',
    access: everyone,
    answer: { status: 200, schema: tripDetails },
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
  startTrip: tripAction('start', 'The truck left the pickup'),
  arriveTrip: tripAction(
    'arrive',
    'The truck reached its next stop: the pickup while scheduled, else the delivery',
  ),
  offloadTrip: tripAction('offload', 'The cargo is off'),
  completeTrip: tripAction('complete', 'The trip is done'),

  findTrucks: {
    method: 'GET',
    path: '/api/v1/trucks',
    tag: 'Fleet',
    summary: 'Find trucks, by number',
    access: everyone,
    query: findTrucksQuery,
    answer: { status: 200, schema: truckPage },
  },
  getTruck: {
    method: 'GET',
    path: '/api/v1/trucks/{id}',
    tag: 'Fleet',
    summary: 'One truck',
    access: everyone,
    answer: { status: 200, schema: truckView },
  },
  getTruckStatus: {
    method: 'GET',
    path: '/api/v1/trucks/{id}/status',
    tag: 'Fleet',
    summary: 'What a truck is doing',
    access: everyone,
    answer: { status: 200, schema: truckStatusView },
  },
  createTruck: {
    method: 'POST',
    path: '/api/v1/trucks',
    tag: 'Fleet',
    summary: 'Register a truck',
    access: admins,
    body: createTruckRequest,
    command: true,
    answer: { status: 201, schema: truckView },
  },
  findDrivers: {
    method: 'GET',
    path: '/api/v1/drivers',
    tag: 'Fleet',
    summary: 'Find drivers, by name',
    access: everyone,
    query: findRegistryQuery,
    answer: { status: 200, schema: driverPage },
  },
  getDriver: {
    method: 'GET',
    path: '/api/v1/drivers/{id}',
    tag: 'Fleet',
    summary: 'One driver',
    access: everyone,
    answer: { status: 200, schema: driverView },
  },
  createDriver: {
    method: 'POST',
    path: '/api/v1/drivers',
    tag: 'Fleet',
    summary: 'Register a driver',
    access: admins,
    body: createDriverRequest,
    command: true,
    answer: { status: 201, schema: driverView },
  },
  findLocations: {
    method: 'GET',
    path: '/api/v1/locations',
    tag: 'Fleet',
    summary: 'Find locations, by name',
    access: everyone,
    query: findRegistryQuery,
    answer: { status: 200, schema: locationPage },
  },
  getLocation: {
    method: 'GET',
    path: '/api/v1/locations/{id}',
    tag: 'Fleet',
    summary: 'One location',
    access: everyone,
    answer: { status: 200, schema: locationView },
  },
  createLocation: {
    method: 'POST',
    path: '/api/v1/locations',
    tag: 'Fleet',
    summary: 'Register a location',
    access: admins,
    body: createLocationRequest,
    command: true,
    answer: { status: 201, schema: locationView },
  },
  findOrganizations: {
    method: 'GET',
    path: '/api/v1/organizations',
    tag: 'Fleet',
    summary: 'Find organizations, by name',
    access: everyone,
    query: findRegistryQuery,
    answer: { status: 200, schema: organizationPage },
  },
  getOrganization: {
    method: 'GET',
    path: '/api/v1/organizations/{id}',
    tag: 'Fleet',
    summary: 'One organization',
    access: everyone,
    answer: { status: 200, schema: organizationView },
  },
  createOrganization: {
    method: 'POST',
    path: '/api/v1/organizations',
    tag: 'Fleet',
    summary: 'Register an organization',
    access: admins,
    body: createOrganizationRequest,
    command: true,
    answer: { status: 201, schema: organizationView },
  },

  ...whereaboutsRoutes,

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
} as const satisfies Record<string, RouteDefinition>;

export type Routes = typeof routes;
