import { judgeClock, judgeFix, type Place } from '@watch-tower/fleet-domain';
import { onlineTruck } from '@watch-tower/fleet-domain/testing';
import { places, type Told } from '@watch-tower/simulator-domain';
import {
  decide,
  evolve,
  followVisits,
  progressEvents,
  stageOf,
  unknownTrip,
  type KnownTrip,
  type Registry,
  type Trip,
  type TripCommand,
  type TripEvent,
  type Visit,
} from '@watch-tower/trip-domain';
import type { SeenTrip } from '../compare.js';
import type { SimulatedTruck, TrueTrip } from '../simulated.js';

const hourMs = 3_600_000;
/** What arrives is taken in slices of so long. */
const sliceMs = 4 * hourMs;
/** As many fixes as there are, in one go: what a budget does is tried by the specs of the visits. */
const budget = { fixesMax: 100_000, sliceSize: 100_000 };
const limits = { earliestMs: Date.UTC(2015), futureToleranceMs: 5 * 60_000, horizonMs: 0 };
const rules = { opensHoursBefore: 1, beginsHoursWithin: 24 };
const planner = { kind: 'person', actorId: 'planner', role: 'dispatcher' } as const;
const depots = new Set<string>(places.filter(({ type }) => type === 'depot').map(({ key }) => key));

const fenced = places.map(({ key, lat, lon, radiusM }): Place => ({
  id: key,
  fences: [{ version: 1, fromMs: 0, fence: { shape: 'circle', latitude: lat, longitude: lon, radiusM } }],
}));

const instant = (timeMs: number): string => new Date(timeMs).toISOString();

/** Every day for an hour nobody takes anything: what was sent then comes at its end. */
const receivedMs = ({ dueMs }: Told): number => {
  const hour = Math.floor(dueMs / hourMs);
  return hour % 24 === 12 ? (hour + 1) * hourMs : dueMs;
};

export type PurelyFollowed = {
  readonly trips: ReadonlyMap<string, SeenTrip>;
  readonly counts: Record<'reports' | 'quarantined' | 'events' | 'byPeople', number>;
};

/**
 * What the pure domains make of all that a truck tells, slice by slice of its arrival: fixes are judged and become visits,
 * visits become events of its trips. Where a clock is judged to be in the wrong zone, nothing of the truck counts, and
 * people tell instead when its trips began and ended.
 */
export const followPurely = ({ truck, told, trips, untilMs }: SimulatedTruck): PurelyFollowed => {
  const online = onlineTruck(fenced, budget);
  const known = new Map(trips.map((trip) => [trip, created(trip, truck.plate)]));
  const counts = { reports: 0, quarantined: 0, events: 0, byPeople: 0 };
  let toldByPeopleUntilMs = -Infinity;
  for (const [slice, arrived] of bySlice(told)) {
    const nowMs = Math.min((slice + 1) * sliceMs, untilMs);
    const now = instant(nowMs);
    const good = arrived.filter((one) => judgeFix(toFix(one), receivedMs(one), limits) === null);
    counts.reports += arrived.length;
    counts.quarantined += arrived.length - good.length;
    online.take(good.map(toFix));
    const visits = online.told().flatMap((visit) => toVisits(visit, truck.plate));
    const followed = [...known].map(([{ vpcId: tripId }, trip]) => ({ tripId, trip }));
    const isDepot = (id: string): boolean => depots.has(id);
    const progress = followVisits(followed, { visits, now, rules, isDepot, busyUntil: () => null });
    for (const [trip, so] of known) {
      const reached = progress.get(trip.vpcId);
      const events = reached === undefined ? [] : progressEvents(so, reached, now);
      counts.events += events.length;
      known.set(trip, after(so, events));
    }

    const clock = judgeClock(
      arrived.map((one) => ({ deviceTimeMs: one.fix.timeMs, receivedAtMs: receivedMs(one) })),
    );
    if (clock?.verdict === 'zone_off') toldByPeopleUntilMs = nowMs + 24 * hourMs;
    if (nowMs > toldByPeopleUntilMs) continue;
    for (const [trip, so] of known) {
      const events = toldByPeople(trip, so, nowMs);
      counts.byPeople += events.length;
      known.set(trip, after(so, events));
    }
  }
  return { trips: new Map([...known].map(([{ vpcId }, trip]) => [vpcId, toSeen(trip)])), counts };
};

/** What a driver says on the phone: that the trip has begun, and that it is over. What is known already is refused. */
const toldByPeople = (trip: TrueTrip, known: KnownTrip, nowMs: number): TripEvent[] => {
  const [pickup, ...others] = trip.stops;
  const last = others.at(-1);
  const endMs = last?.kind === 'empty_return' ? last.enteredMs : last?.leftMs;
  const said = [
    { type: 'start', atMs: pickup?.leftMs ?? Infinity },
    { type: 'complete', atMs: endMs ?? Infinity },
  ] as const;
  const events: TripEvent[] = [];
  for (const { type, atMs } of said) {
    if (atMs > nowMs) continue;
    const command: TripCommand = { type, at: instant(atMs) };
    const decision = decide(after(known, events), command, nobodyIsKnown, {
      by: planner,
      now: instant(nowMs),
    });
    if ('events' in decision) events.push(...decision.events);
  }
  return events;
};

/** What people tell of a trip names nothing else. */
const nobodyIsKnown: Registry = {
  truck: () => undefined,
  driver: () => undefined,
  location: () => undefined,
  organization: () => undefined,
};

const bySlice = (told: readonly Told[]): Map<number, Told[]> => {
  const slices = Map.groupBy(
    told.filter(({ isLost }) => !isLost),
    (one) => Math.floor(receivedMs(one) / sliceMs),
  );
  return new Map([...slices].sort(([a], [b]) => a - b));
};

const toFix = ({ fix }: Told) => ({
  deviceTimeMs: fix.timeMs,
  latitude: fix.lat,
  longitude: fix.lon,
  speedKmh: fix.speedKmh,
  headingDegrees: fix.heading,
  ignition: fix.ignition,
});

type ToldVisit = ReturnType<ReturnType<typeof onlineTruck>['told']>[number];

const toVisits = (visit: ToldVisit, truckId: string): Visit[] => {
  const { id, placeId, status, first, last, fenceVersion } = visit;
  if (status === 'provisional') return [];
  const fix = ({ deviceTimeMs, latitude, longitude }: typeof first) => ({
    deviceTime: instant(deviceTimeMs),
    latitude,
    longitude,
  });
  return [
    {
      visitId: id,
      truckId,
      locationId: placeId,
      startedAt: instant(first.deviceTimeMs),
      endedAt: status === 'ended' ? instant(last.deviceTimeMs) : null,
      firstFix: fix(first),
      lastFix: fix(last),
      rule: 'visit/1',
      fenceVersion,
    },
  ];
};

const created = ({ vpcId, stops, scheduledDepartureMs }: TrueTrip, truckId: string): KnownTrip => {
  const fact = { evidence: planner, recordedAt: instant(scheduledDepartureMs) };
  const plan = {
    ...{ vpcId, clientId: null, containers: [], cargoType: null, weightTons: null },
    stops: stops.map(({ kind, place }) => ({
      ...{ kind, locationId: place, plannedArrivalAt: null, plannedDepartureAt: null },
    })),
    scheduledDeparture: instant(scheduledDepartureMs),
  };
  return after(unknownTrip, [
    { type: 'TripCreated', plan, backdated: false, originTripId: null, ...fact },
    { type: 'TruckAssigned', truckId, ...fact },
    { type: 'DriverAssigned', driverId: truckId, ...fact },
  ]);
};

const after = (trip: Trip, events: readonly TripEvent[]): KnownTrip => {
  const next = events.reduce(evolve, trip);
  if (next.situation === 'unknown') throw new Error('a trip was never created');
  return next;
};

const toSeen = (trip: KnownTrip): SeenTrip => ({
  stage: stageOf(trip),
  timeOf: (milestone, stopIndex) => {
    const found = trip.milestones.find((one) => one.kind === milestone && one.stopIndex === stopIndex);
    return found === undefined ? null : Date.parse(found.at);
  },
  endToldMs: 'end' in trip && trip.end.evidence.kind === 'person' ? Date.parse(trip.end.at) : null,
});
