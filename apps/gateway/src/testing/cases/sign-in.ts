import { type Tokens } from '@watch-tower/contracts';
import { eventually } from '@watch-tower/testing';
import { gateway, unique } from './context.js';
import { type Answered } from '../running-gateway.js';

export const signInCases = (): void => {
  describe('signing in', () => {
    const login = (email: string, password: string) =>
      gateway.request('POST', '/api/v1/auth/login', { body: { email, password } });
    const refresh = (refreshToken: string) =>
      gateway.request('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
    const signedIn = async () =>
      (await login('Admin@Example.com', gateway.password)).body as unknown as Tokens;

    it('gives tokens that say who one is', async () => {
      const { accessToken, expiresInSeconds } = await signedIn();
      expect(expiresInSeconds).toBe(900);
      const me = await gateway.request('GET', '/api/v1/auth/me', { token: accessToken });
      expect(me.body).toMatchObject({ email: 'admin@example.com', role: 'admin', name: 'The admin' });
    });

    it('lets everybody who is signed in know who the others are, but not their addresses', async () => {
      const { body } = await gateway.request('GET', '/api/v1/people', { token: gateway.tokens.viewer });
      const items = body['items'] as object[];
      expect(items).toContainEqual({
        id: expect.any(String) as string,
        name: 'The admin',
        role: 'admin',
      });
      expect(JSON.stringify(items)).not.toContain('@');
    });

    it('says the same of a wrong password and of an unknown person', async () => {
      const wrong = await login('viewer@example.com', 'wrong');
      const unknown = await login('nobody@example.com', 'wrong');
      expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
      expect(unknown.body['detail']).toBe(wrong.body['detail']);
    });

    it('is limited', async () => {
      const email = `${unique('guess')}@example.com`;
      const answers: Answered[] = [];
      for (let attempt = 0; attempt < 6; attempt++) answers.push(await login(email, 'wrong'));
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
      expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(800);
    });

    it('goes on by refresh tokens that are good for once; a second use ends the whole session', async () => {
      const first = await signedIn();
      const second = await refresh(first.refreshToken);
      expect(second.status).toBe(200);
      const { refreshToken } = second.body as unknown as Tokens;
      expect(await refresh(first.refreshToken)).toMatchObject({
        status: 401,
        body: { code: 'refresh_token_reused' },
      });
      expect((await refresh(refreshToken)).status).toBe(401);
      expect(await refresh('x')).toMatchObject({ status: 401, body: { code: 'refresh_token_invalid' } });
    });

    it('fails closed and fast while Redis is frozen or away, and nothing else does', async () => {
      for (const fail of [gateway.redis.freeze, gateway.redis.cut]) {
        fail();
        const startedAt = performance.now();
        const answer = await login('admin@example.com', gateway.password);
        expect(performance.now() - startedAt).toBeLessThan(250);
        expect(answer).toMatchObject({ status: 503, body: { code: 'sign_in_unavailable' } });
        expect(answer.headers.get('retry-after')).toBe('5');
        const trips = await gateway.request('GET', '/api/v1/trips', { token: gateway.tokens.viewer });
        expect(trips.status).toBe(200);
      }
      gateway.redis.mend();
      await eventually(async () =>
        expect((await login('admin@example.com', gateway.password)).status).toBe(200),
      );
    });
  });
};
