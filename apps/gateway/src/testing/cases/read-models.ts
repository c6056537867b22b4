import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { gateway, owners, unique, someone, nowText, created, truckAssigned, tripKnown } from './context.js';

export const readModelsCases = (): void => {
  describe('read models', () => {
    const get = (path: string) => gateway.request('GET', path, { token: gateway.tokens.viewer });

    it('show trucks with where they are, and their trip', async () => {
      const truckId = newId();
      const number = unique('T').toUpperCase();
      await owners.publish(owners.truck(truckId, 1, number), owners.position(truckId, 1, 6.45, 3.36));
      const truck = await eventually(async () => {
        const { body } = await get(`/api/v1/trucks/${truckId}`);
        expect(body).toMatchObject({
          number,
          version: 1,
          position: { version: 1, motion: 'moving', latitude: 6.45 },
        });
        return body;
      });
      const found = await get(`/api/v1/trucks?text=${number.replace('-', ' ')}&motion=moving`);
      expect(found.body['items']).toEqual([
        { ...truck, position: expect.objectContaining({ truckId }) as object },
      ]);
      expect((await get(`/api/v1/trucks?text=${number}&motion=idling`)).body).toEqual({
        items: [],
        nextCursor: null,
      });
      expect((await get(`/api/v1/trucks/${truckId}/location`)).body).toMatchObject({ truckId, speedKmh: 40 });

      const tripId = await tripKnown();
      await owners.publish(
        truckAssigned(tripId, 2, truckId),
        owners.tripEvent(tripId, 3, {
          type: 'watchtower.trip.started.v1',
          data: { tripId, recordedAt: nowText(), evidence: someone, at: nowText() },
        }),
      );
      await eventually(async () => {
        expect((await get(`/api/v1/trucks/${truckId}/status`)).body).toMatchObject({
          motion: 'moving',
          currentTrip: { id: tripId, stage: 'in_transit' },
        });
      });
      expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({
        version: 3,
        truck: { id: truckId, number },
        timeline: [{ version: 1 }, { version: 2, detail: number }, { version: 3 }],
      });
    });

    it('never take an older state, and apply an event once', async () => {
      const truckId = newId();
      const tripId = newId();
      const assigned = truckAssigned(tripId, 2, truckId);
      await owners.publish(owners.truck(truckId, 2, 'NEW'), owners.truck(truckId, 1, 'OLD'));
      await owners.publish(
        created(tripId),
        assigned,
        assigned,
        created(tripId),
        truckAssigned(tripId, 3, truckId),
      );
      await eventually(async () => {
        expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({
          version: 3,
          timeline: [{ version: 1 }, { version: 2 }, { version: 3 }],
        });
        expect((await get(`/api/v1/trucks/${truckId}`)).body).toMatchObject({ version: 2, number: 'NEW' });
      });
    });

    it('show a trip as stale while one of its events is missing, and whole when it comes', async () => {
      const tripId = await tripKnown();
      await owners.publish(truckAssigned(tripId, 3, newId()));
      await eventually(async () =>
        expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({ version: 1, stale: true }),
      );
      await owners.publish(truckAssigned(tripId, 2, newId()));
      await eventually(async () =>
        expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({ version: 3, stale: false }),
      );
    });

    it('page through trips, newest departure first, each once', async () => {
      const marker = unique('page');
      const ids = Array.from({ length: 5 }, () => newId());
      await owners.publish(...ids.map((id, nth) => created(id, `${marker}/${nth}`)));
      await eventually(async () => {
        expect((await get(`/api/v1/trips?text=${marker}`)).body['items']).toHaveLength(5);
      });
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const query = cursor === '' ? '' : `&cursor=${cursor}`;
        const page = (await get(`/api/v1/trips?text=${marker}&limit=2${query}`)).body as {
          items: { id: string }[];
          nextCursor: string | null;
        };
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(seen).toEqual([...ids].sort().reverse());
    });
  });
};
