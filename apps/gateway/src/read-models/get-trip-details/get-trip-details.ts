import { Injectable } from '@nestjs/common';
import type { TripDetails } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { toTripSummary, utcOrNull, type StoredTrip } from '../find-trips/to-trip-summary.js';

type Row = StoredTrip & { readonly timeline: TripDetails['timeline'] };

/** One trip with its stops and its timeline, in one look: never two versions at once. */
@Injectable()
export class GetTripDetails {
  constructor(private readonly database: Database) {}

  async read(id: string): Promise<TripDetails | undefined> {
    const [row] = await this.database.query<Row>(
      prepared(
        'trip_details_read',
        sql`
          select state, stale, names_of(state) as names, (
            select coalesce(jsonb_agg(jsonb_build_object(
                'version', entry.version, 'type', entry.type,
                'at', to_rfc3339(entry.at), 'recordedAt', to_rfc3339(entry.recorded_at),
                'evidence', evidence, 'detail', coalesce(subject.label, detail, about::text)
              ) order by entry.version), '[]')
            from trip_timeline as entry left join registry as subject on subject.id = entry.about
            where trip_id = trips.id
          ) as timeline
          from trips where id = ${id}`,
      ),
    );
    return row === undefined ? undefined : toTripDetails(row);
  }
}

const toTripDetails = (row: Row): TripDetails => ({
  ...toTripSummary(row),
  stops: row.state.stops.map((stop) => ({
    ...stop,
    plannedArrivalAt: utcOrNull(stop.plannedArrivalAt),
    plannedDepartureAt: utcOrNull(stop.plannedDepartureAt),
    location: { id: stop.locationId, name: row.names[stop.locationId] ?? null },
  })),
  cargoType: row.state.cargoType,
  weightTons: row.state.weightTons,
  cancellation: row.state.cancellation,
  timeline: row.timeline,
});
