import { suggestedTrucks } from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { created, gateway, nowText, owners, someone, truckAssigned, unique } from './context.js';

export const truckSuggestionsCases = (): void => {
  describe('truck suggestions', () => {
    const suggest = (pickupId: string, departureAt: string) =>
      gateway.request(
        'GET',
        `/api/v1/trips/suggestions/trucks?pickupId=${pickupId}&departureAt=${departureAt}&limit=50`,
        { token: gateway.tokens.dispatcher },
      );
    const departsAt = '2026-05-01T08:00:00.000Z';

    it('are the free trucks nearest to the pickup, with why, and those of no known place last', async () => {
      const pickupId = newId();
      const [near, far, unseen, underWay, planned, broken, retired] = Array.from({ length: 7 }, () =>
        newId(),
      );
      const [ended, going, waiting] = [newId(), newId(), newId()];
      if (!near || !far || !unseen || !underWay || !planned || !broken || !retired) throw new Error('no ids');
      // Far from the trucks of other cases, so that these are the nearest.
      const fence = { shape: 'circle', latitude: 60, longitude: 10, radiusM: 200 } as const;
      const at = nowText();
      const fact = (tripId: string) => ({ tripId, recordedAt: at, evidence: someone, at });
      await owners.publish(
        owners.location(pickupId, 1, unique('Quay'), { fence }),
        ...[near, far, unseen, underWay, planned].map((id) => owners.truck(id, 1, unique('T'))),
        owners.truck(broken, 1, unique('T'), { status: 'maintenance' }),
        owners.truck(retired, 1, unique('T'), { retiredAt: at }),
        ...[near, underWay, planned, broken, retired].map((id) => owners.position(id, 1, 60.01, 10)),
        owners.position(far, 1, 60.1, 10),
        created(ended),
        truckAssigned(ended, 2, near),
        owners.tripEvent(ended, 3, { type: 'watchtower.trip.started.v1', data: fact(ended) }),
        owners.tripEvent(ended, 4, { type: 'watchtower.trip.completed.v1', data: fact(ended) }),
        created(going),
        truckAssigned(going, 2, underWay),
        owners.tripEvent(going, 3, { type: 'watchtower.trip.started.v1', data: fact(going) }),
        created(waiting),
        truckAssigned(waiting, 2, planned),
      );
      const ours = new Set([near, far, unseen, underWay, planned, broken, retired]);
      const items = async (departureAt: string) => {
        const answer = await suggest(pickupId, departureAt);
        expect(answer.status).toBe(200);
        return suggestedTrucks.parse(answer.body).items.filter(({ truck }) => ours.has(truck.id));
      };
      const found = await eventually(
        async () => {
          const now = await items(departsAt);
          expect(now.map(({ truck }) => truck.id)).toEqual([near, far, unseen]);
          expect(now[0]?.lastTrip?.id).toBe(ended);
          return now;
        },
        { timeoutMs: 30_000 },
      );
      expect(found).toMatchObject([
        {
          positionIsRecent: true,
          distanceKm: 1.1,
          motion: 'moving',
          lastTrip: { endedAt: at },
          nextTrip: null,
        },
        { positionIsRecent: true, distanceKm: 11.1, lastTrip: null },
        { positionIsRecent: false, distanceKm: null, positionAgeSeconds: null, motion: null },
      ]);
      const aDayLater = (await items('2026-05-02T08:00:00.000Z')).map(({ truck }) => truck.id);
      expect(aDayLater).toEqual(expect.arrayContaining([planned]));
    });

    it('need a pickup that is known and on the map', async () => {
      expect((await suggest(newId(), departsAt)).body['code']).toBe('location_not_found');
      const placeless = newId();
      await owners.publish(owners.location(placeless, 1, unique('Somewhere')));
      await eventually(async () =>
        expect(await suggest(placeless, departsAt)).toMatchObject({
          status: 422,
          body: { code: 'location_not_on_map' },
        }),
      );
      expect((await suggest(placeless, 'tomorrow')).body['code']).toBe('validation_failed');
    });
  });
};
