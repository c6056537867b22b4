import { setTimeout as pause } from 'node:timers/promises';
import type { Operation, Page, TripHistoryEntry } from '@watch-tower/contracts';
import type { StackFacts } from '@watch-tower/stack';
import { Client } from 'pg';
import type { Asking } from './asking.js';

/** Each command is sent twice at once, as somebody does who is not sure: it is one command all the same. */
const copies = 2;
const lookEveryMs = 50;
const givenUpAfterMs = 120_000;

export type Places = { readonly pickupId: string; readonly deliveryId: string };

/** What was sent, and how it was answered. */
export type Errands = {
  readonly tripIds: readonly string[];
  readonly operationIds: ReadonlySet<string>;
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>;
};

/**
 * So many new trips, each with so many updates: the next command of a trip is sent when the one before has its answer.
 * The nth update sets the weight to n, so that a trip's history tells which of them came, how often and in what order.
 */
export const sendErrands = async (
  asking: Asking,
  places: Places,
  { name, trips, updates }: { readonly name: string; readonly trips: number; readonly updates: number },
): Promise<Errands> => {
  const operationIds = new Set<string>();
  const statuses: Record<string, number> = {};
  const send = async (method: 'POST' | 'PUT', path: string, body: object): Promise<string> => {
    const answers = await asking.command(method, path, body, copies);
    for (const answer of answers) {
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status === 202) operationIds.add((answer.body as Operation).id);
    }
    const [first] = answers;
    if (first?.status === 202) return (first.body as Operation).subject.id;
    if (first?.status === 201 || first?.status === 200) return (first.body as { id: string }).id;
    throw new Error(`${method} ${path} was answered ${first?.status}: ${JSON.stringify(first?.body)}`);
  };
  const errand = async (_: unknown, nth: number): Promise<string> => {
    const tripId = await send('POST', '/api/v1/trips', {
      vpcId: `${name}-${nth}`,
      stops: [
        { kind: 'pickup', locationId: places.pickupId },
        { kind: 'delivery', locationId: places.deliveryId },
      ],
      scheduledDeparture: new Date(Date.now() + 86_400_000).toISOString(),
    });
    for (let update = 1; update <= updates; update += 1)
      await send('PUT', `/api/v1/trips/${tripId}`, { weightTons: update });
    return tripId;
  };
  const tripIds = await Promise.all(Array.from({ length: trips }, errand));
  return { tripIds, operationIds, statuses };
};

/** Waits until trip has decided all these commands. @returns after how many seconds; 120 where it never did. */
export const decidedAfterSeconds = async (
  { postgres }: StackFacts,
  operationIds: ReadonlySet<string>,
): Promise<number> => {
  const startMs = performance.now();
  const secondsSince = (): number => (performance.now() - startMs) / 1_000;
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    while (secondsSince() * 1_000 < givenUpAfterMs) {
      const { rows } = await client.query<{ decided: number }>(
        'SELECT count(*)::int AS decided FROM trip.commands WHERE id = ANY($1::text[])',
        [[...operationIds]],
      );
      if (rows[0]?.decided === operationIds.size) return secondsSince();
      await pause(lookEveryMs);
    }
    return givenUpAfterMs / 1_000;
  } finally {
    await client.end();
  }
};

/**
 * Waits until every operation has an outcome, and reads it.
 * @returns after how many seconds the last one had it, and how many came out how.
 */
export const outcomesOf = async (
  asking: Asking,
  operationIds: ReadonlySet<string>,
): Promise<{ seconds: number; outcomes: Readonly<Record<string, number>> }> => {
  const startMs = performance.now();
  const open = new Set(operationIds);
  const outcomes: Record<string, number> = {};
  while (open.size > 0 && performance.now() - startMs < givenUpAfterMs) {
    for (const id of open) {
      const { status, body } = await asking.get(`/api/v1/operations/${id}`);
      if (status !== 200) throw new Error(`operation ${id} was answered ${status}`);
      const { status: outcome } = body as Operation;
      // In the order in which they were sent: where one is open, those after it are not worth a look.
      if (outcome === 'accepted' || outcome === 'published') break;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      open.delete(id);
    }
    if (open.size > 0) await pause(lookEveryMs);
  }
  if (open.size > 0) outcomes['without outcome'] = open.size;
  return { seconds: (performance.now() - startMs) / 1_000, outcomes };
};

export type Faults = { readonly lost: number; readonly doubled: number; readonly disordered: number };

/** What the histories of the trips say of their commands. */
export const faultsIn = async (
  asking: Asking,
  tripIds: readonly string[],
  updates: number,
): Promise<Faults> => {
  const faults = { lost: 0, doubled: 0, disordered: 0 };
  const expected = Array.from({ length: updates + 1 }, (_, nth) => nth);
  for (const tripId of tripIds) {
    const { body } = await asking.get(`/api/v1/trips/${tripId}/history?limit=200`);
    const done = (body as Page<TripHistoryEntry>).items.map(({ data }) => stepOf(data));
    const steps = new Set(done);
    faults.lost += expected.filter((step) => !steps.has(step)).length;
    faults.doubled += done.length - steps.size;
    faults.disordered += done.filter((step, nth) => nth > 0 && step < (done[nth - 1] ?? step)).length;
  }
  return faults;
};

/** Which of a trip's commands an event is of: 0 is its creation. */
const stepOf = ({ change }: TripHistoryEntry['data']): number =>
  (change as { readonly weightTons?: number } | undefined)?.weightTons ?? 0;
