import type { organizationFields } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import type { Entity } from '@watch-tower/fleet-domain';
import type { z } from 'zod';
import { commonState, type Noun } from '../noun.js';
import { inUse } from '../references.js';

type Fields = z.output<typeof organizationFields>;

/** Transporters and clients. Two may have one name. */
export const organizations: Noun<Fields> = {
  kind: 'organization',
  faultOf: () => null,
  references: () => [],
  exclusives: () => [],

  find: async (database, id) => {
    const [found] = await database.query<Entity<Fields>>(sql`
      select id, version, created_at as "createdAt", updated_at as "updatedAt", retired_at as "retiredAt",
        jsonb_build_object('name', name, 'type', type) as fields
      from organizations where id = ${id}`);
    return found;
  },

  refusalToRetire: async (tx, id) => {
    const trucks = await tx.query(sql`
      select 1 from trucks where organization_id = ${id} and retired_at is null`);
    return inUse('organization', `${trucks.length} of the trucks in use belong to it`, trucks.length);
  },

  prepare: async (_tx, { after }) => {
    const { fields, ...entity } = after;
    return {
      state: { type: 'watchtower.registry.organization.v1', data: { ...commonState(after), ...fields } },
      write: async (tx) => {
        await tx.query(sql`
          insert into organizations (id, version, name, type, created_at, updated_at, retired_at)
          values
            (${entity.id}, ${entity.version}, ${fields.name}, ${fields.type}, ${entity.createdAt},
             ${entity.updatedAt}, ${entity.retiredAt})
          on conflict (id) do update set
            version = excluded.version, name = excluded.name, type = excluded.type,
            updated_at = excluded.updated_at, retired_at = excluded.retired_at`);
      },
    };
  },
};
