import { fleetPastPage } from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { gateway, owners, unique } from './context.js';

export const whereaboutsCases = (): void => {
  describe('whereabouts', () => {
    const get = (path: string, headers: Record<string, string> = {}) =>
      gateway.request('GET', path, { token: gateway.tokens.viewer, headers });
    const nowMs = Date.now();
    const secondsAgo = (seconds: number): string => new Date(nowMs - seconds * 1_000).toISOString();

    it('show where a truck was, as JSON and as files', async () => {
      const truckId = newId();
      const number = unique('T').toUpperCase();
      const fixes = [1_200, 1_170, 1_140, 60, 30].map((seconds, nth) =>
        owners.fix(truckId, nth + 1, secondsAgo(seconds)),
      );
      await owners.publish(owners.truck(truckId, 1, number), ...fixes, ...fixes);
      const path = `/api/v1/trucks/${truckId}/track?from=${secondsAgo(2_000)}&to=${secondsAgo(-10)}`;
      await eventually(async () => expect((await get(path)).body['points']).toHaveLength(5), {
        timeoutMs: 30_000,
      });
      const { body } = await get(`${path}&simplify=50`);
      expect(body).toMatchObject({
        number,
        fixes: 5,
        simplifiedToMeters: 50,
        stale: false,
        gaps: [{ seconds: 1_080 }],
      });
      expect(body['points']).toHaveLength(4);

      const csv = await get(`${path}&format=csv`);
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(csv.headers.get('content-disposition')).toContain(`attachment; filename="${number}_`);
      expect(String(csv.body['text']).trimEnd().split('\r\n')).toHaveLength(6);
      const gpx = await get(path, { accept: 'application/gpx+xml' });
      expect(gpx.headers.get('content-type')).toBe('application/gpx+xml; charset=utf-8');
      expect(String(gpx.body['text']).match(/<trkseg>/g)).toHaveLength(2);

      const tooLong = await get(
        `/api/v1/trucks/${truckId}/track?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z`,
      );
      expect(tooLong).toMatchObject({ status: 422, body: { code: 'track_too_long' } });
    });

    it('show of what is long ago what was kept of it', async () => {
      const truckId = newId();
      const hour = `${secondsAgo(40 * 86_400).slice(0, 13)}:00:00.000Z`;
      await owners.publish(owners.truck(truckId, 1, unique('T')), owners.thinned(truckId, hour));
      const path = `/api/v1/trucks/${truckId}/track?from=${hour}&to=${secondsAgo(30 * 86_400)}`;
      await eventually(async () => expect((await get(path)).body).toMatchObject({ fixes: 100 }), {
        timeoutMs: 30_000,
      });
      expect((await get(path)).body).toMatchObject({
        thinnedBefore: expect.stringMatching(/T00:00:00.000Z$/) as string,
        points: [{ deviceTime: hour, late: null, verdict: 'good' }],
      });
      const csv = await get(`${path}&format=csv`);
      expect(String(csv.body['text'])).toContain(`${hour},${hour},0,6.45,3.36,40,90,true,webhook,,good\r\n`);
    });

    it('show where a truck was, and where it was known to be', async () => {
      const truckId = newId();
      const at = (seconds: number) => secondsAgo(seconds);
      const [first, second] = [at(3_600), at(1_800)];
      await owners.publish(
        owners.truck(truckId, 1, unique('T')),
        owners.fix(truckId, 1, first),
        owners.fix(truckId, 2, second),
      );
      const path = `/api/v1/trucks/${truckId}/location`;
      await eventually(
        async () => expect((await get(`${path}?asOf=${at(0)}`)).body).toMatchObject({ deviceTime: second }),
        { timeoutMs: 30_000 },
      );
      const asOf = at(3_000);
      expect((await get(`${path}?asOf=${asOf}`)).body).toMatchObject({
        truckId,
        deviceTime: first,
        asOf,
        knownAt: null,
      });
      expect((await get(`${path}?knownAt=${asOf}`)).body).toMatchObject({
        deviceTime: first,
        asOf,
        knownAt: asOf,
      });
      for (const query of [`asOf=${at(4_000)}`, `asOf=${asOf}&knownAt=${at(4_000)}`]) {
        expect(await get(`${path}?${query}`)).toMatchObject({
          status: 404,
          body: { code: 'position_unknown' },
        });
      }
    });

    it('show where all trucks were, at which place, and refuse what is not kept', async () => {
      const [truckId, locationId, visitId] = [newId(), newId(), newId()];
      const [number, name] = [unique('T').toUpperCase(), unique('Apapa')];
      const [first, second, since] = [secondsAgo(3_600), secondsAgo(1_800), secondsAgo(3_000)];
      await owners.publish(
        owners.truck(truckId, 1, number),
        owners.location(locationId, 1, name),
        owners.fix(truckId, 1, first),
        owners.fix(truckId, 2, second),
        owners.visitStarted(1, { id: visitId, truckId, locationId, startedAt: since }),
      );
      const then = async (query: string): Promise<unknown> => {
        const { items } = fleetPastPage.parse((await get(`/api/v1/trucks/past?limit=5000&${query}`)).body);
        return items.find((truck) => truck.truckId === truckId);
      };
      await eventually(
        async () =>
          expect(await then(`asOf=${secondsAgo(2_000)}`)).toMatchObject({
            number,
            position: { deviceTime: first, ageSeconds: 1_600 },
            place: { locationId, name, visitId, since },
            trip: null,
          }),
        { timeoutMs: 30_000 },
      );
      expect(await then(`asOf=${secondsAgo(3_100)}`)).toMatchObject({ place: null });
      // The visit was told just now.
      expect(await then(`asOf=${secondsAgo(2_000)}&knownAt=${secondsAgo(2_000)}`)).toMatchObject({
        position: { deviceTime: first },
        place: null,
      });
      for (const [asOf, code] of [
        [secondsAgo(-3_600), 'moment_to_come'],
        ['2020-01-01T00:00:00Z', 'moment_not_kept'],
      ])
        expect(await get(`/api/v1/trucks/past?asOf=${asOf}`)).toMatchObject({
          status: 400,
          body: { code, errors: [{ field: 'asOf' }] },
        });
    });

    it('show at which place a truck is, and who is at a place', async () => {
      const [truckId, locationId, visitId, unseen, unknown] = [newId(), newId(), newId(), newId(), newId()];
      const [number, name] = [unique('T').toUpperCase(), unique('Apapa')];
      const since = secondsAgo(120);
      await owners.publish(
        owners.truck(truckId, 1, number),
        owners.truck(unseen, 1, unique('U')),
        owners.location(locationId, 1, name, {
          fence: { shape: 'circle', latitude: 6.45, longitude: 3.36, radiusM: 200 },
        }),
        owners.position(truckId, 1, 6.45, 3.36),
        owners.visitStarted(1, { id: visitId, truckId, locationId, startedAt: since }),
      );
      const location = await eventually(
        async () => {
          const { body } = await get(`/api/v1/trucks/${truckId}/location`);
          expect(body).toMatchObject({
            truckId,
            motion: 'moving',
            place: { locationId, name, visitId, since, status: 'provisional' },
          });
          return body;
        },
        { timeoutMs: 30_000 },
      );
      const here = { truckId, truckNumber: number, locationId, locationName: name, since, silentSince: null };
      for (const path of [
        `/api/v1/locations/${locationId}/trucks`,
        `/api/v1/trucks/at-location?type=terminal&locationId=${locationId}`,
      ]) {
        const { items } = (await get(path)).body as { items: { lastSeenInsideAt: string }[] };
        expect(items).toMatchObject([here]);
        expect(items[0]?.lastSeenInsideAt).toBe(location['deviceTime']);
      }
      expect((await get(`/api/v1/visits?truckId=${truckId}`)).body['items']).toMatchObject([
        {
          id: visitId,
          status: 'provisional',
          startedAt: since,
          truckNumber: number,
          locationName: name,
          version: 1,
        },
      ]);
      const batch = await gateway.request('POST', '/api/v1/trucks/batch-location', {
        token: gateway.tokens.viewer,
        body: { truckIds: [unknown, truckId, unseen, truckId] },
      });
      expect(batch).toMatchObject({
        status: 200,
        body: { items: [{ truckId, number, motion: 'moving' }], unseen: [unseen], unknown: [unknown] },
      });
    });

    it('show what was set apart, what was taken up, and how good devices are', async () => {
      const [first, second, truckId] = [newId(), newId(), newId()];
      const plate = unique('Q').toUpperCase().replace('-', '');
      await owners.publish(
        owners.truck(truckId, 1, plate),
        owners.quarantined(first, plate),
        owners.quarantined(second, plate),
        owners.released(first, plate),
      );
      await eventually(
        async () => {
          const { body } = await get(`/api/v1/quarantine?plate=${plate}&released=false`);
          expect(body).toMatchObject({
            items: [{ reportId: second, reason: 'unknown_vehicle', report: { vehiclenumber: plate } }],
            nextCursor: null,
            counts: { unknown_vehicle: 1 },
          });
          const devices = await get(`/api/v1/data-quality/devices?text=${plate}`);
          expect(devices.body['items']).toMatchObject([{ truckId, number: plate, fixes: 0, clock: null }]);
        },
        { timeoutMs: 30_000 },
      );
    });
  });
};
