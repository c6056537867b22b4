import { z } from 'zod';
import {
  driver,
  driverFields,
  location,
  locationFields,
  organization,
  organizationFields,
  truck,
  truckFields,
  truckStatus,
} from '../messages/registry.js';
import { tripStage } from '../messages/trip.js';
import { instant, latitude, longitude, uuid, version } from '../values.js';
import { pageOf, paging } from './common.js';

/** `outdated`: no fix for 4 h when last moving or idling, for 24 h when stationary (configuration). */
export const motion = z.enum(['moving', 'idling', 'stationary', 'outdated']);
export type Motion = z.infer<typeof motion>;

/** The newest position of a truck, as lists, the map and sockets show it. */
export const truckLocation = z.object({
  truckId: uuid,
  number: z.string(),
  version: version.describe('Counts up with every newer position of the truck; keep the higher one'),
  latitude,
  longitude,
  speedKmh: z.number().nullable(),
  headingDegrees: z.number().nullable(),
  ignition: z.boolean().nullable(),
  deviceTime: instant,
  receivedAt: instant,
  ageSeconds: z.number().describe('From the device time to the moment of the answer'),
  motion,
});
export type TruckLocation = z.infer<typeof truckLocation>;

export const truckStatusView = z.object({
  truckId: uuid,
  number: z.string(),
  status: truckStatus,
  motion: motion.nullable().describe('Null while no position is known'),
  lastSeenAt: instant.nullable(),
  currentTrip: z.object({ id: uuid, vpcId: z.string(), stage: tripStage }).nullable(),
});
export type TruckStatusView = z.infer<typeof truckStatusView>;

export const truckView = truck.extend({ version, position: truckLocation.nullable() });
export type TruckView = z.infer<typeof truckView>;
export const driverView = driver.extend({ version });
export const locationView = location.extend({ version });
export const organizationView = organization.extend({ version });
export type DriverView = z.infer<typeof driverView>;
export type LocationView = z.infer<typeof locationView>;
export type OrganizationView = z.infer<typeof organizationView>;

export const findTrucksQuery = z.object({
  ...paging,
  status: truckStatus.optional(),
  motion: motion.optional(),
  organizationId: uuid.optional(),
  text: z.string().trim().min(1).max(100).optional().describe('In the number, brand or company'),
});
export type FindTrucksQuery = z.infer<typeof findTrucksQuery>;

export const findRegistryQuery = z.object({
  ...paging,
  text: z.string().trim().min(1).max(100).optional().describe('In the name'),
  type: z.string().max(50).optional().describe('Of an organization or a location'),
});
export type FindRegistryQuery = z.infer<typeof findRegistryQuery>;

export const truckPage = pageOf(truckView);
export const driverPage = pageOf(driverView);
export const locationPage = pageOf(locationView);
export const organizationPage = pageOf(organizationView);

export const createTruckRequest = truckFields;
export const createDriverRequest = driverFields;
export const createLocationRequest = locationFields;
export const createOrganizationRequest = organizationFields;
