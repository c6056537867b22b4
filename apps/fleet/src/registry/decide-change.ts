import type { Refusal } from '@watch-tower/contracts';
import { withoutNul, type Queryable } from '@watch-tower/database';
import {
  decideRegistry,
  type Entity,
  type RegistryCommand,
  type RegistryEvent,
  type RegistryKind,
} from '@watch-tower/fleet-domain';
import type { Noun, Prepared } from './noun.js';
import { refusalOfReference } from './references.js';

/** What a command changes, and the version it makes. */
export type Written = Prepared & { readonly event: RegistryEvent; readonly version: number };

/** A command decided on a version: refused, or what it changes, which may be nothing. */
export type Decided = { readonly versionBefore: number } & (
  { readonly refusal: Refusal } | { readonly change: Written | null }
);

export const streamOf = (kind: RegistryKind, id: string): string => `${kind}:${id}`;

const textWithNul: Refusal = {
  kind: 'invalid',
  code: 'text_with_nul',
  message: 'A text may hold every character but U+0000.',
};

/** The entity, and what else the decision rests on: what it refers to, and what only one may have. */
export const subjectsToLock = <Fields extends object>(
  noun: Noun<Fields>,
  seen: Entity<Fields> | undefined,
  asked: RegistryCommand<Fields>,
  id: string,
): string[] => {
  const decision = decideRegistry(seen, asked, { kind: noun.kind, id, now: new Date() });
  const fields = 'entity' in decision ? [decision.entity.fields] : [];
  return [
    streamOf(noun.kind, id),
    ...fields.flatMap((of) => noun.references(of)).map((reference) => streamOf(reference.kind, reference.id)),
    ...fields.flatMap((of) => noun.exclusives(of)).map(withoutNul),
  ];
};

/** Decides by the entity, then by all that is registered. Writes nothing yet. */
export const decideChange = async <Fields extends object>(
  tx: Queryable,
  noun: Noun<Fields>,
  present: Entity<Fields> | undefined,
  asked: RegistryCommand<Fields>,
  id: string,
): Promise<Decided> => {
  const versionBefore = present?.version ?? 0;
  const decision = decideRegistry(present, asked, { kind: noun.kind, id, now: new Date() });
  if ('refusal' in decision) return { versionBefore, ...decision };
  if (decision.event === null) return { versionBefore, change: null };
  const { event, entity } = decision;
  const refusal =
    event.type === 'retired'
      ? await noun.refusalToRetire(tx, id)
      : await refusalOfFields(tx, noun, entity.fields);
  if (refusal !== null) return { versionBefore, refusal };
  const prepared = await noun.prepare(tx, { before: present, after: entity });
  if ('refusal' in prepared) return { versionBefore, ...prepared };
  return { versionBefore, change: { ...prepared, event, version: entity.version } };
};

const refusalOfFields = async <Fields extends object>(
  tx: Queryable,
  noun: Noun<Fields>,
  fields: Fields,
): Promise<Refusal | null> => {
  // No column can hold it, and a statement that fails would take the outcome with it.
  if (Object.values(fields).some((value) => typeof value === 'string' && value.includes('\0'))) {
    return textWithNul;
  }
  const fault = noun.faultOf(fields);
  if (fault !== null) return fault;
  for (const reference of noun.references(fields)) {
    const refusal = await refusalOfReference(tx, reference);
    if (refusal !== null) return refusal;
  }
  return null;
};
