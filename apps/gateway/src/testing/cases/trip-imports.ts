import { importPreview, importResult, spreadsheetTypes } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { created, gateway, owners, unique } from './context.js';

export const tripImportsCases = (): void => {
  describe('an import of trips', () => {
    const token = () => gateway.tokens.dispatcher;
    const preview = (body: string, type: string = spreadsheetTypes.csv, as = token()) =>
      gateway.request('POST', '/api/v1/trips/imports/preview', {
        token: as,
        body,
        headers: { 'content-type': type },
      });
    const create = (importId: string, as = token()) =>
      gateway.request('POST', `/api/v1/trips/imports/${importId}/create`, { token: as });
    const fence = { shape: 'circle', latitude: 6.45, longitude: 3.36, radiusM: 200 } as const;

    it('shows what rows would create, and creates the good ones once', async () => {
      const [pickup, delivery] = [unique('Quay'), unique('Client')];
      await owners.publish(
        owners.location(newId(), 1, pickup, { fence }),
        owners.location(newId(), 1, delivery, { fence }),
      );
      const [first, second, third] = [unique('V'), unique('V'), unique('V')];
      const file = [
        'vpc_id;pickup;delivery;scheduled_departure',
        `${first};${pickup.toLowerCase()};${delivery};2026-04-01 08:00`,
        `${second};${pickup};${delivery};01/Apr/2026 09:00`,
        `${third};nowhere to be found;${delivery};2026-04-01 10:00`,
      ].join('\r\n');
      const shown = await eventually(async () => {
        const answer = importPreview.parse((await preview(file)).body);
        expect([answer.good, answer.bad]).toEqual([2, 1]);
        return answer;
      });
      expect(shown.rows[0]?.creates).toMatchObject({ scheduledDeparture: '2026-04-01T07:00:00.000Z' });
      expect(shown.rows[2]).toMatchObject({ row: 4, creates: null, faults: [{ column: 'pickup' }] });

      const carryOut = async () => {
        const [one, other] = [await owners.commandWith(first), await owners.commandWith(second)];
        const refusal = { kind: 'conflict', code: 'no_more', message: 'No more.' };
        await owners.publish(
          created(one.key, first),
          owners.outcome(one.id, one.key, { result: 'succeeded', version: 1 }),
          owners.outcome(other.id, other.key, { result: 'refused', refusal }),
        );
        return one.key;
      };
      const [answer, tripId] = await Promise.all([create(shown.importId), carryOut()]);
      const result = importResult.parse(answer.body);
      expect(result.items).toMatchObject([
        { row: 2, vpcId: first, status: 'created', tripId },
        { row: 3, vpcId: second, status: 'refused', problem: { status: 409, code: 'no_more' } },
      ]);
      expect((await create(shown.importId)).body).toEqual(answer.body);
      const commands = await gateway.database.query(
        sql`select from command_inbox where topic like '%commands%' and position(${first} in value) > 0`,
      );
      expect(commands).toHaveLength(1);

      const again = importPreview.parse((await preview(file)).body);
      expect(again.rows[0]?.faults).toMatchObject([{ column: 'vpc_id', value: first }]);
      expect((await create(shown.importId, gateway.tokens.admin)).body['code']).toBe('import_not_found');
    });

    it('is refused where it is no table of trips', async () => {
      const noColumns = await preview('a,b\n1,2\n');
      expect(noColumns).toMatchObject({ status: 422, body: { code: 'columns_missing' } });
      const noZip = await preview('no zip', spreadsheetTypes.xlsx);
      expect(noZip).toMatchObject({ status: 422, body: { code: 'file_unreadable' } });
      expect((await preview('{}', 'application/json')).status).toBe(415);
      expect((await preview('x', 'text/plain')).status).toBe(415);
      expect((await preview('x'.repeat(1_100_000))).status).toBe(413);
      expect((await preview('x', spreadsheetTypes.csv, gateway.tokens.viewer)).status).toBe(403);
      expect((await create(newId())).body['code']).toBe('import_not_found');
    });
  });
};
