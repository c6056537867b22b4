import type { driverFields } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import type { Entity } from '@watch-tower/fleet-domain';
import type { z } from 'zod';
import { commonState, type Noun } from '../noun.js';

type Fields = z.output<typeof driverFields>;

/** Drivers. One may have a usual truck; several may share it. */
export const drivers: Noun<Fields> = {
  kind: 'driver',
  faultOf: () => null,
  references: ({ truckId }) => (truckId === null ? [] : [{ kind: 'truck', id: truckId, field: 'truckId' }]),
  exclusives: () => [],

  find: async (database, id) => {
    const [found] = await database.query<Entity<Fields>>(sql`
      select id, version, created_at as "createdAt", updated_at as "updatedAt", retired_at as "retiredAt",
        jsonb_build_object(
          'name', name, 'phone', phone, 'hasSmartphone', has_smartphone, 'truckId', truck_id) as fields
      from drivers where id = ${id}`);
    return found;
  },

  refusalToRetire: async () => null,

  prepare: async (_tx, { after }) => {
    const { fields, ...entity } = after;
    return {
      state: { type: 'watchtower.registry.driver.v1', data: { ...commonState(after), ...fields } },
      write: async (tx) => {
        await tx.query(sql`
          insert into drivers
            (id, version, name, phone, has_smartphone, truck_id, created_at, updated_at, retired_at)
          values
            (${entity.id}, ${entity.version}, ${fields.name}, ${fields.phone}, ${fields.hasSmartphone},
             ${fields.truckId}, ${entity.createdAt}, ${entity.updatedAt}, ${entity.retiredAt})
          on conflict (id) do update set
            version = excluded.version, name = excluded.name, phone = excluded.phone,
            has_smartphone = excluded.has_smartphone, truck_id = excluded.truck_id,
            updated_at = excluded.updated_at, retired_at = excluded.retired_at`);
      },
    };
  },
};
