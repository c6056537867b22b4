import { openedTimes, stateOf } from './share-link.js';

const nowMs = Date.parse('2026-04-01T08:00:00Z');

describe('a share link', () => {
  it('works until it expires', () => {
    expect(stateOf({ expiresAt: '2026-04-01T08:00:01Z', revokedAt: null }, nowMs)).toBe('works');
    expect(stateOf({ expiresAt: '2026-04-01T08:00:00Z', revokedAt: null }, nowMs)).toBe('expired');
  });

  it('is revoked, whenever it would have expired', () => {
    const revokedAt = '2026-03-01T08:00:00Z';
    expect(stateOf({ expiresAt: '2026-03-02T08:00:00Z', revokedAt }, nowMs)).toBe('revoked');
  });

  it('says how often it was opened', () => {
    expect([0, 1, 2].map(openedTimes)).toEqual(['Never opened', 'Opened once', 'Opened 2 times']);
  });
});
