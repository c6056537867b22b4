import type { z } from 'zod';
import { admins, everyone, type RouteDefinition } from './route.js';
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

export const registryRoutes = {
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
} as const satisfies Record<string, RouteDefinition>;
