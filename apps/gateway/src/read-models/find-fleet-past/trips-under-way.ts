import type { TruckStatusView } from '@watch-tower/contracts';
import type { TripRow } from '../find-trips/trip-row.js';
import { tripAt, type Moment, type TripEvent } from '../get-trip-past/trip-at.js';

export type TripUnderWay = NonNullable<TruckStatusView['currentTrip']>;

/**
 * Which trip each truck was on at a moment. One that stood at its pickup counts, one that merely waited does not;
 * of several the one that had left, then the one that was to depart last.
 * @param trips the events of each trip that may have been under way.
 */
export const tripsUnderWay = (
  trips: readonly (readonly TripEvent[])[],
  moment: Moment,
): ReadonlyMap<string, TripUnderWay> => {
  const underWay = trips
    .map((events) => tripAt(events, moment)?.row)
    .filter((row) => row !== undefined)
    .filter(isUnderWay)
    .sort(lessLikelyFirst);
  return new Map(
    underWay.flatMap(({ truckId, id, vpcId, stage }) =>
      truckId === null ? [] : [[truckId, { id, vpcId, stage }]],
    ),
  );
};

const isUnderWay = ({ status, stage }: TripRow): boolean => status === 'ongoing' || stage === 'at_pickup';

const lessLikelyFirst = (one: TripRow, other: TripRow): number =>
  Number(one.status === 'ongoing') - Number(other.status === 'ongoing') ||
  Date.parse(one.scheduledDeparture) - Date.parse(other.scheduledDeparture) ||
  (one.id < other.id ? 1 : -1);
