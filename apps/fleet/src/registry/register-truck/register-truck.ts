import { normalisePlate, type Refusal, type truckFields } from '@watch-tower/contracts';
import { sql, type Queryable } from '@watch-tower/database';
import type { z } from 'zod';
import { claimIdentities, takenIdentities, type Identity } from '../../trucks/truck-identities.js';
import { exists, unknownReference } from '../references.js';
import { bornAs, firstVersion, type Birth, type Registration } from '../registration.js';

type Fields = z.output<typeof truckFields>;

const taken: Record<'plate' | 'imei' | 'loconav_vehicle', Refusal> = {
  plate: {
    kind: 'conflict',
    code: 'truck_number_taken',
    message: 'Another truck has this number; numbers are compared without case, spaces and dashes.',
    field: 'number',
  },
  imei: {
    kind: 'conflict',
    code: 'imei_taken',
    message: 'Another truck carries the device with this IMEI; a device is in one truck.',
    field: 'imei',
  },
  loconav_vehicle: {
    kind: 'conflict',
    code: 'loconav_vehicle_taken',
    message: 'Another truck is this LocoNav vehicle; each belongs to one truck.',
    field: 'loconavVehicleId',
  },
};

/** A truck's plate, device and LocoNav vehicle are its own. */
export const registerTruck = (born: Birth, fields: Fields): Registration => {
  const plate = normalisePlate(fields.number);
  const identities: Identity[] = [{ kind: 'plate', value: plate }];
  if (fields.imei !== null) identities.push({ kind: 'imei', value: fields.imei });
  const { loconavVehicleId, organizationId } = fields;

  const refusal = async (tx: Queryable): Promise<Refusal | null> => {
    if (plate === '') {
      return {
        kind: 'invalid',
        code: 'truck_number_empty',
        message: 'A truck number must hold a letter or a digit.',
        field: 'number',
      };
    }
    if (organizationId !== null && !(await exists(tx, 'organization', organizationId))) {
      return unknownReference('organization', 'organizationId');
    }
    const [held] = await takenIdentities(tx, identities);
    if (held !== undefined) return taken[held.kind];
    const [sameVehicle] = await tx.query(sql`
      select 1 from trucks where loconav_vehicle_id = ${loconavVehicleId}`);
    return sameVehicle === undefined ? null : taken.loconav_vehicle;
  };

  const write = async (tx: Queryable): Promise<void> => {
    await tx.query(sql`
      insert into trucks
        (id, version, truck_number, plate, loconav_vehicle_id, imei, organization_id, company, fleet_manager,
         status, brand, trailer_size, operating_location, created_at, updated_at)
      values
        (${born.id}, ${firstVersion}, ${fields.number}, ${plate}, ${loconavVehicleId}, ${fields.imei},
         ${organizationId}, ${fields.company}, ${fields.fleetManager}, ${fields.status}, ${fields.brand},
         ${fields.trailerSize}, ${fields.operatingLocation}, ${born.at}, ${born.at})`);
    await claimIdentities(tx, born.id, identities);
  };

  return {
    kind: 'truck',
    event: 'truck-registered',
    subjects: [
      ...identities.map(({ kind, value }) => `${kind}:${value}`),
      ...(loconavVehicleId === null ? [] : [`loconav_vehicle:${loconavVehicleId}`]),
    ],
    refusal,
    write,
    state: { type: 'watchtower.registry.truck.v1', data: { ...bornAs(born), ...fields, plate } },
  };
};
