import { eventually } from '@watch-tower/testing';
import { gateway, unique, plan } from './context.js';

export const postgresAwayCases = (): void => {
  describe('while PostgreSQL does not answer', () => {
    afterEach(async () => {
      gateway.postgres.mend();
      await eventually(async () => expect((await gateway.webhook('[{}]')).status).toBe(202), {
        timeoutMs: 15_000,
      });
    });

    it.each(['cut', 'freeze'] as const)(
      'nothing is accepted, and everybody is told so soon (%s)',
      async (fault) => {
        gateway.postgres[fault]();
        const startedAt = performance.now();
        const marker = unique('lost');
        const answer = await gateway.webhook(`{"imei":"1","marker":"${marker}"}`);
        expect(answer).toMatchObject({ status: 503, body: { code: 'inbox_unavailable' } });
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
        expect(performance.now() - startedAt).toBeLessThan(4_000);
        const command = await gateway.request('POST', '/api/v1/trips', {
          token: gateway.tokens.admin,
          body: plan(),
        });
        expect(command.status).toBe(503);
        const ready = await gateway.request('GET', '/health/ready');
        expect(ready.status).toBe(503);
        expect((await gateway.request('GET', '/health/live')).status).toBe(200);
      },
    );
  });
};
