import type { organizationFields } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import type { z } from 'zod';
import { bornAs, firstVersion, type Birth, type Registration } from '../registration.js';

/** An organization needs nothing to exist before it; two may have one name. */
export const registerOrganization = (
  born: Birth,
  fields: z.output<typeof organizationFields>,
): Registration => ({
  kind: 'organization',
  event: 'organization-registered',
  subjects: [],
  refusal: async () => null,
  write: async (tx) => {
    await tx.query(sql`
      insert into organizations (id, version, name, type, created_at, updated_at)
      values (${born.id}, ${firstVersion}, ${fields.name}, ${fields.type}, ${born.at}, ${born.at})`);
  },
  state: { type: 'watchtower.registry.organization.v1', data: { ...bornAs(born), ...fields } },
});
