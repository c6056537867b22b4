import { Injectable } from '@nestjs/common';
import type { TripDetails } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { toTripDetails } from '../get-trip-details/get-trip-details.js';
import { toStoredEvent } from '../get-trip-details/stored-event.js';
import { tripAt, type Moment, type TripEvent, type TripThen } from './trip-at.js';

type Names = Readonly<Record<string, string>>;

/** One trip as it was, with the timeline that says so. */
@Injectable()
export class GetTripPast {
  constructor(private readonly database: Database) {}

  /** @returns nothing where there is no such trip, or there was none at that moment. */
  async read(id: string, moment: Moment): Promise<TripDetails | undefined> {
    const [kept] = await this.database.query<{ stale: boolean; events: TripEvent[] }>(
      prepared(
        'trip_past_read',
        sql`
          select stale, (
            select jsonb_agg(jsonb_build_object(
              'version', version, 'message', jsonb_build_object('type', type, 'data', data)) order by version)
            from trip_events where trip_id = trips.id
          ) as events
          from trips where id = ${id}`,
      ),
    );
    const then = kept === undefined ? undefined : tripAt(kept.events, moment);
    if (kept === undefined || then === undefined) return undefined;
    const { names, labels } = await this.namesOf(then);
    return toTripDetails({
      state: then.row,
      stale: kept.stale,
      names,
      // What was told of the mirror is kept as it is now.
      loconav: null,
      timeline: then.events.map((event) => timelineEntry(event, labels)),
    });
  }

  /** Of what the trip refers to, and of what its timeline is about, as master data has them now. */
  private async namesOf({ row, events }: TripThen): Promise<{ names: Names; labels: Names }> {
    const about = events.map(({ message, version }) => toStoredEvent(message, version).about);
    const [found] = await this.database.query<{ names: Names; labels: Names }>(
      prepared(
        'trip_past_names',
        sql`
          select names_of(${JSON.stringify(row)}::jsonb) as names, (
            select coalesce(jsonb_object_agg(id, label), '{}') from registry
            where id = any(${about.filter((id) => id !== null)}::uuid[])
          ) as labels`,
      ),
    );
    return found ?? { names: {}, labels: {} };
  }
}

const timelineEntry = ({ message, version }: TripEvent, labels: Names): TripDetails['timeline'][number] => {
  const { type, at, recordedAt, about, detail } = toStoredEvent(message, version);
  const { evidence } = message.data;
  const label = about === null ? undefined : labels[about];
  return {
    version,
    type,
    at,
    recordedAt,
    evidence,
    detail: label ?? detail ?? about,
  };
};
