import { Injectable } from '@nestjs/common';
import type { TripSummary } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { shownState, toTripSummary, type StoredTrip } from './to-trip-summary.js';

/** Each trip with the transaction that changed it last. */
export type ChangedTrip = { readonly id: string; readonly changedIn: string };

/** What changed from a position on, and the position from which on to look next. */
type TripChanges = {
  /** Null where they are more than were asked for. */
  readonly changed: readonly ChangedTrip[] | null;
  readonly position: bigint;
};

/**
 * Which trips changed, told by positions. A position is a transaction below which all had ended: what commits later is
 * found by the next look, and what is found may be found again.
 */
@Injectable()
export class FindChangedTrips {
  constructor(private readonly database: Database) {}

  /** The position of now. */
  async now(): Promise<bigint> {
    const [row] = await this.database.query<{ position: string }>(
      prepared('trips_position', sql`select pg_snapshot_xmin(pg_current_snapshot())::text as position`),
    );
    if (row === undefined) throw new Error('a statement without a row');
    return BigInt(row.position);
  }

  /** In the order of their change. A position that no database of ours has reached leads nowhere: null as well. */
  async since(since: bigint, tripsMax: number): Promise<TripChanges> {
    const [row] = await this.database.query<{ position: string; changed: ChangedTrip[] }>(
      prepared(
        'trips_changed',
        sql`
          select pg_snapshot_xmin(pg_current_snapshot())::text as position, (
            select coalesce(jsonb_agg(jsonb_build_object('id', id, 'changedIn', changed_in::text)), '[]')
            from (
              select id, changed_in from trips where changed_in >= ${String(since)}::xid8
              order by changed_in limit ${tripsMax + 1}
            ) as trip
          ) as changed`,
      ),
    );
    if (row === undefined) throw new Error('a statement without a row');
    const position = BigInt(row.position);
    const isKnown = since <= position && row.changed.length <= tripsMax;
    return { changed: isKnown ? row.changed : null, position };
  }

  /** As lists show them. */
  async read(ids: readonly string[]): Promise<TripSummary[]> {
    const rows = await this.database.query<StoredTrip>(
      prepared(
        'trips_read',
        sql`select ${shownState} as state, stale, names_of(state) as names from trips where id = any(${ids}::uuid[])`,
      ),
    );
    return rows.map(toTripSummary);
  }
}
