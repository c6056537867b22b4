import { z } from 'zod';
import { instant, latitude, longitude, uuid } from '../values.js';

export const organizationType = z.enum(['transporter', 'client']);
export const truckStatus = z.enum(['operational', 'maintenance', 'inactive']);
export const locationType = z.enum(['terminal', 'client', 'depot', 'service_area']);

/** The fence of a location: a circle, or a closed ring of `[longitude, latitude]` as in GeoJSON. */
export const fence = z.discriminatedUnion('shape', [
  z.object({
    shape: z.literal('circle'),
    latitude,
    longitude,
    radiusM: z.number().min(10).max(50_000),
  }),
  z.object({
    shape: z.literal('polygon'),
    ring: z
      .array(z.tuple([longitude, latitude]))
      .min(4)
      .max(1_000),
  }),
]);
export type Fence = z.infer<typeof fence>;

const text = (max: number) => z.string().trim().min(1).max(max);

export const organizationFields = z.object({ name: text(255), type: organizationType });
export const truckFields = z.object({
  number: text(50).describe('The plate as it is written; compared without case, spaces and dashes'),
  loconavVehicleId: text(100).nullable().default(null),
  imei: z
    .string()
    .regex(/^\d{8,17}$/, 'must be 8 to 17 digits')
    .nullable()
    .default(null),
  organizationId: uuid.nullable().default(null).describe('The transporter that runs the truck'),
  company: text(100).nullable().default(null),
  fleetManager: text(100).nullable().default(null),
  status: truckStatus.default('operational'),
  brand: text(50).nullable().default(null),
  trailerSize: text(20).nullable().default(null),
  operatingLocation: text(100).nullable().default(null),
});
export const driverFields = z.object({
  name: text(255),
  phone: text(20).nullable().default(null),
  hasSmartphone: z.boolean().default(false),
  truckId: uuid.nullable().default(null).describe('The truck the driver usually drives'),
});
export const locationFields = z.object({
  name: text(255),
  type: locationType,
  address: text(1_000).nullable().default(null),
  city: text(100).nullable().default(null),
  state: text(100).nullable().default(null),
  fence: fence.nullable().default(null).describe('Null while nobody has put the place on the map'),
  loconavGeofenceId: z.int().nullable().default(null),
});

const entity = z.object({ id: uuid, createdAt: instant, updatedAt: instant });

export const organization = entity.extend(organizationFields.shape);
export const truck = entity.extend(truckFields.shape).extend({ plate: z.string() });
export const driver = entity.extend(driverFields.shape);
export const location = entity.extend(locationFields.shape);

export type Organization = z.infer<typeof organization>;
export type Truck = z.infer<typeof truck>;
export type Driver = z.infer<typeof driver>;
export type Location = z.infer<typeof location>;
