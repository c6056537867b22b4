import type { TripDetails } from '@watch-tower/contracts';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { newsSince, type TimelineEntry } from '../trips/timeline-words.js';

type State = { busy: boolean; error: unknown; news: readonly TimelineEntry[] };

const idle: State = { busy: false, error: null, news: [] };

export const readTrip = (id: string): Promise<TripDetails> => call('getTrip', { path: { id } });

/**
 * Follows a command about a trip, said of the version `before` (null for a new trip). Where the trip has changed
 * since, nothing was done: `news` says what came, and `onTheirs` has the trip as it is now, for another try.
 */
export function useTripCommand(
  before: TripDetails | null,
  onDone: (trip: TripDetails) => void,
  onTheirs: (trip: TripDetails) => void,
) {
  const [state, setState] = useState(idle);
  const fail = async (error: unknown): Promise<void> => {
    if (!before || !(error instanceof ApiError) || error.status !== 412) return setState({ ...idle, error });
    const theirs = await readTrip(before.id);
    setState({ busy: false, error, news: newsSince(before.version, theirs.timeline) });
    onTheirs(theirs);
  };
  const follow = (command: Promise<TripDetails>): void => {
    setState({ ...idle, busy: true });
    command.then(onDone, fail).catch((error: unknown) => setState({ ...idle, error }));
  };
  return { ...state, follow };
}
