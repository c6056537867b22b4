import type { TripDetails } from '@watch-tower/contracts';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { carryOut } from '../../api/carry-out.js';
import { useIntention } from '../../api/use-intention.js';
import { newsSince, type TimelineEntry } from '../trips/timeline-words.js';
import type { TripDeed } from './trip-deed.js';

type State = { busy: boolean; error: unknown; news: readonly TimelineEntry[] };

const idle: State = { busy: false, error: null, news: [] };

/**
 * Tells the owner of a trip what happened. Said of the version that was on the screen when the form was opened:
 * `news` is what came since where that was too old, and then the deed may be told again, of the newer trip.
 */
export function useTripDeed(opened: TripDetails, onDone: (trip: TripDetails) => void) {
  const [state, setState] = useState(idle);
  const [version, setVersion] = useState(opened.version);
  const keyOf = useIntention();
  const read = (id: string): Promise<TripDetails> => call('getTrip', { path: { id } });

  const fail = async (error: unknown): Promise<void> => {
    if (!(error instanceof ApiError) || error.status !== 412) return setState({ ...idle, error });
    const now = await read(opened.id);
    setVersion(now.version);
    setState({ busy: false, error, news: newsSince(version, now.timeline) });
  };
  const tell = (deed: TripDeed): void => {
    setState({ ...idle, busy: true });
    carryOutDeed(opened.id, version, keyOf([version, deed]), deed, read)
      .then(onDone, fail)
      .catch((error: unknown) => setState({ ...idle, error }));
  };
  return { ...state, tell };
}

function carryOutDeed(
  id: string,
  version: number,
  key: string,
  deed: TripDeed,
  readBack: (id: string) => Promise<TripDetails>,
): Promise<TripDetails> {
  const to = { path: { id }, version, key };
  switch (deed.do) {
    case 'start':
      return carryOut('startTrip', { ...to, body: deed.body }, readBack);
    case 'arrive':
      return carryOut('arriveTrip', { ...to, body: deed.body }, readBack);
    case 'offload':
      return carryOut('offloadTrip', { ...to, body: deed.body }, readBack);
    case 'complete':
      return carryOut('completeTrip', { ...to, body: deed.body }, readBack);
    case 'hold':
      return carryOut('holdTrip', { ...to, body: deed.body }, readBack);
    case 'resume':
      return carryOut('resumeTrip', { ...to, body: deed.body }, readBack);
    case 'fail':
      return carryOut('failTrip', { ...to, body: deed.body }, readBack);
    case 'cancel':
      return carryOut('cancelTrip', { ...to, body: deed.body }, readBack);
    case 'swap-truck':
      return carryOut('swapTruck', { ...to, body: deed.body }, readBack);
    case 'swap-driver':
      return carryOut('swapDriver', { ...to, body: deed.body }, readBack);
    case 'correct':
      return carryOut('correctTrip', { ...to, body: deed.body }, readBack);
  }
}
