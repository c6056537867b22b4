import type { locationFields } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { centreOf, faultOfFence } from '@watch-tower/fleet-domain';
import type { z } from 'zod';
import { recordFence } from '../../visits/fences/fences.js';
import { bornAs, firstVersion, type Birth, type Registration } from '../registration.js';

/** A location's fence must enclose a place; without one it is not on the map yet. */
export const registerLocation = (born: Birth, fields: z.output<typeof locationFields>): Registration => ({
  kind: 'location',
  event: 'location-registered',
  subjects: [],
  refusal: async () => {
    const fault = fields.fence === null ? null : faultOfFence(fields.fence);
    return fault === null ? null : { kind: 'invalid', ...fault, field: 'fence' };
  },
  write: async (tx) => {
    const centre = fields.fence === null ? null : centreOf(fields.fence);
    const fence = fields.fence === null ? null : JSON.stringify(fields.fence);
    await tx.query(sql`
      insert into locations
        (id, version, name, type, address, latitude, longitude, fence, geofence_id, city, state,
         created_at, updated_at)
      values
        (${born.id}, ${firstVersion}, ${fields.name}, ${fields.type}, ${fields.address}, ${centre?.latitude},
         ${centre?.longitude}, ${fence}, ${fields.loconavGeofenceId}, ${fields.city}, ${fields.state},
         ${born.at}, ${born.at})`);
    if (fields.fence === null) return;
    await recordFence(tx, born.id, { version: firstVersion, fromMs: born.at.getTime(), fence: fields.fence });
  },
  state: { type: 'watchtower.registry.location.v1', data: { ...bornAs(born), ...fields } },
});
