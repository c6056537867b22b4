import { jest } from '@jest/globals';
import { hashPassword, passwordMatches } from './passwords.js';

// Hashing is meant to be slow.
jest.setTimeout(30_000);

describe('a password', () => {
  it('matches its own hash, and no other does', async () => {
    const stored = await hashPassword('correct horse');
    expect(stored).toMatch(/^scrypt\$16384\$8\$5\$/);
    expect(await passwordMatches('correct horse', stored)).toBe(true);
    expect(await passwordMatches('correct horsE', stored)).toBe(false);
  });

  it('has another hash every time', async () => {
    expect(await hashPassword('a')).not.toBe(await hashPassword('a'));
  });

  it('is the same however its accents are encoded', async () => {
    expect(await passwordMatches('caf\u00e9', await hashPassword('cafe\u0301'))).toBe(true);
  });

  it('is never compared with a malformed hash', async () => {
    await expect(passwordMatches('a', 'plain text')).rejects.toThrow('malformed');
  });
});
