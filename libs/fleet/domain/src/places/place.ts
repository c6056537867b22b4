import type { Fence } from './fence.js';

/** What a place's fence was from an instant on; null where it has none any more. */
export type FenceVersion = {
  /** Of the location, when this fence was accepted. */
  readonly version: number;
  /** Epoch ms. */
  readonly fromMs: number;
  readonly fence: Fence | null;
};

/** A place with the history of its fence, oldest first, at least one; the oldest is a fence. */
export type Place = { readonly id: string; readonly fences: readonly [FenceVersion, ...FenceVersion[]] };

/**
 * The fence in force at an instant. The first one counts for all time before it too: the place was always
 * there, we learnt of it late. An edit counts from when it was accepted: it does not rewrite the past.
 */
export const fenceAt = ({ fences }: Place, timeMs: number): FenceVersion =>
  fences.findLast(({ fromMs }) => fromMs <= timeMs) ?? fences[0];
