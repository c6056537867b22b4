import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { Transaction } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import {
  hourOf,
  mergeFixes,
  type AcceptedFix,
  type Coordinates,
  type MergedFixes,
} from '@watch-tower/fleet-domain';
import type { OutgoingRecord } from '@watch-tower/messaging';
import type { FleetConfig } from '../../config.js';
import { truckSubject } from '../../trucks/truck-identities.js';
import { visitRecord, type Cause } from '../../visits/keep-visits/to-visit-records.js';
import { VisitKeeper, type KeptTruck, type TruckNews } from '../../visits/keep-visits/visit-keeper.js';
import type { IdentifiedReports } from '../identify-reports.js';
import type { SliceTally } from '../position-metrics.js';
import { setApart } from '../quarantine/quarantine.js';
import { duplicatesRecord, quarantinedRecord } from '../quarantine/to-quarantine-records.js';
import type { IdentifiedFix } from '../reported-position.js';
import { judgeFixes } from './judge-fixes.js';
import { acceptedRecord, lagSecondsOf, latestRecord, rejudgedRecord } from './to-position-records.js';
import { readTruckStates, writeTruckStates, type TruckState } from './truck-states.js';
import { readMoments, writePositions, type PositionRow } from './vehicle-positions.js';

type Limits = Pick<FleetConfig, 'earliestYear' | 'futureToleranceSeconds'>;
type Merged = MergedFixes<IdentifiedFix>;

/** A truck to which a slice brought something new. */
type Changed = { readonly state: TruckState; readonly merged: Merged };

/** What one slice follows again of stored fixes; half a second's work, about. */
const replayBudget = { fixesMax: 20_000 };

/** One slice of reports, in one transaction of a handful of round trips. */
@Injectable()
export class SliceWriter {
  constructor(
    private readonly outbox: Outbox,
    private readonly visits: VisitKeeper,
    @Inject(CONFIG) private readonly config: Limits,
  ) {}

  /** The first thing that the transaction does. @returns what became of the fixes. */
  async write(tx: Transaction, { fixes, apart }: IdentifiedReports): Promise<SliceTally> {
    const truckIds = [...new Set(fixes.map(({ truckId }) => truckId))];
    const [, { horizonMs, placesVersion, states }, known] = await Promise.all([
      tx.lockSubjects(truckIds.map(truckSubject)),
      readTruckStates(tx, truckIds),
      readMoments(tx, fixes),
    ]);
    const limits = {
      earliestMs: Date.UTC(this.config.earliestYear, 0),
      futureToleranceMs: this.config.futureToleranceSeconds * 1_000,
      horizonMs,
    };
    const judged = judgeFixes(fixes, limits, known.condemned);
    const all = states.map((state): Changed => {
      const at = known.standing.get(state.truckId) ?? new Map<number, Coordinates>();
      return {
        state,
        merged: mergeFixes({ at, latestMs: state.latestMs }, judged.good.get(state.truckId) ?? []),
      };
    });
    const changed = all.filter(({ merged }) => merged.accepted.length > 0);
    const accepted = changed.flatMap(({ merged }) => merged.accepted);

    writePositions(
      tx,
      accepted.map(({ fix }) => toRow(fix)),
    );
    const kept = await this.visits.keep(tx, placesVersion, changed.map(toNews), replayBudget);
    const told = changed.flatMap((one, index) => {
      const visits = kept[index];
      return visits === undefined ? [] : [tell(one, visits)];
    });
    const quarantined = await setApart(tx, [...apart, ...judged.apart]);
    writeTruckStates(
      tx,
      told.map(({ state }) => state),
    );
    await this.outbox.enqueue(tx, [
      ...told.flatMap(({ records }) => records),
      ...quarantined.map((report) => quarantinedRecord('position', report)),
      ...all.flatMap(({ state: { truckId }, merged: { duplicates } }) => {
        const source = judged.good.get(truckId)?.at(-1)?.source;
        return duplicates === 0 || source === undefined
          ? []
          : [duplicatesRecord(truckId, duplicates, source)];
      }),
    ]);
    return {
      accepted: accepted.length,
      replaced: accepted.filter(({ replaces }) => replaces !== null).length,
      late: accepted.filter(({ late }) => late).length,
      duplicates: all.reduce((sum, { merged }) => sum + merged.duplicates, 0),
      superseded: all.reduce((sum, { merged }) => sum + merged.superseded, 0),
      quarantined: quarantined.map(({ reason }) => reason),
      lagsSeconds: accepted.map(({ fix }) => lagSecondsOf(fix)),
    };
  }
}

/** What is not later than all before changes the past, even where it takes the place of the newest. */
const toNews = ({ state, merged }: Changed): TruckNews => {
  const isNew = ({ fix }: AcceptedFix<IdentifiedFix>): boolean =>
    state.latestMs === null || fix.deviceTimeMs > state.latestMs;
  return {
    truckId: state.truckId,
    visits: state.visits,
    visitsVersion: state.visitsVersion,
    inOrder: merged.accepted.filter(isNew).map(({ fix }) => fix),
    changedHours: [
      ...new Set(merged.accepted.filter((one) => !isNew(one)).map(({ fix }) => hourOf(fix.deviceTimeMs))),
    ],
  };
};

/** The truck's next state, and the messages that tell of it in the order of their versions. */
const tell = (
  { state, merged: { accepted, latest } }: Changed,
  { visits, changes, rejudged }: KeptTruck,
): { state: TruckState; records: OutgoingRecord[] } => {
  const verdicts = new Map(rejudged.map(({ fix, verdict }) => [fix.deviceTimeMs, verdict]));
  const isNew = new Set(accepted.map(({ fix }) => fix.deviceTimeMs));
  const toldBefore = rejudged.filter(({ fix }) => !isNew.has(fix.deviceTimeMs));
  const after: TruckState = {
    truckId: state.truckId,
    positionsVersion: state.positionsVersion + accepted.length + toldBefore.length,
    latestVersion: state.latestVersion + (latest === null ? 0 : 1),
    latestMs: latest === null ? state.latestMs : latest.deviceTimeMs,
    visitsVersion: state.visitsVersion + changes.length,
    visits,
  };
  const cause = causeOf(accepted);
  let version = state.positionsVersion;
  const records = [
    ...accepted.map((one) =>
      acceptedRecord(one, verdicts.get(one.fix.deviceTimeMs) ?? 'good', (version += 1)),
    ),
    ...toldBefore.map((judged) => rejudgedRecord(state.truckId, judged, (version += 1), cause)),
    ...changes.map((change, nth) => visitRecord(state.truckId, change, state.visitsVersion + nth + 1, cause)),
  ];
  if (latest !== null) records.push(latestRecord(latest, after.latestVersion));
  return { state: after, records };
};

/** What several fixes led to is traced to the newest of them. */
const causeOf = (accepted: Merged['accepted']): Cause => {
  const source = accepted.at(-1)?.fix.source;
  if (source === undefined) throw new Error('nothing changes without a fix');
  return {
    correlationId: source.correlationId,
    causationId: source.messageId,
    traceparent: source.traceparent,
  };
};

const toRow = ({ source, ...fix }: IdentifiedFix): PositionRow => ({
  ...fix,
  receivedAtMs: source.receivedAt.getTime(),
  provider: source.provider,
  channel: source.channel,
});
