import type { Me, Person } from '@watch-tower/contracts';
import { call } from '../api/call.js';
import { useLoaded } from '../api/use-loaded.js';
import { useMe } from './use-me.js';

/** What to call somebody; null of whom nothing is known. */
export type NameOf = (id: string) => string | null;

/** Who is signed in, and everybody else who signs in here. */
export function usePeople(): { me: Me | null; people: readonly Person[]; nameOf: NameOf } {
  const me = useMe();
  const people = useLoaded('people', (signal) => call('listPeople', { signal })).value?.items ?? [];
  const nameOf: NameOf = (id) =>
    id === me?.id ? 'you' : (people.find((person) => person.id === id)?.name ?? null);
  return { me, people, nameOf };
}
