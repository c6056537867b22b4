import type { KnownTrip, MirrorPhase, MirrorStep } from '@watch-tower/fleet-domain';
import { LoconavError, type LoconavClient, type NewTrip, type Trip } from '@watch-tower/loconav';

type Mirrored = Extract<KnownTrip, { kind: 'mirrored' }>;

const phasesOfStates: Readonly<Record<string, MirrorPhase>> = {
  ongoing: 'under_way',
  completed: 'ended',
  unsuccessful: 'cancelled',
  trashed: 'cancelled',
};

/** A trip that LocoNav has already. One that is `delayed` may have begun or not: it is begun again. */
export const asFound = ({ id, state }: Trip): Mirrored => ({
  kind: 'mirrored',
  loconavTripId: id,
  trackUrl: null,
  phase: phasesOfStates[state ?? ''] ?? 'waiting',
  told: null,
});

/** What is to be done to a trip that LocoNav has. */
export type StepThere = Exclude<MirrorStep, 'create' | 'look'>;

/**
 * Does one step at LocoNav. Where it refuses, the answer to an earlier try may have been lost: what was to be brought
 * about is looked for before the refusal is believed.
 * @throws LoconavError
 */
export const takeStep = async (
  client: LoconavClient,
  known: Mirrored,
  step: StepThere,
  trip: { readonly tripId: string; readonly content: NewTrip | undefined },
): Promise<Mirrored> => {
  const id = known.loconavTripId;
  switch (step) {
    case 'start':
      return moved(client, known, trip.tripId, 'START_TRIP', 'under_way');
    case 'end':
      return moved(client, known, trip.tripId, 'END_TRIP', 'ended');
    case 'reject':
      return moved(client, known, trip.tripId, 'REJECT_TRIP', 'cancelled');
    case 'delete':
      await client.trips.delete(id);
      return { ...known, phase: 'cancelled' };
    case 'track':
      return { ...known, trackUrl: await client.trips.trackUrl(id) };
    case 'update':
      if (trip.content !== undefined) await client.trips.update(id, trip.content);
      return known;
    default:
      return step satisfies never;
  }
};

const moved = async (
  client: LoconavClient,
  known: Mirrored,
  tripId: string,
  action: 'START_TRIP' | 'END_TRIP' | 'REJECT_TRIP',
  phase: MirrorPhase,
): Promise<Mirrored> => {
  try {
    await client.trips.act(known.loconavTripId, action);
    return { ...known, phase };
  } catch (error) {
    if (!(error instanceof LoconavError) || !isRefusal(error)) throw error;
    const found = await client.trips.find(tripId);
    const isBegun = action === 'START_TRIP' && found?.state === 'delayed';
    const reached = found === undefined ? undefined : isBegun ? 'under_way' : asFound(found).phase;
    // Over is over, by whomever: nothing more can be done there.
    if (reached === phase || reached === 'ended' || reached === 'cancelled')
      return { ...known, phase: reached };
    throw error;
  }
};

/** Whether asking again would bring the same answer: it is about the trip, and neither about us nor about the moment. */
export const isRefusal = ({ kind }: LoconavError): boolean =>
  kind === 'unprocessable' || kind === 'not_found';
