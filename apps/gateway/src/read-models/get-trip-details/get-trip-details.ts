import { Injectable } from '@nestjs/common';
import type { TripDetails } from '@watch-tower/contracts';
import { Database, prepared, sql, type Sql } from '@watch-tower/database';
import { toTripSummary, type StoredTrip } from '../find-trips/to-trip-summary.js';
import { milestoneIn, type ReachedMilestone, type TripRow } from '../find-trips/trip-row.js';

/** A trip, its timeline with the names of what it is about, and how LocoNav has it. */
export type TripWithTimeline = StoredTrip & { readonly state: TripRow } & Pick<
    TripDetails,
    'timeline' | 'loconav'
  >;

/** One trip with its stops and its timeline, in one look: never two versions at once. */
@Injectable()
export class GetTripDetails {
  constructor(private readonly database: Database) {}

  async read(id: string): Promise<TripDetails | undefined> {
    const [row] = await this.database.query<TripWithTimeline>(tripStatement(id));
    return row === undefined ? undefined : toTripDetails(row);
  }
}

export const tripStatement = (id: string): Sql =>
  prepared(
    'trip_details_read',
    sql`
      select state, stale, names_of(state) as names, (
        select coalesce(jsonb_agg(jsonb_build_object(
            'version', event.version, 'type', event.type,
            'at', to_rfc3339(event.at), 'recordedAt', to_rfc3339(event.recorded_at),
            'evidence', event.data->'evidence', 'detail', coalesce(subject.label, detail, about::text)
          ) order by event.version), '[]')
        from trip_events as event left join registry as subject on subject.id = event.about
        where trip_id = trips.id
      ) as timeline, (
        select state - 'tripId' from loconav_trips where trip_id = trips.id
      ) as loconav
      from trips where id = ${id}`,
  );

export const toTripDetails = (row: TripWithTimeline): TripDetails => {
  const { state } = row;
  const named = (id: string) => ({ id, name: row.names[id] ?? null });
  return {
    ...toTripSummary(row),
    stops: state.stops.map((stop, index) => ({
      ...stop,
      location: named(stop.locationId),
      ...whatHappenedAt(row, index),
    })),
    cargoType: state.cargoType,
    weightTons: state.weightTons,
    cancellation: state.cancellation,
    failure: state.failure,
    handOvers: state.handOvers.map(({ of, at, place, reason, fromId, toId }) => ({
      of,
      at,
      place,
      reason,
      from: fromId === null ? null : named(fromId),
      to: named(toId),
    })),
    loconav: row.loconav,
    timeline: row.timeline,
  };
};

const whatHappenedAt = (
  { state, names }: TripWithTimeline,
  stopIndex: number,
): Pick<TripDetails['stops'][number], 'actual' | 'broughtTo'> => {
  const moment = (milestone: ReachedMilestone['milestone']) => {
    const one = milestoneIn(state, milestone, stopIndex);
    return one === undefined ? null : { at: one.at, evidence: one.evidence };
  };
  const broughtTo = milestoneIn(state, 'arrival', stopIndex)?.locationId;
  return {
    actual: {
      arrival: moment('arrival'),
      offloading: moment('offloading'),
      offload: moment('offload'),
      departure: moment('departure'),
    },
    broughtTo: broughtTo === undefined ? null : { id: broughtTo, name: names[broughtTo] ?? null },
  };
};
