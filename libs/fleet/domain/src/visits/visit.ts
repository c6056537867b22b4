import type { Sighting } from '../positions/fix.js';

/** The rule and its version: every visit names what found it. */
export const visitRule = 'visit/1';

/** Leaving needs the outer ring, this far from the fence: a fix is about this accurate. */
export const marginM = 30;
/** A stay this short is a drive-by. */
export const stayMinMs = 5 * 60_000;
/** Outside for this long, the truck has left. */
export const awayMinMs = 2 * 60_000;
/** No signal for longer than this is silence: not presence, nor a reason to think that a truck came back. */
export const silenceMinMs = 10 * 60_000;
/** One fix this far from the fence says as much as two beyond the ring. */
export const farM = 300;

/**
 * A truck at a place, in event time. `provisional` and `confirmed` ones are open: the truck was not seen to
 * leave. Before it is confirmed a visit is only told at the end of what is known.
 */
export type Visit = {
  readonly placeId: string;
  readonly status: 'provisional' | 'confirmed' | 'ended';
  /** The first fix inside: where the visit starts. */
  readonly first: Sighting;
  /** The last fix inside: where it ends. */
  readonly last: Sighting;
  /** Device time of the first fix after the end, the truck left in between; null while the visit is open. */
  readonly leftBeforeMs: number | null;
  /** The longest time between two fixes from first to last. */
  readonly longestGapMs: number;
  /** The sum of silences from first to last. */
  readonly unobservedMs: number;
  /** Of the fence that the first fix was inside of. */
  readonly fenceVersion: number;
};

/** Visits in the order in which they are listed and told. */
export const compareVisits = (a: Visit, b: Visit): number =>
  a.first.deviceTimeMs - b.first.deviceTimeMs || (a.placeId < b.placeId ? -1 : Number(a.placeId > b.placeId));

export const isStay = ({ first, last }: Pick<Visit, 'first' | 'last'>): boolean =>
  last.deviceTimeMs - first.deviceTimeMs >= stayMinMs;
