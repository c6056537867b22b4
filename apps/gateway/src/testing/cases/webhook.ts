import { topics, type Topic } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { gateway, unique } from './context.js';
import { type Answered } from '../running-gateway.js';

export const webhookCases = (): void => {
  describe('a location webhook', () => {
    const inboxOf = (part: string, topic: Topic = topics.telemetryPositions) =>
      gateway.database.query<{ key: string; id: string; value: string }>(sql`
      select key, headers->>'ce_id' as id, value from inbox
      where topic = ${topic.name} and position(${part} in value) > 0
      order by transaction_id, position`);

    it('is in the inbox when it is answered, each element a message with the text that came', async () => {
      const imei = String(Date.now());
      const first = `{"imei":"${imei}", "speed":0.0,"vehiclenumber":"kbx 123-a"}`;
      const answer = await gateway.webhook(`[${first},7,{"imei":"${imei}"}]`);
      expect(answer).toMatchObject({ status: 202, body: { accepted: 3 } });
      const rows = await inboxOf(imei);
      expect(rows.map(({ key }) => key)).toEqual(['KBX123A', imei]);
      expect(rows[0]?.value).toContain(`"report":${first}}`);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
    });

    it('of an alert is kept in the same way, for the topic of alerts', async () => {
      const id = unique('alert');
      const closed = `{"id":"${id}","kind":"IdlingAlert","vehicle_number":"kbx 123-a","extra":0.0}`;
      const answer = await gateway.webhook(closed, undefined, 'alert');
      expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } });
      const [row] = await inboxOf(id, topics.telemetryAlerts);
      expect(row).toMatchObject({
        key: 'KBX123A',
        value: expect.stringContaining(`"report":${closed}}`) as string,
      });
      expect(await inboxOf(id)).toEqual([]);
    });

    it('is counted in whole batches, every request once, under concurrency', async () => {
      const marker = unique('many');
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, nth) => gateway.webhook(`{"imei":"${nth}","marker":"${marker}"}`)),
      );
      expect(answers.every(({ status }) => status === 202)).toBe(true);
      expect(await inboxOf(marker)).toHaveLength(40);
    });

    it.each<[string, () => Promise<Answered>, number, string]>([
      ['without the secret', () => gateway.webhook('[]', {}), 401, 'wrong_secret'],
      [
        'with a wrong secret',
        () => gateway.webhook('[]', { 'x-loconav-secret': 'wrong' }),
        401,
        'wrong_secret',
      ],
      ['that is no JSON', () => gateway.webhook('{"imei":'), 400, 'malformed_json'],
      ['without a body', () => gateway.webhook(''), 400, 'malformed_json'],
      ['of an alert without the secret', () => gateway.webhook('[]', {}, 'alert'), 401, 'wrong_secret'],
      ['of an alert that is no JSON', () => gateway.webhook('{', undefined, 'alert'), 400, 'malformed_json'],
      ['that is too large', () => gateway.webhook(`["${'x'.repeat(100_001)}"]`), 413, 'body_too_large'],
    ])('%s is refused', async (_what, send, status, code) => {
      const answer = await send();
      expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    });

    it('is told to wait when too many come', async () => {
      const answers = await Promise.all(Array.from({ length: 400 }, () => gateway.webhook('[]')));
      const refused = answers.filter(({ status }) => status !== 202);
      expect(refused.length).toBeGreaterThan(0);
      for (const { status, headers } of refused) {
        expect(status).toBe(429);
        expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      }
    });
  });
};
