import type { Person } from '@watch-tower/contracts';
import { call } from '../api/call.js';
import { useLoaded } from '../api/use-loaded.js';
import { useMe } from './use-me.js';

/** Everybody who signs in here, and what to call somebody of whom an id is told. */
export function usePeople(): { people: readonly Person[]; nameOf: (id: string) => string } {
  const me = useMe();
  const people = useLoaded('people', (signal) => call('listPeople', { signal })).value?.items ?? [];
  const nameOf = (id: string): string =>
    id === me?.id ? 'you' : (people.find((person) => person.id === id)?.name ?? 'somebody who is gone');
  return { people, nameOf };
}
