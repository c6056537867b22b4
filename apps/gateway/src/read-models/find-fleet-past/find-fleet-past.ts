import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { FindFleetPastQuery, FleetPastPage, TruckPast } from '@watch-tower/contracts';
import { Database, fragment, prepared, sql } from '@watch-tower/database';
import { ProblemError } from '@watch-tower/errors';
import { decodeCursor, labelAndId, toPage } from '../../edge/cursor.js';
import { clockAheadMaxMs, newestFix, type PastFix } from '../get-track/newest-fix.js';
import { TrackPartitions } from '../get-track/track-partitions.js';
import { reachingEvents, type TripEvent } from '../get-trip-past/trip-at.js';
import { motionOf, type MotionRules } from '../get-truck-location/motion.js';
import { tripsUnderWay, type TripUnderWay } from './trips-under-way.js';

/** A truck that was silent for longer is shown without a position. */
const lookBackMs = 7 * 24 * 3_600_000;

type Row = { id: string; label: string; place: TruckPast['place'] } & (
  PastFix | { readonly [Field in keyof PastFix]: null }
);
type Moment = { readonly asOf: string; readonly knownAt?: string };

/** Where all trucks were at a moment, from the tracks, the tellings of visits and the events of trips. */
@Injectable()
export class FindFleetPast {
  constructor(
    private readonly database: Database,
    private readonly partitions: TrackPartitions,
    @Inject(CONFIG) private readonly rules: MotionRules,
  ) {}

  /** @throws ProblemError 400 `moment_not_kept`, `moment_to_come`. */
  async find(query: FindFleetPastQuery): Promise<FleetPastPage> {
    const now = new Date();
    const oldest = this.partitions.oldestDay(now);
    refuseUnlessKept(query.asOf, oldest, now);
    const moment = { asOf: query.asOf, ...(query.knownAt === undefined ? {} : { knownAt: query.knownAt }) };
    const since = new Date(Math.max(oldest.getTime(), Date.parse(query.asOf) - lookBackMs));
    const [rows, trips] = await Promise.all([this.trucks(query, since), this.tripsUnderWay(moment)]);
    return toPage(
      rows,
      query.limit,
      (row) => this.toTruck(row, query.asOf, trips.get(row.id) ?? null),
      ({ label, id }) => [label, id],
    );
  }

  private trucks({ asOf, knownAt, bbox, limit, cursor }: FindFleetPastQuery, since: Date): Promise<Row[]> {
    const [afterLabel, afterId] = decodeCursor(cursor, labelAndId) ?? [null, null];
    const box = bbox === undefined ? null : `(${bbox[0]},${bbox[1]}),(${bbox[2]},${bbox[3]})`;
    return this.database.query<Row>(
      prepared(
        'fleet_past_find',
        sql`
          with being_there as materialized (
            select distinct on (truck_id) truck_id, visit_id, location_id, started_at,
              case when status = 'provisional' then status else 'confirmed' end as status
            from visit_tellings
            where during @> least(${asOf}::timestamptz, ${knownAt ?? null}::timestamptz)
              and told_at <= coalesce(${knownAt ?? null}::timestamptz, 'infinity')
              and (superseded_at is null or superseded_at > ${knownAt ?? null}::timestamptz)
            order by truck_id, started_at desc, visit_id desc
          )
          select truck.id, truck.label, fix.*, case when visit.visit_id is not null then jsonb_build_object(
              'locationId', visit.location_id, 'name', coalesce(place.label, ''), 'visitId', visit.visit_id,
              'since', to_rfc3339(visit.started_at), 'status', visit.status) end as place
          from registry as truck
          left join lateral (
            ${newestFix({ truckId: fragment`truck.id`, since, asOf, knownAt })}
          ) as fix on true
          left join being_there as visit on visit.truck_id = truck.id
          left join registry as place on place.id = visit.location_id
          where truck.kind = 'truck'
            and (not truck.retired or to_timestamptz(truck.state->>'retiredAt') > ${asOf})
            and (${box}::box is null or point(fix.longitude, fix.latitude) <@ ${box}::box)
            and (${afterLabel}::text is null
              or (truck.label, truck.id) > (${afterLabel}::text collate "C", ${afterId}::uuid))
          order by truck.label, truck.id
          limit ${limit + 1}`,
      ),
    );
  }

  /** Told from the events of those trips alone that had reached anything by then, and were not over long before. */
  private async tripsUnderWay(moment: Moment): Promise<ReadonlyMap<string, TripUnderWay>> {
    const { asOf, knownAt = asOf } = moment;
    // What ended may have been told a little before.
    const earliestMs = Math.min(Date.parse(asOf), Date.parse(knownAt)) - clockAheadMaxMs;
    const trips = await this.database.query<{ events: TripEvent[] }>(
      prepared(
        'fleet_past_trips',
        sql`
          select (
            select jsonb_agg(jsonb_build_object(
              'version', version, 'message', jsonb_build_object('type', type, 'data', data)) order by version)
            from trip_events where trip_id = trip.id
          ) as events
          from trips as trip
          where (trip.updated_at >= ${new Date(earliestMs)} or trip.status in ('scheduled', 'ongoing'))
            and exists (
              select from trip_events as told
              where told.trip_id = trip.id and told.at <= ${asOf} and told.type = any(${[...reachingEvents]}::text[]))`,
      ),
    );
    return tripsUnderWay(
      trips.map(({ events }) => events),
      moment,
    );
  }

  private toTruck({ id, label, place, ...fix }: Row, asOf: string, trip: TripUnderWay | null): TruckPast {
    return { truckId: id, number: label, position: this.toPosition(fix, Date.parse(asOf)), place, trip };
  }

  private toPosition(fix: Omit<Row, 'id' | 'label' | 'place'>, asOfMs: number): TruckPast['position'] {
    if (!isKnown(fix)) return null;
    return {
      latitude: fix.latitude,
      longitude: fix.longitude,
      speedKmh: fix.speedKmh,
      headingDegrees: fix.headingDegrees,
      ignition: fix.ignition,
      deviceTime: fix.deviceTime.toISOString(),
      receivedAt: fix.receivedAt.toISOString(),
      ageSeconds: Math.round((asOfMs - fix.deviceTime.getTime()) / 1_000),
      motion: motionOf(fix, asOfMs, this.rules),
    };
  }
}

/** A join that found nothing leaves every column null. */
const isKnown = (fix: Omit<Row, 'id' | 'label' | 'place'>): fix is PastFix => fix.deviceTime !== null;

const refuseUnlessKept = (asOf: string, oldest: Date, now: Date): void => {
  if (asOf > now.toISOString())
    throw notThen('moment_to_come', `must not be later than now, ${now.toISOString()}`);
  if (asOf < oldest.toISOString())
    throw notThen(
      'moment_not_kept',
      `must be at or after ${oldest.toISOString()}: older tracks are not kept`,
    );
};

const notThen = (code: string, message: string): ProblemError =>
  new ProblemError('invalid', code, `asOf: ${message}.`, { errors: [{ field: 'asOf', message }] });
