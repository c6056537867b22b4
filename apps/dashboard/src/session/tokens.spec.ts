import { isDueForRenewal, parseSession, sessionOf } from './tokens.js';

const tokens = { accessToken: 'a', refreshToken: 'r', expiresInSeconds: 900 };

describe('a session', () => {
  it('expires as long after its arrival as the answer says', () => {
    expect(sessionOf(tokens, 1_000)).toEqual({ accessToken: 'a', refreshToken: 'r', expiresAtMs: 901_000 });
  });

  it('is renewed a minute before it expires, not earlier', () => {
    const session = sessionOf(tokens, 0);
    expect(isDueForRenewal(session, 839_999)).toBe(false);
    expect(isDueForRenewal(session, 840_000)).toBe(true);
  });

  it('comes back from storage', () => {
    const session = sessionOf(tokens, 0);
    expect(parseSession(JSON.stringify(session))).toEqual(session);
  });

  it.each([null, '', 'not json', '{}', '7', '{"accessToken":"a"}'])(
    'is none when storage holds %p',
    (stored) => {
      expect(parseSession(stored)).toBeNull();
    },
  );
});
