import type { Outlook } from '@watch-tower/contracts';
import { Instant } from '../../components/instant.js';

/** When a truck is expected, and why. */
export function OutlookNote({ outlook: { expectedAt, basis } }: { outlook: Outlook }) {
  const { distanceKm, speedKmh, laneTrips, fixAt } = basis;
  const pace =
    laneTrips === 0
      ? `an expected ${speedKmh} km/h`
      : `${speedKmh} km/h, as the middle one of ${laneTrips} trips on this way`;
  return (
    <p className="text-xs text-muted" data-testid="outlook">
      <span className="font-medium text-ink">
        expected <Instant at={expectedAt} />
      </span>
      <span className="block">
        {distanceKm} km away at <Instant at={fixAt} show="clock" />, straight, at {pace}
      </span>
    </p>
  );
}
