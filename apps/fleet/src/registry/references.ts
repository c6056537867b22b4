import type { Refusal } from '@watch-tower/contracts';
import { sql, type Queryable } from '@watch-tower/database';

/** What fields may refer to: an organization that runs a truck, a truck that a driver usually drives. */
export type Reference = {
  readonly kind: 'organization' | 'truck';
  readonly id: string;
  readonly field: string;
};

const retiredAtOf = {
  organization: (id: string) => sql`select retired_at as "retiredAt" from organizations where id = ${id}`,
  truck: (id: string) => sql`select retired_at as "retiredAt" from trucks where id = ${id}`,
};

/** What is referred to must be registered and in use. */
export const refusalOfReference = async (
  tx: Queryable,
  { kind, id, field }: Reference,
): Promise<Refusal | null> => {
  const [found] = await tx.query<{ retiredAt: Date | null }>(retiredAtOf[kind](id));
  if (found === undefined) {
    const message = `There is no ${kind} with this id; register it first, or leave the field out.`;
    return { kind: 'not_found', code: `${kind}_not_found`, message, field };
  }
  if (found.retiredAt === null) return null;
  const message = `This ${kind} is retired; bring it back first, or name another.`;
  return { kind: 'conflict', code: `${kind}_retired`, message, field };
};

/** The refusal to retire what is still referred to; says how, and names nobody. */
export const inUse = (kind: Reference['kind'], how: string, count: number): Refusal | null =>
  count === 0
    ? null
    : {
        kind: 'conflict',
        code: `${kind}_in_use`,
        message: `This ${kind} cannot be retired: ${how}. Change or retire these first.`,
      };
