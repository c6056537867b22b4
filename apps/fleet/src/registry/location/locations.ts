import { isDeepStrictEqual } from 'node:util';
import type { locationFields } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { centreOf, faultOfFence, type Entity } from '@watch-tower/fleet-domain';
import type { z } from 'zod';
import { recordFence } from '../../visits/fences/fences.js';
import { commonState, type Noun } from '../noun.js';

type Fields = z.output<typeof locationFields>;

/** A place that is retired has no visits any more. */
const fenceInForce = ({ fields, retiredAt }: Entity<Fields>): Fields['fence'] =>
  retiredAt === null ? fields.fence : null;

/** Terminals, clients, depots, service areas. Without a fence a place is not on the map yet. */
export const locations: Noun<Fields> = {
  kind: 'location',
  faultOf: ({ fence }) => {
    const fault = fence === null ? null : faultOfFence(fence);
    return fault === null ? null : { kind: 'invalid', ...fault, field: 'fence' };
  },
  references: () => [],
  exclusives: () => [],

  find: async (database, id) => {
    const [found] = await database.query<Entity<Fields>>(sql`
      select id, version, created_at as "createdAt", updated_at as "updatedAt", retired_at as "retiredAt",
        jsonb_build_object(
          'name', name, 'type', type, 'address', address, 'city', city, 'state', state, 'fence', fence,
          'loconavGeofenceId', geofence_id) as fields
      from locations where id = ${id}`);
    return found;
  },

  // Trips that name it go on: trip itself refuses it for new ones.
  refusalToRetire: async () => null,

  prepare: async (_tx, { before, after }) => {
    const { fields, ...entity } = after;
    const isSameFence = isDeepStrictEqual(
      before === undefined ? null : fenceInForce(before),
      fenceInForce(after),
    );
    return {
      state: { type: 'watchtower.registry.location.v1', data: { ...commonState(after), ...fields } },
      write: async (tx) => {
        const centre = fields.fence === null ? null : centreOf(fields.fence);
        const fence = fields.fence === null ? null : JSON.stringify(fields.fence);
        await tx.query(sql`
          insert into locations
            (id, version, name, type, address, latitude, longitude, fence, geofence_id, city, state,
             created_at, updated_at, retired_at)
          values
            (${entity.id}, ${entity.version}, ${fields.name}, ${fields.type}, ${fields.address},
             ${centre?.latitude}, ${centre?.longitude}, ${fence}, ${fields.loconavGeofenceId}, ${fields.city},
             ${fields.state}, ${entity.createdAt}, ${entity.updatedAt}, ${entity.retiredAt})
          on conflict (id) do update set
            version = excluded.version, name = excluded.name, type = excluded.type,
            address = excluded.address, latitude = excluded.latitude, longitude = excluded.longitude,
            fence = excluded.fence, geofence_id = excluded.geofence_id, city = excluded.city,
            state = excluded.state, updated_at = excluded.updated_at, retired_at = excluded.retired_at`);
        if (isSameFence) return;
        const { version, updatedAt } = after;
        await recordFence(tx, entity.id, {
          version,
          fromMs: updatedAt.getTime(),
          fence: fenceInForce(after),
        });
      },
    };
  },
};
