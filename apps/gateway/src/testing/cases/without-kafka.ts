import { plan } from './context.js';
import { runGateway } from '../running-gateway.js';

export const withoutKafkaCases = (): void => {
  describe('without Kafka and without Redis', () => {
    it('comes up, answers what it knows, and keeps what comes in', async () => {
      // Port 9 is `discard`: nobody listens there.
      const lonely = await runGateway({ KAFKA_BROKERS: '127.0.0.1:9', REDIS_URL: 'redis://127.0.0.1:9' });
      try {
        expect((await lonely.request('GET', '/health/ready')).status).toBe(200);
        expect((await lonely.request('GET', '/api/v1/trips', { token: lonely.tokens.viewer })).status).toBe(
          200,
        );
        expect((await lonely.webhook('[{}]')).status).toBe(202);
        const command = { token: lonely.tokens.admin, body: plan() };
        expect(await lonely.request('POST', '/api/v1/trips', command)).toMatchObject({
          status: 202,
          body: { status: 'accepted' },
        });
      } finally {
        expect(await lonely.stop()).toBe(0);
      }
    });
  });
};
