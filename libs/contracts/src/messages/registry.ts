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
  loconavVehicleId: text(100).nullable().default(null).describe('LocoNav’s uuid of the vehicle'),
  displayNumber: text(50).nullable().default(null).describe('What LocoNav shows the truck as'),
  loconavNumericId: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe('The integer by which LocoNav’s trips and alerts name the vehicle'),
  imei: z
    .string()
    .regex(/^\d{8,17}$/, 'must be 8 to 17 digits')
    .nullable()
    .default(null)
    .describe('The device in the truck; to move it, take it from the other truck first'),
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

type Changeable<Shape extends z.ZodRawShape> = z.ZodObject<{
  [Field in keyof Shape]: z.ZodOptional<
    Shape[Field] extends z.ZodDefault<infer Inner extends z.ZodType> ? Inner : Shape[Field]
  >;
}>;

/** A partial change: what is absent stays as it is, null empties. A default is for what is new only. */
const changeOf = <Shape extends z.ZodRawShape>(fields: z.ZodObject<Shape>) => {
  const optional = Object.entries(fields.shape).map(([name, field]) => {
    const schema = field as z.ZodType;
    const value = schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
    const { description } = schema;
    return [name, (description === undefined ? value : value.describe(description)).optional()];
  });
  return (z.object(Object.fromEntries(optional)) as Changeable<Shape>).extend({
    retired: z
      .literal(false)
      .optional()
      .describe('Brings back what was retired; nothing else changes what is retired'),
  });
};

export const organizationChange = changeOf(organizationFields);
export const truckChange = changeOf(truckFields);
export const driverChange = changeOf(driverFields);
export const locationChange = changeOf(locationFields);

/** By what a truck is known in what devices and LocoNav send: of its fields, in the form they are compared in. */
export const truckIdentityKind = z.enum([
  'plate',
  'display_number',
  'loconav_vehicle',
  'loconav_number',
  'imei',
]);

/** From when until when a truck was known by a name; `from` null: ever since, `until` null: it still is. */
export const truckIdentity = z.object({
  kind: truckIdentityKind,
  value: z.string(),
  from: instant.nullable(),
  until: instant.nullable(),
});
export type TruckIdentity = z.infer<typeof truckIdentity>;

const entity = z.object({
  id: uuid,
  createdAt: instant,
  updatedAt: instant,
  retiredAt: instant
    .nullable()
    .default(null)
    .describe('Since when it is out of use; null while it is in use'),
});

export const organization = entity.extend(organizationFields.shape);
export const truck = entity.extend(truckFields.shape).extend({
  plate: z.string(),
  identities: z.array(truckIdentity).default([]).describe('What holds, then what ended last; the 200 newest'),
});
export const driver = entity.extend(driverFields.shape);
export const location = entity.extend(locationFields.shape);

export type Organization = z.infer<typeof organization>;
export type Truck = z.infer<typeof truck>;
export type Driver = z.infer<typeof driver>;
export type Location = z.infer<typeof location>;
