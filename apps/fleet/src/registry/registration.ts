import type { CommandOutcome, MessageOn, Refusal, Topics } from '@watch-tower/contracts';
import type { Queryable } from '@watch-tower/database';

export type EntityKind = Exclude<CommandOutcome['subject']['kind'], 'trip' | 'alert'>;

/** The version of an entity that was registered and never changed. */
export const firstVersion = 1;

/** An entity about to be registered: what must hold, what is written, what is told. */
export type Registration = {
  readonly kind: EntityKind;
  /** The private event's type. */
  readonly event: `${EntityKind}-registered`;
  /** What the decision rests on beside the entity itself: nobody else decides on these meanwhile. */
  readonly subjects: readonly string[];
  /** Why it cannot be, by what the database holds. */
  refusal(tx: Queryable): Promise<Refusal | null>;
  write(tx: Queryable): Promise<void>;
  readonly state: MessageOn<Topics['registryState']>;
};

/** An entity's id and the moment of its registration. */
export type Birth = { readonly id: string; readonly at: Date };

/** How the registry's state tells of it. */
export const bornAs = ({ id, at }: Birth): { id: string; createdAt: string; updatedAt: string } => ({
  id,
  createdAt: at.toISOString(),
  updatedAt: at.toISOString(),
});
