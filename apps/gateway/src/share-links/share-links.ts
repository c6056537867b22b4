import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { NewShareLink, ShareLinks as Listed } from '@watch-tower/contracts';
import { Database, forgetOld, prepared, Schedule, sql } from '@watch-tower/database';
import { ProblemError } from '@watch-tower/errors';
import { newId } from '@watch-tower/messaging';
import type { GatewayConfig } from '../config.js';
import { tripNotFound } from '../trips/trip-not-found.js';

const workingPerTripMax = 20;
const listedMax = 100;
const dayMs = 24 * 3_600_000;

/** Who made and revoked a link stays known for so long after its end. */
const keptDays = 365;

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Links to one trip for people without a login. Whoever has a link may look, so that its token is a secret: it is
 * shown when it is made and never again, and stands behind the # of the address, which browsers send to nobody.
 */
@Injectable()
export class ShareLinks {
  constructor(
    private readonly database: Database,
    schedule: Schedule,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'publicUrl'>,
  ) {
    schedule.every({ name: 'forget-share-links', intervalMs: dayMs, run: () => this.forgetOld() });
  }

  /** @throws ProblemError 404 `trip_not_found`, 409 `too_many_share_links`. */
  async make(tripId: string, userId: string, expiresInHours: number): Promise<NewShareLink> {
    const token = randomBytes(32).toString('base64url');
    const [trip] = await this.database.query<{ id: string | null; expiresAt: string }>(sql`
      with made as (
        insert into share_links (id, trip_id, token_hash, created_by, expires_at)
        select ${newId()}, trips.id, ${hashOfToken(token)}, ${userId}, now() + ${expiresInHours}::int * interval '1 hour'
        from trips
        where trips.id = ${tripId} and (
          select count(*) from share_links
          where trip_id = ${tripId} and revoked_at is null and expires_at > now()) < ${workingPerTripMax}
        returning id, expires_at
      )
      select made.id, to_rfc3339(made.expires_at) as "expiresAt"
      from trips left join made on true
      where trips.id = ${tripId}`);
    if (trip === undefined) throw tripNotFound();
    if (trip.id === null) {
      throw new ProblemError(
        'conflict',
        'too_many_share_links',
        `This trip has ${workingPerTripMax} links that work; revoke one first.`,
      );
    }
    const url = `${this.config.publicUrl ?? ''}/shared#${token}`;
    return { id: trip.id, url, expiresAt: trip.expiresAt };
  }

  /** Newest first. @throws ProblemError 404 `trip_not_found`. */
  async of(tripId: string): Promise<Listed> {
    const [trip] = await this.database.query<Listed>(
      prepared(
        'share_links_of_trip',
        sql`
          select coalesce((
            select jsonb_agg(jsonb_build_object(
              'id', link.id,
              'createdBy', jsonb_build_object('id', link.created_by, 'name', maker.name),
              'createdAt', to_rfc3339(link.created_at),
              'expiresAt', to_rfc3339(link.expires_at),
              'revokedBy', case when link.revoked_by is not null
                then jsonb_build_object('id', link.revoked_by, 'name', revoker.name) end,
              'revokedAt', to_rfc3339(link.revoked_at),
              'views', link.views,
              'lastViewedAt', to_rfc3339(link.last_viewed_at)
            ) order by link.created_at desc, link.id desc)
            from (
              select * from share_links where trip_id = trips.id
              order by created_at desc, id desc limit ${listedMax}
            ) as link
            left join users as maker on maker.id = link.created_by
            left join users as revoker on revoker.id = link.revoked_by
          ), '[]') as items
          from trips where id = ${tripId}`,
      ),
    );
    if (trip === undefined) throw tripNotFound();
    return trip;
  }

  /** Who revoked it first stays. @throws ProblemError 404 `share_link_not_found`. */
  async revoke(tripId: string, id: string, userId: string): Promise<void> {
    const revoked = await this.database.query(sql`
      update share_links
      set revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, ${userId}::uuid)
      where id = ${id} and trip_id = ${tripId}
      returning id`);
    if (revoked.length > 0) return;
    throw new ProblemError('not_found', 'share_link_not_found', 'This trip has no such share link.');
  }

  private forgetOld(): Promise<void> {
    return forgetOld(this.database, { table: 'share_links', time: 'expires_at', keptDays });
  }
}
