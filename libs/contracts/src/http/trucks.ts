import { z } from 'zod';
import {
  driver,
  driverChange,
  driverFields,
  location,
  locationChange,
  locationFields,
  locationType,
  organization,
  organizationChange,
  organizationFields,
  organizationType,
  truck,
  truckChange,
  truckFields,
  truckIdentity,
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

export const truckView = truck
  .omit({ identities: true })
  .extend({ version, position: truckLocation.nullable() });
export type TruckView = z.infer<typeof truckView>;
export const driverView = driver.extend({ version });
export const locationView = location.extend({ version });
export const organizationView = organization.extend({ version });
export type DriverView = z.infer<typeof driverView>;
export type LocationView = z.infer<typeof locationView>;
export type OrganizationView = z.infer<typeof organizationView>;

export const truckIdentities = z.object({
  items: z.array(truckIdentity).describe('What holds, then what ended last; the 200 newest'),
});
export type TruckIdentities = z.infer<typeof truckIdentities>;

const text = z.string().trim().min(1).max(100).optional();

/** Query fields of every list of master data. */
const listing = {
  ...paging,
  retired: z
    .enum(['true', 'false'])
    .default('false')
    .transform((written) => written === 'true')
    .describe('What is retired, instead of what is in use'),
};

export const findTrucksQuery = z.object({
  ...listing,
  status: truckStatus.optional(),
  motion: motion.optional(),
  organizationId: uuid.optional(),
  text: text.describe('In the number, display number, brand or company'),
});
export type FindTrucksQuery = z.infer<typeof findTrucksQuery>;

export const findOrganizationsQuery = z.object({
  ...listing,
  type: organizationType.optional(),
  text: text.describe('In the name'),
});
export type FindOrganizationsQuery = z.infer<typeof findOrganizationsQuery>;

export const findDriversQuery = z.object({
  ...listing,
  truckId: uuid.optional().describe('Whose usual truck it is'),
  text: text.describe('In the name or phone number'),
});
export type FindDriversQuery = z.infer<typeof findDriversQuery>;

/** A part of the map. */
export const bbox = z
  .string()
  .max(200)
  .transform((written) => written.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))))
  .pipe(z.tuple([longitude, latitude, longitude, latitude]))
  .refine(([west, south, east, north]) => west <= east && south <= north, {
    message: 'must be west,south,east,north in degrees, the lesser before the greater',
  });

export const findLocationsQuery = z.object({
  ...listing,
  type: locationType.optional(),
  city: text,
  state: text,
  bbox: bbox
    .optional()
    .describe('west,south,east,north in degrees: places whose fence reaches into this part of the map'),
  text: text.describe('In the name, address or city'),
});
export type FindLocationsQuery = z.infer<typeof findLocationsQuery>;

export const truckPage = pageOf(truckView);
export const driverPage = pageOf(driverView);
export const locationPage = pageOf(locationView);
export const organizationPage = pageOf(organizationView);

export const createTruckRequest = truckFields;
export const createDriverRequest = driverFields;
export const createLocationRequest = locationFields;
export const createOrganizationRequest = organizationFields;

const somethingOf = <Change extends z.ZodObject>(change: Change) =>
  change.refine(
    (fields) => Object.values(fields).some((value) => value !== undefined),
    'names nothing to change',
  );

export const updateTruckRequest = somethingOf(truckChange);
export const updateDriverRequest = somethingOf(driverChange);
export const updateLocationRequest = somethingOf(locationChange);
export const updateOrganizationRequest = somethingOf(organizationChange);
