import type { driverFields } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import type { z } from 'zod';
import { exists, unknownReference } from '../references.js';
import { bornAs, firstVersion, type Birth, type Registration } from '../registration.js';

/** A driver may have a usual truck, which must exist; several may share one. */
export const registerDriver = (born: Birth, fields: z.output<typeof driverFields>): Registration => ({
  kind: 'driver',
  event: 'driver-registered',
  subjects: [],
  refusal: async (tx) =>
    fields.truckId === null || (await exists(tx, 'truck', fields.truckId))
      ? null
      : unknownReference('truck', 'truckId'),
  write: async (tx) => {
    await tx.query(sql`
      insert into drivers (id, version, name, phone, has_smartphone, truck_id, created_at, updated_at)
      values (${born.id}, ${firstVersion}, ${fields.name}, ${fields.phone}, ${fields.hasSmartphone},
        ${fields.truckId}, ${born.at}, ${born.at})`);
  },
  state: { type: 'watchtower.registry.driver.v1', data: { ...bornAs(born), ...fields } },
});
