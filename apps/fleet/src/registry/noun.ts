import type { MessageOn, Refusal, Topics } from '@watch-tower/contracts';
import type { Queryable } from '@watch-tower/database';
import type { Entity, RegistryKind } from '@watch-tower/fleet-domain';
import type { Reference } from './references.js';

/** An entity as it is, where it is known already, and as it shall be. */
export type Changing<Fields> = {
  readonly before: Entity<Fields> | undefined;
  readonly after: Entity<Fields>;
};

/** What a change comes to: its row and what belongs to it, and the state for everybody. */
export type Prepared = {
  readonly state: MessageOn<Topics['registryState']>;
  write(tx: Queryable): Promise<void>;
};

/** What differs between organizations, trucks, drivers and locations. All else is the registrar's. */
export type Noun<Fields extends object> = {
  readonly kind: RegistryKind;
  find(database: Queryable, id: string): Promise<Entity<Fields> | undefined>;
  /** What cannot be, whatever else is registered. */
  faultOf(fields: Fields): Refusal | null;
  /** What must be registered and in use. */
  references(fields: Fields): readonly Reference[];
  /** What only one may have: nobody else decides on these meanwhile. */
  exclusives(fields: Fields): readonly string[];
  /** Why it cannot be retired: what is in use refers to it. */
  refusalToRetire(tx: Queryable, id: string): Promise<Refusal | null>;
  /** By what the database holds, or why it cannot be. Writes nothing yet. */
  prepare(tx: Queryable, changing: Changing<Fields>): Promise<Prepared | { readonly refusal: Refusal }>;
};

/** How the registry's state tells of every entity. */
export const commonState = ({ id, createdAt, updatedAt, retiredAt }: Entity<unknown>) => ({
  id,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  retiredAt: retiredAt?.toISOString() ?? null,
});
