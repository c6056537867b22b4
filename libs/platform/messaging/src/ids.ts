import { v5, v7 } from 'uuid';

/** A new time-ordered id (UUIDv7). */
export const newId = (): string => v7();

/** The id that belongs to a name for ever (UUIDv5 in a namespace that is itself an id). */
export const derivedId = (namespace: string, name: string): string => v5(name, namespace);
