import { createHash } from 'node:crypto';
import { newShareLink, shareLinks } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { gateway, nowText, owners, someone, tripKnown, truckAssigned, unique } from './context.js';

export const shareLinksCases = (): void => {
  describe('a share link', () => {
    const as = (method: string, path: string, body?: unknown) =>
      gateway.request(method, path, { token: gateway.tokens.dispatcher, body });
    const share = async (tripId: string) => {
      const made = await as('POST', `/api/v1/trips/${tripId}/share-links`, { expiresInHours: 2 });
      expect(made.status).toBe(201);
      const link = newShareLink.parse(made.body);
      return { ...link, token: new URL(link.url, 'http://here').hash.slice(1) };
    };
    const view = (token: string) => gateway.request('POST', '/api/v1/shared', { body: { token } });
    const listed = async (tripId: string) =>
      shareLinks.parse((await as('GET', `/api/v1/trips/${tripId}/share-links`)).body).items;

    it('shows stage and status, and the truck while it is under way, and counts who looks', async () => {
      const [tripId, truckId] = [await tripKnown(), newId()];
      await owners.publish(
        owners.truck(truckId, 1, unique('T')),
        owners.position(truckId, 1, 6.45, 3.36),
        truckAssigned(tripId, 2, truckId),
      );
      const { token, id, url } = await share(tripId);
      expect(url).toMatch(/^\/shared#[\w-]{43}$/);
      const waiting = await view(token);
      expect(waiting.status).toBe(200);
      expect(waiting.headers.get('cache-control')).toBe('no-store');
      expect(waiting.body).toEqual({ status: 'scheduled', stage: 'planned', eta: null, position: null });

      const at = nowText();
      await owners.publish(
        owners.tripEvent(tripId, 3, {
          type: 'watchtower.trip.started.v1',
          data: { tripId, recordedAt: at, evidence: someone, at },
        }),
      );
      await eventually(async () =>
        expect((await view(token)).body).toEqual({
          status: 'ongoing',
          stage: 'in_transit',
          eta: null,
          position: {
            latitude: 6.45,
            longitude: 3.36,
            deviceTime: expect.any(String) as string,
            ageSeconds: expect.any(Number) as number,
          },
        }),
      );
      const [link] = await listed(tripId);
      expect(link).toMatchObject({ id, createdBy: { name: 'The dispatcher' }, revokedAt: null });
      expect(link?.views).toBeGreaterThanOrEqual(2);
      expect(link?.lastViewedAt).not.toBeNull();
    });

    it('shows nothing once it is revoked or expired, in the words of one that never was', async () => {
      const tripId = await tripKnown();
      const [revoked, expired] = [await share(tripId), await share(tripId)];
      const path = `/api/v1/trips/${tripId}/share-links/${revoked.id}`;
      expect((await as('DELETE', path)).status).toBe(204);
      expect((await as('DELETE', path)).status).toBe(204);
      await gateway.database.query(
        sql`update share_links set expires_at = now() - interval '1 second' where id = ${expired.id}`,
      );
      const answers = [await view(revoked.token), await view(expired.token), await view('x')];
      const { correlationId: _, ...first } = answers[0]?.body ?? {};
      for (const { status, body } of answers) {
        expect(status).toBe(404);
        expect(body).toEqual({ ...first, correlationId: expect.any(String) as string });
      }
      expect((await listed(tripId)).map(({ id, revokedBy, views }) => [id, revokedBy?.name, views])).toEqual([
        [expired.id, undefined, 0],
        [revoked.id, 'The dispatcher', 0],
      ]);
    });

    it('is not counted as opened when an open page asks for what is new', async () => {
      const tripId = await tripKnown();
      const { token } = await share(tripId);
      const again = () => gateway.request('POST', '/api/v1/shared', { body: { token, again: true } });
      expect((await view(token)).status).toBe(200);
      expect((await again()).status).toBe(200);
      expect((await listed(tripId))[0]?.views).toBe(1);
    });

    it('is kept without its token', async () => {
      const { token, id } = await share(await tripKnown());
      const [row] = await gateway.database.query<{ whole: string; hash: Buffer }>(
        sql`select link::text as whole, token_hash as hash from share_links as link where id = ${id}`,
      );
      expect(row?.whole).not.toContain(token);
      expect(row?.hash).toEqual(createHash('sha256').update(token).digest());
    });

    it('is made for trips that are known, by dispatchers, 20 at most that work', async () => {
      const tripId = await tripKnown();
      const path = `/api/v1/trips/${tripId}/share-links`;
      for (let nth = 0; nth < 20; nth++) await share(tripId);
      expect(await as('POST', path)).toMatchObject({ status: 409, body: { code: 'too_many_share_links' } });
      const unknown = newId();
      expect((await as('POST', `/api/v1/trips/${unknown}/share-links`)).body['code']).toBe('trip_not_found');
      expect((await as('GET', `/api/v1/trips/${unknown}/share-links`)).body['code']).toBe('trip_not_found');
      expect((await as('DELETE', `${path}/${unknown}`)).body['code']).toBe('share_link_not_found');
      const byViewer = await gateway.request('POST', path, { token: gateway.tokens.viewer, body: {} });
      expect(byViewer.status).toBe(403);
    });

    it('is looked at while Redis is away', async () => {
      const { token } = await share(await tripKnown());
      gateway.redis.cut();
      expect((await view(token)).status).toBe(200);
      gateway.redis.mend();
    });
  });
};
