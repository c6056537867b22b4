import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, type Transaction } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { mergeFixes, type AcceptedFix, type Coordinates } from '@watch-tower/fleet-domain';
import type { OutgoingRecord } from '@watch-tower/messaging';
import type { FleetConfig } from '../../config.js';
import { truckSubject } from '../../trucks/truck-identities.js';
import type { IdentifiedReports } from '../identify-reports.js';
import { PositionPartitions } from '../keep-partitions/position-partitions.js';
import { PositionMetrics, type SliceTally } from '../position-metrics.js';
import { setApart } from '../quarantine/quarantine.js';
import { quarantinedRecord } from '../quarantine/to-quarantine-records.js';
import type { IdentifiedFix } from '../reported-position.js';
import { judgeFixes } from './judge-fixes.js';
import { acceptedRecord, lagSecondsOf, latestRecord } from './to-position-records.js';
import { readTruckStates, writeTruckStates, type TruckState } from './truck-states.js';
import { readMoments, writePositions, type KnownAtMoments, type PositionRow } from './vehicle-positions.js';

type Limits = Pick<FleetConfig, 'earliestYear' | 'futureToleranceSeconds'>;

/** What a slice changes. */
type Changes = {
  readonly accepted: AcceptedFix<IdentifiedFix>[];
  readonly states: TruckState[];
  readonly records: OutgoingRecord[];
  duplicates: number;
  superseded: number;
};

/**
 * Judges fixes, merges them into what is stored, and tells of those that count: a slice is one transaction
 * of a handful of round trips. Delivered again, or in another order, a fix changes nothing and is told once.
 */
@Injectable()
export class PositionStore {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly partitions: PositionPartitions,
    private readonly metrics: PositionMetrics,
    @Inject(CONFIG) private readonly config: Limits,
  ) {}

  /** @param also further work of the same transaction, once everything else is written. */
  async store(reports: IdentifiedReports, also?: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.partitions.ready();
    const startedAtMs = performance.now();
    const tally = await this.database.transaction(async (tx) => {
      const stored = await this.storeIn(tx, reports);
      await also?.(tx);
      return stored;
    });
    this.metrics.sliceStored(tally, (performance.now() - startedAtMs) / 1_000);
  }

  private async storeIn(tx: Transaction, { fixes, apart }: IdentifiedReports): Promise<SliceTally> {
    const truckIds = [...new Set(fixes.map(({ truckId }) => truckId))];
    await tx.lockSubjects(truckIds.map(truckSubject));
    const { horizonMs, states } = await readTruckStates(tx, truckIds);
    const known = await readMoments(tx, fixes);
    const limits = {
      earliestMs: Date.UTC(this.config.earliestYear, 0),
      futureToleranceMs: this.config.futureToleranceSeconds * 1_000,
      horizonMs,
    };
    const judged = judgeFixes(fixes, limits, known.condemned);
    const changes = changesBy(judged.good, states, known.standing);

    await writePositions(
      tx,
      changes.accepted.map(({ fix }) => toRow(fix)),
    );
    await writeTruckStates(tx, changes.states);
    const quarantined = await setApart(tx, [...apart, ...judged.apart]);
    await this.outbox.enqueue(tx, [...changes.records, ...quarantined.map(quarantinedRecord)]);
    return {
      accepted: changes.accepted.length,
      replaced: changes.accepted.filter(({ replaces }) => replaces !== null).length,
      late: changes.accepted.filter(({ late }) => late).length,
      duplicates: changes.duplicates,
      superseded: changes.superseded,
      quarantined: quarantined.map(({ reason }) => reason),
      lagsSeconds: changes.accepted.map(({ fix }) => lagSecondsOf(fix)),
    };
  }
}

const changesBy = (
  good: ReadonlyMap<string, readonly IdentifiedFix[]>,
  states: readonly TruckState[],
  standing: KnownAtMoments['standing'],
): Changes => {
  const changes: Changes = { accepted: [], states: [], records: [], duplicates: 0, superseded: 0 };
  for (const state of states) {
    const at = standing.get(state.truckId) ?? new Map<number, Coordinates>();
    const merged = mergeFixes({ at, latestMs: state.latestMs }, good.get(state.truckId) ?? []);
    changes.duplicates += merged.duplicates;
    changes.superseded += merged.superseded;
    if (merged.accepted.length === 0) continue;
    const { latest, accepted } = merged;
    const after: TruckState = {
      truckId: state.truckId,
      positionsVersion: state.positionsVersion + accepted.length,
      latestVersion: state.latestVersion + (latest === null ? 0 : 1),
      latestMs: latest === null ? state.latestMs : latest.deviceTimeMs,
    };
    changes.states.push(after);
    changes.accepted.push(...accepted);
    accepted.forEach((one, index) =>
      changes.records.push(acceptedRecord(one, state.positionsVersion + index + 1)),
    );
    if (latest !== null) changes.records.push(latestRecord(latest, after.latestVersion));
  }
  return changes;
};

const toRow = ({ source, ...fix }: IdentifiedFix): PositionRow => ({
  ...fix,
  receivedAtMs: source.receivedAt.getTime(),
  provider: source.provider,
  channel: source.channel,
});
