import { v5, v7 } from 'uuid';
import { randomBytes } from './random.js';

/** A new time-ordered id (UUIDv7). */
export const newId = (): string => v7({ random: randomBytes(16) });

/** The id that belongs to a name for ever (UUIDv5 in a namespace that is itself an id). */
export const derivedId = (namespace: string, name: string): string => v5(name, namespace);
