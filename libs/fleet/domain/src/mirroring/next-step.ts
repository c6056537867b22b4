/** Where a trip stands, as far as LocoNav tells trips apart. A failed trip is a cancelled one there. */
export type MirrorPhase = 'waiting' | 'under_way' | 'ended' | 'cancelled';

/** What LocoNav is to show of a trip. */
export type MirrorPlan = {
  readonly truckId: string | null;
  readonly stops: readonly {
    readonly locationId: string;
    readonly arrivalAt: string | null;
    readonly departureAt: string | null;
  }[];
  readonly departureAt: string;
};

export type WantedTrip = { readonly phase: MirrorPhase; readonly plan: MirrorPlan };

/** What LocoNav is known to have: nothing, perhaps a trip (it was asked for one), or this one. */
export type KnownTrip =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked' }
  | {
      readonly kind: 'mirrored';
      readonly loconavTripId: number;
      readonly trackUrl: string | null;
      readonly phase: MirrorPhase;
      /** What it was told last; null where only its id is known. */
      readonly told: MirrorPlan | null;
    };

export type MirrorStep = 'create' | 'look' | 'start' | 'update' | 'track' | 'end' | 'delete' | 'reject';

/**
 * What brings LocoNav nearer to what is wanted; null where nothing is to be done or can be. What is over there stays
 * over, what has begun there is not taken back, and what was over before it was there is not brought there.
 */
export const nextStep = ({ phase, plan }: WantedTrip, known: KnownTrip): MirrorStep | null => {
  const isOver = phase === 'ended' || phase === 'cancelled';
  if (known.kind !== 'mirrored') {
    if (isOver) return known.kind === 'asked' ? 'look' : null;
    return plan.truckId === null ? null : 'create';
  }
  if (known.phase === 'ended' || known.phase === 'cancelled') return null;
  const hasBegun = known.phase === 'under_way';
  if (phase === 'cancelled') return hasBegun ? 'reject' : 'delete';
  if (phase === 'ended') return hasBegun ? 'end' : 'start';
  if (phase === 'under_way' && !hasBegun) return 'start';
  if (plan.truckId !== null && !isSamePlan(plan, known.told)) return 'update';
  return known.trackUrl === null ? 'track' : null;
};

const isSamePlan = (plan: MirrorPlan, told: MirrorPlan | null): boolean =>
  told !== null &&
  plan.truckId === told.truckId &&
  plan.departureAt === told.departureAt &&
  plan.stops.length === told.stops.length &&
  plan.stops.every((stop, index) => {
    const other = told.stops[index];
    return (
      stop.locationId === other?.locationId &&
      stop.arrivalAt === other.arrivalAt &&
      stop.departureAt === other.departureAt
    );
  });

const firstPauseMs = 30_000;
const pauseMsMax = 15 * 60_000;

/**
 * How long a trip rests after so many failures in a row: about four tries an hour in the long run.
 * @param random in [0, 1), so that those that failed together do not come back together.
 */
export const pauseMsAfter = (failures: number, random: number): number =>
  Math.round(Math.min(pauseMsMax, firstPauseMs * 2 ** (failures - 1)) * (0.5 + 0.5 * random));
