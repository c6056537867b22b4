import type { Secrets } from './secrets.js';
import type { User } from './facts.js';

const people = [
  { role: 'admin', name: 'Ada Admin' },
  { role: 'dispatcher', name: 'Dele Dispatcher' },
  { role: 'viewer', name: 'Vera Viewer' },
] as const;

export interface Person extends User {
  readonly name: string;
}

/** One person per role in the demo, else the admin alone; passwords are random and kept with the other secrets. */
export async function peopleOf(secrets: Secrets, withDemo: boolean): Promise<Person[]> {
  const found: Person[] = [];
  for (const { role, name } of withDemo ? people : people.slice(0, 1)) {
    found.push({
      email: `${role}@watchtower.local`,
      password: await secrets.get(`${role}Password`),
      role,
      name,
    });
  }
  return found;
}
