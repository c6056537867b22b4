import type { TruckPast } from '@watch-tower/contracts';
import { Instant } from '../../components/instant.js';
import { PanelPart, TripLink } from '../truck-panel/current-trip.js';
import { tripPathThen, type PastMoment } from './past-moment.js';

/** At which place a truck was, and on which trip, with the way to the trip as it was. */
export function TripThen({
  moment,
  truck,
  waiting,
}: {
  moment: PastMoment;
  truck: TruckPast | undefined;
  waiting: boolean;
}) {
  return (
    <>
      <PanelPart title="Place then" busy={waiting}>
        {truck?.place ? (
          <p>
            <span className="font-medium">{truck.place.name}</span> since <Instant at={truck.place.since} />
            {truck.place.status === 'provisional' && ', perhaps only driving by'}
          </p>
        ) : (
          <p className="text-muted">At no known place</p>
        )}
      </PanelPart>
      <PanelPart title="Trip then" busy={waiting}>
        {truck?.trip ? (
          <TripLink trip={truck.trip} to={tripPathThen(truck.trip.id, moment)} />
        ) : (
          <p className="text-muted">None</p>
        )}
      </PanelPart>
    </>
  );
}
