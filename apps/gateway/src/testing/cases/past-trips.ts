import { tripDetails, tripHistoryPage, tripPage } from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { created, gateway, owners, someone, truckAssigned, unique } from './context.js';

export const pastTripsCases = (): void => {
  describe('the past of a trip', () => {
    const get = (path: string) => gateway.request('GET', path, { token: gateway.tokens.viewer });
    const agoMs = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    const [startedAt, correctedTo, between] = [agoMs(120), agoMs(60), agoMs(90)];
    const [tripId, truckId, vpcId] = [newId(), newId(), unique('past')];

    /** Entered now; its start was told two hours back, then corrected to one hour back. */
    const toldThen = async (): Promise<{ before: string }> => {
      const told = (minute: number) => ({ tripId, recordedAt: agoMs(minute), evidence: someone });
      await owners.publish(
        owners.truck(truckId, 1, 'PAST 1'),
        created(tripId, vpcId),
        truckAssigned(tripId, 2, truckId),
        owners.tripEvent(tripId, 3, {
          type: 'watchtower.trip.started.v1',
          data: { ...told(0), at: startedAt, stage: 'in_transit' },
        }),
      );
      await eventually(
        async () => expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({ version: 3 }),
        { timeoutMs: 30_000 },
      );
      const before = new Date().toISOString();
      await owners.publish(
        owners.tripEvent(tripId, 4, {
          type: 'watchtower.trip.time-corrected.v1',
          data: {
            ...told(-1),
            evidence: { ...someone, reason: 'seen by the guard' },
            at: correctedTo,
            milestone: 'departure',
            stopIndex: 0,
            was: startedAt,
          },
        }),
      );
      await eventually(async () =>
        expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({ version: 4 }),
      );
      return { before };
    };
    let before: string;
    beforeAll(async () => ({ before } = await toldThen()), 60_000);

    it('is what was true, by what is known now or was known then', async () => {
      const then = await get(`/api/v1/trips/${tripId}?asOf=${between}&knownAt=${before}`);
      expect(then.headers.get('etag')).toBeNull();
      expect(tripDetails.parse(then.body)).toMatchObject({
        stage: 'in_transit',
        actualDeparture: startedAt,
        truck: { id: truckId, number: 'PAST 1' },
        timeline: [{ version: 1 }, { version: 2, detail: 'PAST 1' }, { version: 3, at: startedAt }],
      });
      expect(await get(`/api/v1/trips/${tripId}?asOf=${between}`)).toMatchObject({
        status: 404,
        body: { code: 'trip_not_there_yet' },
      });
      expect((await get(`/api/v1/trips/${tripId}?asOf=${agoMs(30)}`)).body).toMatchObject({
        version: 4,
        actualDeparture: correctedTo,
      });
      expect((await get(`/api/v1/trips/${newId()}?asOf=${between}`)).body['code']).toBe('trip_not_found');
    });

    it('is told of lists as well, within a window of departures', async () => {
      const window = 'departureFrom=2026-05-01T00:00:00Z&departureTo=2026-05-02T00:00:00Z';
      const find = async (query: string) =>
        tripPage.parse((await get(`/api/v1/trips?${window}&text=${vpcId}&${query}`)).body).items;
      expect(await find(`asOf=${between}&knownAt=${before}&stage=in_transit`)).toMatchObject([
        { id: tripId, actualDeparture: startedAt, truck: { number: 'PAST 1' } },
      ]);
      expect(await find(`asOf=${between}&knownAt=${before}&stage=assigned`)).toEqual([]);
      expect(await find(`asOf=${between}`)).toEqual([]);
      expect(await find(`asOf=${agoMs(0)}`)).toMatchObject([{ id: tripId, actualDeparture: correctedTo }]);
      for (const query of ['', '&departureFrom=2026-05-01T00:00:00Z', `&${window}&sort=updated`]) {
        expect(await get(`/api/v1/trips?asOf=${between}${query}`)).toMatchObject({
          status: 400,
          body: { code: 'past_needs_departures' },
        });
      }
    });

    it('is kept event by event, with who and why', async () => {
      const first = tripHistoryPage.parse((await get(`/api/v1/trips/${tripId}/history?limit=3`)).body);
      expect(first.items).toMatchObject([
        { version: 1, why: null, about: null, data: { backdated: false, plan: { vpcId } } },
        { version: 2, about: { id: truckId, name: 'PAST 1' }, data: { truckId } },
        { version: 3, at: startedAt, data: { stage: 'in_transit' } },
      ]);
      const next = await get(`/api/v1/trips/${tripId}/history?cursor=${String(first.nextCursor)}`);
      expect(tripHistoryPage.parse(next.body)).toMatchObject({
        items: [
          {
            version: 4,
            who: { id: 'someone', name: null },
            why: 'seen by the guard',
            data: { was: startedAt },
          },
        ],
        nextCursor: null,
      });
      expect((await get(`/api/v1/trips/${newId()}/history`)).body['code']).toBe('trip_not_found');
      expect((await get(`/api/v1/trips/${tripId}/history?cursor=abc`)).body['code']).toBe('invalid_cursor');
    });
  });
};
