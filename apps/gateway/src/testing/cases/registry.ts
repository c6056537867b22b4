import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { gateway, owners, unique } from './context.js';

const nowText = (): string => new Date().toISOString();

export const registryCases = (): void => {
  describe('master data', () => {
    const get = (path: string) => gateway.request('GET', path, { token: gateway.tokens.viewer });
    const idsOf = async (path: string) =>
      ((await get(path)).body['items'] as { id: string }[]).map(({ id }) => id);
    const known = (path: string, version = 1) =>
      eventually(async () => expect((await get(path)).body).toMatchObject({ version }));

    it('is found by what it is and where, the retired apart', async () => {
      const marker = unique('place');
      const [apapa, ikeja, retired, unmapped] = [newId(), newId(), newId(), newId()];
      const circle = (latitude: number, longitude: number) =>
        ({ shape: 'circle', latitude, longitude, radiusM: 300 }) as const;
      await owners.publish(
        owners.location(apapa, 1, `${marker} A`, {
          fence: circle(6.44, 3.36),
          city: 'Apapa',
          state: 'Lagos',
        }),
        owners.location(ikeja, 1, `${marker} B`, {
          type: 'client',
          city: 'Ikeja',
          state: 'Lagos',
          fence: {
            shape: 'polygon',
            ring: [
              [3.34, 6.59],
              [3.35, 6.59],
              [3.35, 6.6],
              [3.34, 6.59],
            ],
          },
        }),
        owners.location(retired, 1, `${marker} C`, { fence: circle(6.44, 3.36), retiredAt: nowText() }),
        owners.location(unmapped, 1, `${marker} D`),
      );
      for (const id of [apapa, ikeja, retired, unmapped]) await known(`/api/v1/locations/${id}`);
      const found = (query: string) => idsOf(`/api/v1/locations?text=${marker}${query}`);
      expect(await found('')).toEqual([apapa, ikeja, unmapped]);
      expect(await found('&type=client')).toEqual([ikeja]);
      expect(await found('&state=Lagos&city=Apapa')).toEqual([apapa]);
      expect(await found('&retired=true')).toEqual([retired]);
      expect(await found('&bbox=3.3,6.4,3.4,6.5')).toEqual([apapa]);
      expect(await found('&bbox=3.3485,6.5985,3.4,6.7')).toEqual([ikeja]);
      // 300 m beside the centre, and no farther.
      expect(await found('&bbox=3.3625,6.44,3.4,6.45')).toEqual([apapa]);
      expect(await found('&bbox=3.3628,6.44,3.4,6.45')).toEqual([]);
      const first = await get(`/api/v1/locations?text=${marker}&limit=2`);
      expect(await found(`&limit=2&cursor=${String(first.body['nextCursor'])}`)).toEqual([unmapped]);
    });

    it('of trucks and drivers is found by whom they belong to', async () => {
      const marker = unique('T').toUpperCase();
      const [organizationId, truck, other, gone] = [newId(), newId(), newId(), newId()];
      const [driver, retired] = [newId(), newId()];
      await owners.publish(
        owners.truck(truck, 1, `${marker}1`, { organizationId, displayNumber: `Shown ${marker}` }),
        owners.truck(other, 1, `${marker}2`, { status: 'maintenance' }),
        owners.truck(gone, 1, `${marker}3`, { retiredAt: nowText() }),
        owners.driver(driver, 1, marker, { truckId: truck, phone: '+23480' }),
        owners.driver(retired, 1, marker, { truckId: truck, retiredAt: nowText() }),
      );
      for (const id of [truck, other, gone]) await known(`/api/v1/trucks/${id}`);
      for (const id of [driver, retired]) await known(`/api/v1/drivers/${id}`);
      expect(await idsOf(`/api/v1/trucks?text=${marker}`)).toEqual([truck, other]);
      expect(await idsOf(`/api/v1/trucks?text=${marker}&retired=true`)).toEqual([gone]);
      expect(await idsOf(`/api/v1/trucks?organizationId=${organizationId}`)).toEqual([truck]);
      expect(await idsOf(`/api/v1/trucks?text=${marker}&status=maintenance`)).toEqual([other]);
      expect(await idsOf(`/api/v1/trucks?text=shown ${marker}`)).toEqual([truck]);
      expect(await idsOf(`/api/v1/drivers?truckId=${truck}`)).toEqual([driver]);
      expect(await idsOf(`/api/v1/drivers?truckId=${truck}&retired=true`)).toEqual([retired]);
      expect((await get(`/api/v1/drivers/${driver}`)).headers.get('etag')).toBe('"1"');
    });

    it('shows by what a truck was known, beside the truck and not in it', async () => {
      const id = newId();
      const identities = [
        { kind: 'imei' as const, value: '12345678', from: nowText(), until: null },
        { kind: 'plate' as const, value: 'ID1', from: null, until: null },
      ];
      await owners.publish(owners.truck(id, 1, 'ID 1', { identities }));
      await known(`/api/v1/trucks/${id}`);
      expect((await get(`/api/v1/trucks/${id}`)).body).not.toHaveProperty('identities');
      expect((await get(`/api/v1/trucks/${id}/identities`)).body).toEqual({ items: identities });
    });

    it.each([
      ['PUT', 'update', { name: 'Renamed' }, { change: { name: 'Renamed' } }],
      ['DELETE', 'retire', undefined, {}],
    ])(
      'is changed by its owner, and answered once that can be read: %s',
      async (method, verb, body, content) => {
        const id = newId();
        await owners.publish(owners.driver(id, 1, 'Named'));
        await known(`/api/v1/drivers/${id}`);
        const asked = gateway.request(method, `/api/v1/drivers/${id}`, {
          token: gateway.tokens.admin,
          ...(body === undefined ? {} : { body }),
          headers: { 'if-match': '"1"' },
        });
        const command = await owners.commandTo(id);
        expect(command.type).toBe(`watchtower.fleet.${verb}-driver.v1`);
        expect(JSON.parse(command.value)).toMatchObject({
          ...content,
          expectedVersion: 1,
          actor: { role: 'admin' },
        });
        const retiredAt = verb === 'retire' ? nowText() : null;
        await owners.publish(
          owners.driver(id, 2, 'Renamed', { retiredAt }),
          owners.outcome(command.id, id, { result: 'succeeded', version: 2 }, 'driver'),
        );
        const answer = await asked;
        expect(answer).toMatchObject({ status: 200, body: { id, version: 2, name: 'Renamed', retiredAt } });
        expect(answer.headers.get('etag')).toBe('"2"');
      },
    );
  });
};
