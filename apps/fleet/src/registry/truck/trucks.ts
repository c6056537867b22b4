import { normalisePlate, type Refusal, type Truck, type truckFields } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { knownBy, takenBy, type Entity, type Held, type Identity } from '@watch-tower/fleet-domain';
import type { z } from 'zod';
import { historyOf, keepHistory, lastHolders } from '../../trucks/truck-identities.js';
import { commonState, type Noun } from '../noun.js';
import { inUse } from '../references.js';

type Fields = z.output<typeof truckFields>;

const taken: Record<Identity['kind'], Refusal> = {
  plate: {
    kind: 'conflict',
    code: 'truck_number_taken',
    message: 'Another truck has this number; numbers are compared without case, spaces and dashes.',
    field: 'number',
  },
  display_number: {
    kind: 'conflict',
    code: 'display_number_taken',
    message: 'Another truck has this display number; they are compared without case, spaces and dashes.',
    field: 'displayNumber',
  },
  loconav_vehicle: {
    kind: 'conflict',
    code: 'loconav_vehicle_taken',
    message: 'Another truck is this LocoNav vehicle; each belongs to one truck.',
    field: 'loconavVehicleId',
  },
  loconav_number: {
    kind: 'conflict',
    code: 'loconav_number_taken',
    message: 'Another truck is the LocoNav vehicle of this number; each belongs to one truck.',
    field: 'loconavNumericId',
  },
  imei: {
    kind: 'conflict',
    code: 'imei_taken',
    message: 'Another truck carries the device with this IMEI; take it out there first ("imei": null).',
    field: 'imei',
  },
};

const identitiesOf = (fields: Fields): Identity[] => {
  const { number, displayNumber, loconavVehicleId, loconavNumericId, imei } = fields;
  const present: [Identity['kind'], string | null][] = [
    ['plate', normalisePlate(number)],
    ['display_number', displayNumber === null ? null : normalisePlate(displayNumber)],
    ['loconav_vehicle', loconavVehicleId],
    ['loconav_number', loconavNumericId === null ? null : String(loconavNumericId)],
    ['imei', imei],
  ];
  return present.flatMap(([kind, value]) => (value === null ? [] : [{ kind, value }]));
};

/** A truck's plate, device and LocoNav vehicle are its own while it is in use. */
export const trucks: Noun<Fields> = {
  kind: 'truck',

  faultOf: ({ number, displayNumber }) => {
    const message = 'A truck number must hold a letter or a digit.';
    if (normalisePlate(number) === '') {
      return { kind: 'invalid', code: 'truck_number_empty', message, field: 'number' };
    }
    return displayNumber !== null && normalisePlate(displayNumber) === ''
      ? { kind: 'invalid', code: 'display_number_empty', message, field: 'displayNumber' }
      : null;
  },
  references: ({ organizationId }) =>
    organizationId === null ? [] : [{ kind: 'organization', id: organizationId, field: 'organizationId' }],
  exclusives: (fields) => identitiesOf(fields).map(({ kind, value }) => `${kind}:${value}`),

  find: async (database, id) => {
    const [found] = await database.query<Entity<Fields>>(sql`
      select id, version, created_at as "createdAt", updated_at as "updatedAt", retired_at as "retiredAt",
        jsonb_build_object(
          'number', truck_number, 'loconavVehicleId', loconav_vehicle_id, 'displayNumber', display_number,
          'loconavNumericId', loconav_numeric_id, 'imei', imei, 'organizationId', organization_id,
          'company', company, 'fleetManager', fleet_manager, 'status', status, 'brand', brand,
          'trailerSize', trailer_size, 'operatingLocation', operating_location) as fields
      from trucks where id = ${id}`);
    return found;
  },

  refusalToRetire: async (tx, id) => {
    const drivers = await tx.query(sql`select 1 from drivers where truck_id = ${id} and retired_at is null`);
    return inUse('truck', `it is the usual truck of ${drivers.length} of the drivers`, drivers.length);
  },

  prepare: async (tx, { after }) => {
    const { fields, ...entity } = after;
    const wanted = entity.retiredAt === null ? identitiesOf(fields) : [];
    const last = await lastHolders(tx, wanted);
    const held = takenBy(wanted, entity.id, last);
    if (held !== undefined) return { refusal: taken[held.kind] };
    const history = await historyOf(tx, entity.id);
    const identities = knownBy(history, wanted, last, entity.updatedAt);
    const plate = normalisePlate(fields.number);
    return {
      state: {
        type: 'watchtower.registry.truck.v1',
        data: { ...commonState(after), ...fields, plate, identities: newest(identities) },
      },
      write: async (tx) => {
        await tx.query(sql`
          insert into trucks
            (id, version, truck_number, plate, loconav_vehicle_id, display_number, loconav_numeric_id, imei,
             organization_id, company, fleet_manager, status, brand, trailer_size, operating_location,
             created_at, updated_at, retired_at)
          values
            (${entity.id}, ${entity.version}, ${fields.number}, ${plate}, ${fields.loconavVehicleId},
             ${fields.displayNumber}, ${fields.loconavNumericId}, ${fields.imei}, ${fields.organizationId},
             ${fields.company}, ${fields.fleetManager}, ${fields.status}, ${fields.brand},
             ${fields.trailerSize}, ${fields.operatingLocation}, ${entity.createdAt}, ${entity.updatedAt},
             ${entity.retiredAt})
          on conflict (id) do update set
            version = excluded.version, truck_number = excluded.truck_number, plate = excluded.plate,
            loconav_vehicle_id = excluded.loconav_vehicle_id, display_number = excluded.display_number,
            loconav_numeric_id = excluded.loconav_numeric_id, imei = excluded.imei,
            organization_id = excluded.organization_id, company = excluded.company,
            fleet_manager = excluded.fleet_manager, status = excluded.status, brand = excluded.brand,
            trailer_size = excluded.trailer_size, operating_location = excluded.operating_location,
            updated_at = excluded.updated_at, retired_at = excluded.retired_at`);
        await keepHistory(tx, entity.id, history, identities);
      },
    };
  },
};

/** How much of its history a truck's state carries. */
const identitiesToldMax = 200;

/** The latest first; of those from one moment on, what still holds. */
const newest = (identities: readonly Held[]): Truck['identities'] =>
  [...identities]
    .sort(
      (a, b) =>
        (b.until?.getTime() ?? Infinity) - (a.until?.getTime() ?? Infinity) ||
        (b.from?.getTime() ?? -Infinity) - (a.from?.getTime() ?? -Infinity),
    )
    .slice(0, identitiesToldMax)
    .map(({ from, until, ...identity }) => ({
      ...identity,
      from: from?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
    }));
