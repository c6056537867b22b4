import { jest } from '@jest/globals';
import { newId } from '@watch-tower/messaging';
import { AccessTokens } from './access-tokens.js';

const tokens = new AccessTokens({ jwtSecret: 'a secret of thirty-two characters', accessTokenSeconds: 60 });
const user = { id: newId(), role: 'dispatcher' } as const;
const code = (given: string): object => expect.objectContaining({ code: given }) as object;

describe('an access token', () => {
  beforeEach(() => void jest.useFakeTimers({ now: Date.UTC(2026, 0, 1), doNotFake: ['nextTick'] }));
  afterEach(() => void jest.useRealTimers());

  it('says who asks, as often as it is shown, until it expires', async () => {
    const token = await tokens.issue(user);
    for (let time = 0; time < 3; time += 1)
      expect(await tokens.verify(token)).toEqual({ ...user, expiresAt: new Date(Date.now() + 60_000) });
    jest.setSystemTime(Date.now() + 60_000);
    await expect(tokens.verify(token)).rejects.toEqual(code('token_expired'));
    await expect(tokens.verify(token)).rejects.toEqual(code('token_expired'));
  });

  it('that another key signed, or that was altered, is refused every time', async () => {
    const other = new AccessTokens({
      jwtSecret: 'another secret, as long as the one',
      accessTokenSeconds: 60,
    });
    const [foreign, own] = [await other.issue(user), await tokens.issue(user)];
    await tokens.verify(own);
    for (const token of [foreign, `${own}x`, own.replace('.', '..'), '', foreign])
      await expect(tokens.verify(token)).rejects.toEqual(code('unauthenticated'));
  });

  it('is known again when a thousand others were shown since', async () => {
    const token = await tokens.issue(user);
    await tokens.verify(token);
    for (let other = 0; other < 1_001; other += 1)
      await tokens.verify(await tokens.issue({ id: newId(), role: 'viewer' }));
    expect(await tokens.verify(token)).toMatchObject(user);
  });
});
