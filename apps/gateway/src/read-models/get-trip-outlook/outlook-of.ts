import type { Outlook, TripStage } from '@watch-tower/contracts';
import { distanceKm, type Coordinates } from '../distance.js';
import { milestoneIn, type TripRow } from '../find-trips/trip-row.js';
import { motionOf, type MotionRules, type Moving } from '../get-truck-location/motion.js';

/** The way a truck is on: to a stop, from the one before it. */
export type Leg = { readonly stopIndex: number; readonly fromId: string; readonly toId: string };

/** How long others took between the same two places. */
export type Lane = {
  readonly trips: number;
  readonly medianSeconds: number | null;
  /** Where it begins; null where that place is not on the map. */
  readonly from: Coordinates | null;
};

/** What is left of a trip's leg, and what is known of the ways before it. */
export type Way = { readonly stopIndex: number; readonly to: Coordinates; readonly lane: Lane };

export type OutlookRules = MotionRules & { readonly expectedSpeedKmh: number };

/** Fewer say little of the next. */
const laneTripsMin = 5;
/** On shorter lanes the gates take the time, not the way. */
const laneKmMin = 1;
const hourMs = 3_600_000;

/** What kind of stop a truck is on its way to. */
const headedFor: Partial<Record<TripStage, TripRow['stops'][number]['kind']>> = {
  in_transit: 'delivery',
  returning_empty: 'empty_return',
};

/** The leg that a trip is on; null before its departure, while it stands at a stop, and once nothing is left to reach. */
export const legOf = (trip: Pick<TripRow, 'stage' | 'stops' | 'milestones'>): Leg | null => {
  const kind = headedFor[trip.stage];
  const stopIndex = trip.stops.findIndex(
    (stop, index) => stop.kind === kind && milestoneIn(trip, 'arrival', index) === undefined,
  );
  const [from, to] = [trip.stops[stopIndex - 1], trip.stops[stopIndex]];
  if (from === undefined || to === undefined) return null;
  return { stopIndex, fromId: from.locationId, toId: to.locationId };
};

/** When the truck will be there, by where it was last; null where that is too long ago. */
export const outlookOf = (
  { stopIndex, to, lane }: Way,
  fix: Coordinates & Moving,
  nowMs: number,
  rules: OutlookRules,
): Outlook | null => {
  if (motionOf(fix, nowMs, rules) === 'outdated') return null;
  const ofLane = laneSpeedKmh(lane, to);
  const speedKmh = ofLane ?? rules.expectedSpeedKmh;
  const leftKm = distanceKm(fix, to);
  const expectedMs = fix.deviceTime.getTime() + (leftKm / speedKmh) * hourMs;
  return {
    stopIndex,
    expectedAt: new Date(Math.max(expectedMs, nowMs)).toISOString(),
    basis: {
      fixAt: fix.deviceTime.toISOString(),
      distanceKm: toTenths(leftKm),
      speedKmh: toTenths(speedKmh),
      laneTrips: ofLane === null ? 0 : lane.trips,
    },
  };
};

const laneSpeedKmh = ({ trips, medianSeconds, from }: Lane, to: Coordinates): number | null => {
  if (trips < laneTripsMin || medianSeconds === null || medianSeconds <= 0 || from === null) return null;
  const laneKm = distanceKm(from, to);
  return laneKm < laneKmMin ? null : laneKm / (medianSeconds / 3_600);
};

const toTenths = (value: number): number => Math.round(value * 10) / 10;
