import type { TripDetails } from '@watch-tower/contracts';
import { useState } from 'react';
import { carryOut } from '../../api/carry-out.js';
import { useIntention } from '../../api/use-intention.js';
import type { TripDeed } from './trip-deed.js';
import { readTrip, useTripCommand } from './use-trip-command.js';

/** Tells the owner of a trip what happened, of the trip as it was when the form was opened. */
export function useTripDeed(opened: TripDetails, onDone: (trip: TripDetails) => void) {
  const [seen, setSeen] = useState(opened);
  const { follow, ...state } = useTripCommand(seen, onDone, setSeen);
  const keyOf = useIntention();
  const tell = (deed: TripDeed): void => follow(carryOutDeed(seen, keyOf([seen.version, deed]), deed));
  return { ...state, tell };
}

function carryOutDeed({ id, version }: TripDetails, key: string, deed: TripDeed): Promise<TripDetails> {
  const to = { path: { id }, version, key };
  switch (deed.do) {
    case 'start':
      return carryOut('startTrip', { ...to, body: deed.body }, readTrip);
    case 'arrive':
      return carryOut('arriveTrip', { ...to, body: deed.body }, readTrip);
    case 'offload':
      return carryOut('offloadTrip', { ...to, body: deed.body }, readTrip);
    case 'complete':
      return carryOut('completeTrip', { ...to, body: deed.body }, readTrip);
    case 'hold':
      return carryOut('holdTrip', { ...to, body: deed.body }, readTrip);
    case 'resume':
      return carryOut('resumeTrip', { ...to, body: deed.body }, readTrip);
    case 'fail':
      return carryOut('failTrip', { ...to, body: deed.body }, readTrip);
    case 'cancel':
      return carryOut('cancelTrip', { ...to, body: deed.body }, readTrip);
    case 'swap-truck':
      return carryOut('swapTruck', { ...to, body: deed.body }, readTrip);
    case 'swap-driver':
      return carryOut('swapDriver', { ...to, body: deed.body }, readTrip);
    case 'correct':
      return carryOut('correctTrip', { ...to, body: deed.body }, readTrip);
  }
}
