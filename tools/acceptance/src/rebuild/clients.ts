import { setTimeout as pause } from 'node:timers/promises';
import type { StackFacts } from '@watch-tower/stack';

export type Reads = { readonly reads: number; readonly p99Ms: number; readonly faults: readonly string[] };

type Trip = { readonly id: string; readonly version: number };

/** A person who works through a list looks at some four trips a second at the most. */
const lookMs = 250;

/** Signs in as the first of the people. @returns what asks the gateway, once: a read that fails is a finding. */
const signIn = async ({ gateway, users }: StackFacts): Promise<(path: string) => Promise<Response>> => {
  const [user] = users;
  const answer = await fetch(`${gateway.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: user?.email, password: user?.password }),
  });
  if (!answer.ok) throw new Error(`signing in was answered ${answer.status}`);
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return (path) => fetch(`${gateway.url}${path}`, { headers: { authorization: `Bearer ${accessToken}` } });
};

/**
 * People who read a list of trips and a trip of it, and again a quarter of a second later, until they are told to stop:
 * every read must be answered, with a full list, and no trip may go back to an earlier version.
 */
export const readAllTheTime = async (
  facts: StackFacts,
  people: number,
): Promise<{ readonly stop: () => Promise<Reads> }> => {
  const ask = await signIn(facts);
  const versions = new Map<string, number>();
  const faults: string[] = [];
  const timesMs: number[] = [];
  let stopped = false;

  const read = async <Body>(path: string): Promise<Body | undefined> => {
    const startedAtMs = performance.now();
    const answer = await ask(path);
    const body = await answer.text();
    timesMs.push(performance.now() - startedAtMs);
    if (answer.ok) return JSON.parse(body) as Body;
    faults.push(`${path}: ${answer.status} ${body.slice(0, 200)}`);
    return undefined;
  };
  const look = ({ id, version }: Trip, knownBefore: number): void => {
    if (version < knownBefore) faults.push(`trip ${id} went back from ${knownBefore} to ${version}`);
    versions.set(id, Math.max(version, versions.get(id) ?? 0));
  };
  const person = async (): Promise<void> => {
    for (; !stopped; await pause(lookMs)) {
      const before = new Map(versions);
      const list = await read<{ items: Trip[] }>('/api/v1/trips?limit=50&sort=updated');
      if (list !== undefined && list.items.length < 50) faults.push(`a list of ${list.items.length} trips`);
      for (const trip of list?.items ?? []) look(trip, before.get(trip.id) ?? 0);
      const some = list?.items[Math.floor(Math.random() * (list?.items.length ?? 0))];
      if (some === undefined) continue;
      const details = await read<Trip>(`/api/v1/trips/${some.id}`);
      if (details !== undefined) look(details, some.version);
    }
  };
  const all = Promise.all(
    Array.from({ length: people }, () =>
      person().catch((error: unknown) => {
        faults.push(error instanceof Error ? error.message : String(error));
      }),
    ),
  );
  return {
    stop: async () => {
      stopped = true;
      await all;
      timesMs.sort((a, b) => a - b);
      return { reads: timesMs.length, p99Ms: timesMs[Math.floor(timesMs.length * 0.99)] ?? 0, faults };
    },
  };
};
