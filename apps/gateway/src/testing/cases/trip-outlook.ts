import { sharedTrip, tripOutlook, type Outlook } from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { created, gateway, nowText, openSocket, owners, someone, truckAssigned, unique } from './context.js';

export const tripOutlookCases = (): void => {
  describe('the outlook of a trip', () => {
    const as = (method: string, path: string, body?: unknown) =>
      gateway.request(method, path, { token: gateway.tokens.dispatcher, body });
    const outlookOf = async (tripId: string) =>
      tripOutlook.parse((await as('GET', `/api/v1/trips/${tripId}/outlook`)).body).outlook;

    it('says to dispatchers, to sockets and to whoever has a link when the truck will be there, and why', async () => {
      const [tripId, truckId, clientId] = [newId(), newId(), newId()];
      const fence = { shape: 'circle', latitude: 7, longitude: 3, radiusM: 150 } as const;
      await owners.publish(
        owners.location(clientId, 1, unique('Client'), { type: 'client', fence }),
        owners.truck(truckId, 1, unique('T')),
        owners.position(truckId, 1, 6.8, 3),
        created(tripId, unique('trip'), [newId(), clientId]),
        truckAssigned(tripId, 2, truckId),
      );
      await eventually(async () =>
        expect((await as('GET', `/api/v1/trips/${tripId}`)).body).toMatchObject({ version: 2 }),
      );
      expect(await outlookOf(tripId)).toBeNull();

      const told: (Outlook | null)[] = [];
      const socket = openSocket(`/ws/trips/${tripId}`, gateway.tokens.viewer);
      socket.on('outlook', (outlook: Outlook | null) => told.push(outlook));
      try {
        await eventually(() => expect(told).toEqual([null]));
        const at = nowText();
        await owners.publish(
          owners.tripEvent(tripId, 3, {
            type: 'watchtower.trip.started.v1',
            data: { tripId, recordedAt: at, evidence: someone, at },
          }),
        );
        const basis = { distanceKm: 22.2, speedKmh: 20, laneTrips: 0 };
        await eventually(() => expect(told.at(-1)).toMatchObject({ stopIndex: 1, basis }));
        expect(await outlookOf(tripId)).toMatchObject({ stopIndex: 1, basis });

        await owners.publish(owners.position(truckId, 2, 6.9, 3));
        await eventually(() => expect(told.at(-1)).toMatchObject({ basis: { distanceKm: 11.1 } }));
      } finally {
        socket.disconnect();
      }

      const { body: link } = await as('POST', `/api/v1/trips/${tripId}/share-links`, { expiresInHours: 1 });
      const token = new URL(String(link['url']), 'http://here').hash.slice(1);
      // The read model may follow the socket by a moment.
      await eventually(async () => {
        const { body } = await gateway.request('POST', '/api/v1/shared', { body: { token } });
        const minutesLeft = (Date.parse(sharedTrip.parse(body).eta ?? '') - Date.now()) / 60_000;
        expect(Math.round(minutesLeft)).toBe(33);
      });
    });

    it('is none of a trip that nobody knows', async () => {
      const answer = await as('GET', `/api/v1/trips/${newId()}/outlook`);
      expect(answer.body).toMatchObject({ status: 404, code: 'trip_not_found' });
    });
  });
};
