import type { Tokens } from '@watch-tower/contracts';

/** A person's tokens, and when by this computer's clock the access token stops working. */
export type Session = { accessToken: string; refreshToken: string; expiresAtMs: number };

/** Tokens are renewed this long before they expire, so that no request meets an expired one. */
export const renewBeforeExpiryMs = 60_000;

/** The session that just received tokens open. */
export function sessionOf(tokens: Tokens, nowMs: number): Session {
  const { accessToken, refreshToken, expiresInSeconds } = tokens;
  return { accessToken, refreshToken, expiresAtMs: nowMs + expiresInSeconds * 1_000 };
}

/** Whether the access token should be renewed before it is used. */
export function isDueForRenewal({ expiresAtMs }: Session, nowMs: number): boolean {
  return expiresAtMs - nowMs <= renewBeforeExpiryMs;
}

/** The session in a stored text; null for nothing, and for what this version does not understand. */
export function parseSession(stored: string | null): Session | null {
  if (stored === null) return null;
  try {
    const read: unknown = JSON.parse(stored);
    return isSession(read) ? read : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false;
  const { accessToken, refreshToken, expiresAtMs } = value as Record<string, unknown>;
  return (
    typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof expiresAtMs === 'number'
  );
}
