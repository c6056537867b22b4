import { topics } from '@watch-tower/contracts';
import { readTopic } from '@watch-tower/kafka';
import type { StackFacts } from '@watch-tower/stack';
import { Client } from 'pg';
import { fixKey, type FixKey, type Ledger } from './ledger.js';

/** What the system holds against what the ledger says. All but the first two must be 0. */
export type Verdict = {
  readonly stored: number;
  readonly trips: number;
  /** Accepted and not there. */
  readonly lost: number;
  /** There and never attempted. */
  readonly phantom: number;
  /** One fact under two ids, or one version told twice with different ids. */
  readonly doubled: number;
  /** Versions of a subject that go back or leave one out, by first arrival of each message. */
  readonly disordered: number;
  /** Read models that differ from the fold of their topic. */
  readonly diverged: number;
};

/** The messages of one subject as a reader meets them: each id once. */
class Subjects {
  private readonly versions = new Map<string, number>();
  private readonly ids = new Set<string>();
  disordered = 0;

  /** @returns whether this id is new. */
  meet(subject: string, version: number, id: string): boolean {
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    const last = this.versions.get(subject);
    if (last !== undefined && version !== last + 1) this.disordered += 1;
    this.versions.set(subject, version);
    return true;
  }

  versionOf(subject: string): number | undefined {
    return this.versions.get(subject);
  }
}

const withClient = async <Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const storedFixes = (facts: StackFacts, truckIds: readonly string[]): Promise<Set<FixKey>> =>
  withClient(facts.postgres.url, async (client) => {
    const { rows } = await client.query<{ id: string; ms: string }>(
      `SELECT truck_id AS id, (extract(epoch FROM device_time) * 1000)::bigint AS ms
       FROM fleet.vehicle_positions WHERE truck_id = ANY($1::uuid[])`,
      [truckIds],
    );
    return new Set(rows.map(({ id, ms }) => fixKey(id, Number(ms))));
  });

const readModelVersions = (facts: StackFacts, tripIds: readonly string[]): Promise<Map<string, number>> =>
  withClient(facts.postgres.url, async (client) => {
    const { rows } = await client.query<{ id: string; version: number }>(
      'SELECT id, version FROM gateway.trips WHERE id = ANY($1::uuid[])',
      [tripIds],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  });

const settleMsMax = 180_000;
const lookEveryMs = 500;
const publishedMsMax = 60_000;

/**
 * Waits until everything accepted is in the read models and the positions table.
 * @returns whether it came to that within three minutes.
 */
export const settle = async (
  facts: () => StackFacts,
  ledger: Ledger,
  truckIds: readonly string[],
): Promise<boolean> => {
  const deadline = Date.now() + settleMsMax;
  for (;;) {
    const stored = await storedFixes(facts(), truckIds);
    const tripIds = ledger.acceptedTripIds();
    const trips = await readModelVersions(facts(), tripIds);
    if (ledger.acceptedFixes().every((key) => stored.has(key)) && tripIds.every((id) => trips.has(id)))
      return true;
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
};

/**
 * Compares the system with the ledger, and again while something accepted is still on its way: what is stored
 * is published a little later.
 */
export const judge = async (
  facts: StackFacts,
  ledger: Ledger,
  truckIds: readonly string[],
): Promise<Verdict> => {
  const deadline = Date.now() + publishedMsMax;
  for (;;) {
    const verdict = await judgeOnce(facts, ledger, truckIds);
    if ((verdict.lost === 0 && verdict.diverged === 0) || Date.now() > deadline) return verdict;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
};

const judgeOnce = async (
  facts: StackFacts,
  ledger: Ledger,
  truckIds: readonly string[],
): Promise<Verdict> => {
  const brokers = [...facts.kafka.brokers];
  const ours = new Set(truckIds);
  const stored = await storedFixes(facts, truckIds);
  const accepted = ledger.acceptedFixes();
  const tripIds = ledger.acceptedTripIds();

  const positions = new Subjects();
  const published = new Map<string, number>();
  for await (const { key, headers, value } of readTopic({ brokers, topic: topics.positionEvents.name })) {
    if (key === null || value === null || !ours.has(key)) continue;
    if (!positions.meet(key, Number(headers['ce_version']), headers['ce_id'] ?? '')) continue;
    // A fix is accepted once; that its neighbours have changed the verdict about it is another fact.
    if (headers['ce_type'] !== 'watchtower.position.accepted.v1') continue;
    const { deviceTime } = JSON.parse(value.toString('utf8')) as { deviceTime: string };
    const fix = fixKey(key, Date.parse(deviceTime));
    published.set(fix, (published.get(fix) ?? 0) + 1);
  }

  const trips = new Subjects();
  for await (const { key, headers } of readTopic({ brokers, topic: topics.tripEvents.name })) {
    if (key !== null) trips.meet(key, Number(headers['ce_version']), headers['ce_id'] ?? '');
  }
  const shown = await readModelVersions(facts, tripIds);

  return {
    stored: stored.size,
    trips: tripIds.length,
    lost:
      accepted.filter((key) => !stored.has(key) || !published.has(key)).length +
      tripIds.filter((id) => trips.versionOf(id) === undefined).length,
    phantom: [...stored].filter((key) => !ledger.fixes.has(key)).length,
    doubled:
      [...published.values()].filter((times) => times > 1).length + (tripIds.length - new Set(tripIds).size),
    disordered: positions.disordered + trips.disordered,
    diverged: tripIds.filter((id) => shown.get(id) !== trips.versionOf(id)).length,
  };
};
