import type { Refusal } from '@watch-tower/contracts';
import { sql, type Queryable } from '@watch-tower/database';

const lookUp = {
  organization: (id: string) => sql`select 1 from organizations where id = ${id}`,
  truck: (id: string) => sql`select 1 from trucks where id = ${id} and retired_at is null`,
};

type Referenced = keyof typeof lookUp;

/** Whether what a field refers to is registered. */
export const exists = async (tx: Queryable, kind: Referenced, id: string): Promise<boolean> =>
  (await tx.query(lookUp[kind](id))).length > 0;

export const unknownReference = (kind: Referenced, field: string): Refusal => ({
  kind: 'not_found',
  code: `${kind}_not_found`,
  message: `There is no ${kind} with this id; register it first, or leave the field out.`,
  field,
});
