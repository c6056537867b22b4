import type { ShareLinks } from '@watch-tower/contracts';

export type ShareLink = ShareLinks['items'][number];

type ShareLinkState = 'works' | 'expired' | 'revoked';

/** Whether a link shows anything at `nowMs`. Who revoked it says more than that it would be over by now. */
export function stateOf(
  { expiresAt, revokedAt }: Pick<ShareLink, 'expiresAt' | 'revokedAt'>,
  nowMs: number,
): ShareLinkState {
  if (revokedAt !== null) return 'revoked';
  return Date.parse(expiresAt) > nowMs ? 'works' : 'expired';
}

export const openedTimes = (views: number): string =>
  views === 0 ? 'Never opened' : views === 1 ? 'Opened once' : `Opened ${views} times`;
