import { randomUUID } from 'node:crypto';
import { eventually } from '@watch-tower/testing';
import { Counters } from '../../edge/counters.js';
import { SharedViewLimit } from './shared-view-limit.js';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
let counters: Counters;
const limitOn = (redisUrl: string): SharedViewLimit => {
  counters = new Counters({ redisUrl }, silent);
  return new SharedViewLimit(counters, { sharedViewsPerAddressMax: 2 });
};
afterEach(() => counters.onModuleDestroy());

describe('the limit of views of shared trips', () => {
  it('is of each address, and says when one may look again', async () => {
    const limit = limitOn(process.env['REDIS_URL'] ?? '');
    const [one, other] = [randomUUID(), randomUUID()];
    await eventually(() =>
      expect(limit.take(one)).rejects.toMatchObject({
        status: 429,
        code: 'too_many_views',
        details: { retryAfterSeconds: expect.any(Number) as number },
      }),
    );
    await limit.take(other);
  });

  it('is none while Redis is away: it keeps no secret', async () => {
    const limit = limitOn('redis://127.0.0.1:1');
    for (let nth = 0; nth < 3; nth++) await limit.take('somebody');
  });
});
