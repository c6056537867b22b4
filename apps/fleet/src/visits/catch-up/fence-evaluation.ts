import { Injectable } from '@nestjs/common';
import { Database, sql, type Queryable } from '@watch-tower/database';
import { hourOf, placeIndex, type Box, type PlaceIndex } from '@watch-tower/fleet-domain';
import { truckSubject } from '../../trucks/truck-identities.js';
import { markEvaluated, readUnevaluated, withFence, type FenceRow } from '../fences/fences.js';
import { markDirty, type TruckHour } from '../keep-visits/checkpoints.js';

const fencesAtOnceMax = 1_000;
const trucksAtOnceMax = 20;
const lowestId = '00000000-0000-0000-0000-000000000000';

type Hour = TruckHour & { readonly box: Box | null };

/**
 * What fences that became known mean for fixes that were stored before. A place's first fence was always there:
 * concerned are the hours whose fixes come near it. An edit counts from its acceptance on: concerned are the hours
 * since. They are marked, for `CatchUpVisits` to look at again.
 */
@Injectable()
export class FenceEvaluation {
  constructor(private readonly database: Database) {}

  /** A crash half-way leaves the fences as they were: they are evaluated again, to the same marks. */
  async evaluate(stopping?: AbortSignal): Promise<void> {
    for (;;) {
      const fences = await readUnevaluated(this.database, fencesAtOnceMax);
      if (fences.length === 0) return;
      const isConcerned = concernOf(fences);
      let after: string | undefined = lowestId;
      while (after !== undefined) {
        stopping?.throwIfAborted();
        after = await this.markTrucksAfter(after, isConcerned);
      }
      await markEvaluated(this.database, fences);
    }
  }

  /**
   * In the locks of the trucks: who stores a slice of theirs meanwhile either is done, and seen here, or begins later,
   * and knows the fences.
   */
  private async markTrucksAfter(
    after: string,
    isConcerned: (hour: Hour) => boolean,
  ): Promise<string | undefined> {
    const trucks = await this.database.query<{ id: string }>(sql`
      select id from trucks where id > ${after} order by id limit ${trucksAtOnceMax}`);
    const ids = trucks.map(({ id }) => id);
    if (ids.length === 0) return undefined;
    await this.database.transaction(async (tx) => {
      await tx.lockSubjects(ids.map(truckSubject));
      markDirty(tx, (await readHours(tx, ids)).filter(isConcerned));
    });
    return ids.length < trucksAtOnceMax ? undefined : ids.at(-1);
  }
}

const concernOf = (fences: readonly FenceRow[]): ((hour: Hour) => boolean) => {
  const first: PlaceIndex = placeIndex(
    fences.filter(({ isFirst }) => isFirst).map((fence) => withFence(undefined, fence)),
  );
  const editedFromMs = Math.min(
    ...fences.filter(({ isFirst }) => !isFirst).map(({ fromMs }) => hourOf(fromMs)),
  );
  return ({ hourMs, box }) => hourMs >= editedFromMs || (box !== null && first.reaches(box));
};

/** Every hour with fixes of these trucks whose positions are kept, the one under way included. */
const readHours = (tx: Queryable, truckIds: readonly string[]): Promise<Hour[]> =>
  tx.query<Hour>(sql`
    select truck_id as "truckId", (extract(epoch from hour) * 1000)::float8 as "hourMs", box
    from visit_checkpoints
    where truck_id = any(${truckIds}::uuid[]) and hour >= (select oldest_day from positions_horizon)
    union all
    select truck_id, (extract(epoch from date_trunc('hour', latest_device_time, 'UTC')) * 1000)::float8, visits->'box'
    from truck_states
    where truck_id = any(${truckIds}::uuid[]) and latest_device_time >= (select oldest_day from positions_horizon)`);
