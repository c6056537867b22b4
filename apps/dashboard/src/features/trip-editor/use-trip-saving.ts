import type { TripDetails } from '@watch-tower/contracts';
import { carryOut } from '../../api/carry-out.js';
import { useIntention } from '../../api/use-intention.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { readTrip, useTripCommand } from '../trip-actions/use-trip-command.js';
import { changesOf, toPlan, type TripForm } from './trip-form.js';

/** Enters a trip, or changes the plan of one as it was `before`. */
export function useTripSaving({
  before,
  originTripId,
  onSaved,
  onTheirs,
}: {
  before: TripDetails | null;
  originTripId: string | null;
  onSaved: (trip: TripDetails) => void;
  onTheirs: (trip: TripDetails) => void;
}) {
  const { follow, ...state } = useTripCommand(before, onSaved, onTheirs);
  const keyOf = useIntention();

  const create = (form: TripForm): Promise<TripDetails> => {
    const body = { ...toPlan(form, operatorTimeZone), originTripId };
    return carryOut('createTrip', { key: keyOf(body), body }, readTrip);
  };
  const update = async (trip: TripDetails, form: TripForm): Promise<TripDetails> => {
    const body = changesOf(trip, form, operatorTimeZone);
    if (Object.keys(body).length === 0) return trip;
    const { id, version } = trip;
    return carryOut('updateTrip', { path: { id }, version, key: keyOf([version, body]), body }, readTrip);
  };
  return { ...state, save: (form: TripForm) => follow(before ? update(before, form) : create(form)) };
}
