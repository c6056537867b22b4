import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import {
  normalisePlate,
  type FindTrucksQuery,
  type Page,
  type Truck,
  type TruckView,
} from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { decodeCursor, encodeCursor, labelAndId } from '../../edge/cursor.js';
import type { MotionRules } from '../get-truck-location/motion.js';
import { toTruckLocation, type Position } from '../get-truck-location/truck-locations.js';

type Row = {
  id: string;
  label: string;
  version: number;
  state: Omit<Truck, 'identities'>;
  position: StoredPosition | null;
};

/** As `jsonb` brings it: times are texts. */
type StoredPosition = Omit<Position, 'deviceTime' | 'receivedAt'> & {
  deviceTime: string;
  receivedAt: string;
};

/** Trucks by number, each with where it is. */
@Injectable()
export class FindTrucks {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly rules: MotionRules,
  ) {}

  async read(id: string): Promise<TruckView | undefined> {
    const [row] = await this.database.query<Row>(
      prepared(
        'trucks_read',
        sql`
          select id, label, version, state - 'identities' as state, position from trucks where id = ${id}`,
      ),
    );
    return row === undefined ? undefined : this.toView(row, Date.now());
  }

  /**
   * Whether a truck is moving depends on the clock, and one function decides it: rows of other motions are
   * passed over here, not in SQL.
   */
  async find(query: FindTrucksQuery): Promise<Page<TruckView>> {
    const nowMs = Date.now();
    const items: TruckView[] = [];
    let after = decodeCursor(query.cursor, labelAndId);
    for (;;) {
      const rows = await this.slice(query, after);
      for (const row of rows.slice(0, query.limit)) {
        if (items.length === query.limit) return { items, nextCursor: encodeCursor(after ?? []) };
        after = [row.label, row.id];
        const view = this.toView(row, nowMs);
        if (query.motion === undefined || view.position?.motion === query.motion) items.push(view);
      }
      const isLast = rows.length <= query.limit;
      if (isLast || items.length === query.limit) {
        return { items, nextCursor: isLast ? null : encodeCursor(after ?? []) };
      }
    }
  }

  private slice(query: FindTrucksQuery, after: [string, string] | undefined): Promise<Row[]> {
    const { status = null, organizationId = null, text = null, retired, limit } = query;
    const plate = text === null ? null : normalisePlate(text);
    const [afterLabel, afterId] = after ?? [null, null];
    return this.database.query<Row>(
      prepared(
        'trucks_find',
        sql`
          with page as materialized (
            select id from registry
            where kind = 'truck'
              and retired = ${retired}
              and (${status}::text is null or state->>'status' = ${status})
              and (${organizationId}::text is null or state->>'organizationId' = ${organizationId})
              and (${text}::text is null or position(lower(${text}::text) in search) > 0
                or ${plate}::text <> '' and position(lower(${plate}::text) in search) > 0)
              and (${afterLabel}::text is null or (label, id) > (${afterLabel}::text collate "C", ${afterId}::uuid))
            order by label, id
            limit ${limit + 1}
          )
          select id, label, version, state - 'identities' as state, position
          from page join trucks using (id)
          order by label, id`,
      ),
    );
  }

  private toView({ state, version, position }: Row, nowMs: number): TruckView {
    return {
      ...state,
      version,
      position: position === null ? null : toTruckLocation(toKept(position), state.number, nowMs, this.rules),
    };
  }
}

const toKept = (stored: StoredPosition): Position => ({
  ...stored,
  deviceTime: new Date(stored.deviceTime),
  receivedAt: new Date(stored.receivedAt),
});
