import { sql, type Queryable } from '@watch-tower/database';
import type { KnownTrip, WantedTrip } from '@watch-tower/fleet-domain';

/** A trip that somebody brings in step, as it was when they took it or last wrote it. */
export type ClaimedTrip = {
  readonly tripId: string;
  readonly claim: string;
  readonly revision: number;
  readonly wanted: WantedTrip;
  readonly known: KnownTrip;
  /** In a row, before this try. */
  readonly failures: number;
};

/** Longer than any single step takes with all its tries; a trip whose process died is free again then. */
const claimMinutes = 10;

/** Takes the trip that has been due the longest; nobody else takes it meanwhile. */
export const claimDue = async (database: Queryable, claim: string): Promise<ClaimedTrip | undefined> => {
  const [trip] = await database.query<ClaimedTrip>(sql`
    update loconav_trips
    set claim = ${claim}, claimed_until = now() + ${claimMinutes}::int * interval '1 minute'
    where trip_id = (
      select trip_id from loconav_trips
      where out_of_step_since is not null and given_up_at is null and next_try_at <= now()
        and (claimed_until is null or claimed_until < now())
      order by next_try_at limit 1 for update skip locked)
    returning trip_id as "tripId", claim, revision, wanted, known, failures`);
  return trip;
};

/** Keeps what LocoNav is known to have, and the claim. @returns the trip as it is wanted by now. */
export const keepKnown = async (
  tx: Queryable,
  { tripId, claim }: ClaimedTrip,
  known: KnownTrip,
): Promise<ClaimedTrip | undefined> => {
  const [trip] = await tx.query<ClaimedTrip>(sql`
    update loconav_trips
    set known = ${JSON.stringify(known)}::jsonb, failures = 0, reason = null,
      claimed_until = now() + ${claimMinutes}::int * interval '1 minute'
    where trip_id = ${tripId} and claim = ${claim}
    returning trip_id as "tripId", claim, revision, wanted, known, failures`);
  return trip;
};

/** Counts up what is told of a trip. @returns the version of the event that is told now. */
export const nextVersion = async (tx: Queryable, tripId: string, tellsFailure: boolean): Promise<number> => {
  const [row] = await tx.query<{ version: number }>(sql`
    update loconav_trips set version = version + 1, told_failure = ${tellsFailure}
    where trip_id = ${tripId} returning version`);
  if (row === undefined) throw new Error(`trip ${tripId} is not known here`);
  return row.version;
};

/**
 * Nothing is to be done for now; where the trip has changed meanwhile it stays due.
 * @returns whether the last that was told of it, which no longer holds, is a failure.
 */
export const releaseInStep = async (tx: Queryable, trip: ClaimedTrip): Promise<boolean> => {
  const [row] = await tx.query<{ toldFailure: boolean }>(sql`
    update loconav_trips
    set claim = null, claimed_until = null,
      out_of_step_since = case when revision = ${trip.revision} then null else out_of_step_since end
    where trip_id = ${trip.tripId} and claim = ${trip.claim}
    returning told_failure and out_of_step_since is null as "toldFailure"`);
  return row?.toldFailure ?? false;
};

/** The trip rests for a while, or until it changes. @returns false where it has changed meanwhile: it is due again. */
export const releaseToRest = async (
  tx: Queryable,
  trip: ClaimedTrip,
  rest: { readonly reason: string; readonly failures: number; readonly nextTryAt: Date | null },
): Promise<boolean> => {
  const rows = await tx.query(sql`
    update loconav_trips
    set claim = null, claimed_until = null, reason = ${rest.reason}, failures = ${rest.failures},
      next_try_at = coalesce(${rest.nextTryAt}::timestamptz, next_try_at),
      given_up_at = case when ${rest.nextTryAt}::timestamptz is null then now() end
    where trip_id = ${trip.tripId} and claim = ${trip.claim} and revision = ${trip.revision}
    returning trip_id`);
  if (rows.length > 0) return true;
  await tx.query(sql`
    update loconav_trips set claim = null, claimed_until = null
    where trip_id = ${trip.tripId} and claim = ${trip.claim}`);
  return false;
};

export type MirrorCounts = {
  readonly mirrored: number;
  readonly failing: number;
  readonly waiting: number;
  readonly givenUp: number;
  readonly oldestSeconds: number;
};

/** How it stands with those that LocoNav has and are not over, and with those that are out of step. */
export const countTrips = async (database: Queryable): Promise<MirrorCounts | undefined> => {
  const [counts] = await database.query<MirrorCounts>(sql`
    select
      count(*) filter (where known->>'kind' = 'mirrored' and known->>'phase' in ('waiting', 'under_way'))::int
        as mirrored,
      count(*) filter (where failures > 0 and given_up_at is null)::int as failing,
      count(*) filter (where failures = 0 and reason is not null and given_up_at is null)::int as waiting,
      count(*) filter (where given_up_at is not null)::int as "givenUp",
      coalesce(extract(epoch from now() - min(out_of_step_since) filter (where given_up_at is null)), 0)::float8 as "oldestSeconds"
    from loconav_trips
    where out_of_step_since is not null or known->>'phase' in ('waiting', 'under_way')`);
  return counts;
};
