import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import type { SharedTrip, ViewSharedTripRequest } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { ProblemError } from '@watch-tower/errors';
import { Counter, Registry } from 'prom-client';
import { GetTripOutlook } from '../../read-models/get-trip-outlook/get-trip-outlook.js';
import { hashOfToken } from '../share-links.js';
import { SharedViewLimit } from './shared-view-limit.js';

/** A trip, and what is shown of it. */
type Shared = { readonly id: string; readonly seen: Omit<SharedTrip, 'eta'> };

/** What somebody who has a link sees, and how often they look. */
@Injectable()
export class ViewSharedTrip {
  private readonly views;

  constructor(
    private readonly database: Database,
    private readonly limit: SharedViewLimit,
    private readonly outlooks: GetTripOutlook,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.views = new Counter({
      name: 'watchtower_shared_trip_views_total',
      help: 'Looks at shared trips, by what came of them',
      labelNames: ['outcome'],
      registers: [metrics],
    });
  }

  /**
   * @throws ProblemError 404 `share_link_not_found`, whether the link expired, was revoked or never was; 429 after too
   * many views from one address.
   */
  async view(asked: ViewSharedTripRequest, address: string): Promise<SharedTrip> {
    await this.limit.take(address);
    const trip = await this.countAndRead(asked);
    this.views.inc({ outcome: trip === undefined ? 'refused' : 'shown' });
    if (trip !== undefined) return { ...trip.seen, eta: await this.etaOf(trip) };
    throw new ProblemError(
      'not_found',
      'share_link_not_found',
      'This link shows nothing, or nothing any more; ask whoever sent it for a new one.',
    );
  }

  /** Where the empty goes afterwards, and when it will be there, concerns no client. */
  private async etaOf({ id, seen }: Shared): Promise<string | null> {
    if (seen.stage !== 'in_transit') return null;
    const read = await this.outlooks.read(id);
    return read?.outlook?.expectedAt ?? null;
  }

  /** Where the truck is concerns a client only while it is under way for them. */
  private async countAndRead({ token, again }: ViewSharedTripRequest): Promise<Shared | undefined> {
    const [trip] = await this.database.query<Shared>(
      prepared(
        'shared_trip_view',
        sql`
          with link as (
            update share_links set views = views + ${again ? 0 : 1}::int, last_viewed_at = now()
            where token_hash = ${hashOfToken(token)} and revoked_at is null and expires_at > now()
            returning trip_id
          )
          select trip.id, jsonb_build_object('status', trip.status, 'stage', trip.stage,
            'position', case when newest.truck_id is not null then jsonb_build_object(
              'latitude', newest.latitude, 'longitude', newest.longitude,
              'deviceTime', to_rfc3339(newest.device_time),
              'ageSeconds', greatest(0, round(extract(epoch from now() - newest.device_time)))) end) as seen
          from link join trips as trip on trip.id = link.trip_id
          left join truck_positions as newest on newest.truck_id = trip.truck_id
            and (trip.status = 'ongoing' or trip.stage = 'at_pickup')`,
      ),
    );
    return trip;
  }
}
