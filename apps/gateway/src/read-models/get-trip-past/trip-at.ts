import { statusOfStage, type Milestone, type TripStage } from '@watch-tower/contracts';
import { evolve, type TripMessage, type TripRow } from '../find-trips/trip-row.js';
import { happenedAt } from '../get-trip-details/stored-event.js';

export type TripEvent = { readonly version: number; readonly message: TripMessage };

/** Both RFC 3339 in UTC with milliseconds, as every instant of the contracts. Absent: to this day. */
export type Moment = {
  /** What was true then, in event time. */
  readonly asOf?: string;
  /** By what had been recorded until then. */
  readonly knownAt?: string;
};

/** A trip as it was, and the events that still say so, in order and with the times that stand. */
export type TripThen = { readonly row: TripRow; readonly events: readonly TripEvent[] };

/**
 * A trip at a moment. Corrections and withdrawals that are known count from the beginning: they say what was true, not
 * what was believed; to ask what was believed is to name an earlier `knownAt`.
 * @param events from the first on, in the order of their versions.
 * @returns nothing where there was no such trip yet, or none was known.
 */
export const tripAt = (events: readonly TripEvent[], { asOf, knownAt }: Moment): TripThen | undefined => {
  const known = events.filter(({ message }) => knownAt === undefined || message.data.recordedAt <= knownAt);
  const newest = known.at(-1);
  if (newest === undefined || !isCreation(known[0])) return undefined;
  const standing = standingOf(known);
  const begunAt = beginningOf(standing);
  const until = asOf === undefined ? standing : standing.filter((event) => trueFrom(event, begunAt) <= asOf);
  if (!isCreation(until[0])) return undefined;
  // Where nothing is left out the stage is the one that was told.
  if (until.length === standing.length) return { row: fold(known), events: until };
  const row = fold(until);
  const stage = stageBy(row);
  const { version, message } = newest;
  const status = statusOfStage[stage];
  return {
    row: { ...row, stage, status, version, updatedAt: message.data.recordedAt },
    events: until,
  };
};

const isCreation = (event: TripEvent | undefined): boolean =>
  event?.message.type === 'watchtower.trip.created.v1';

/** @throws RangeError where there are no events. */
const fold = ([first, ...rest]: readonly TripEvent[]): TripRow => {
  if (first === undefined) throw new RangeError('a trip without events');
  return rest.reduce(
    (row, { message, version }) => evolve(row, message, version),
    evolve(undefined, first.message, first.version),
  );
};

/** What is left when every correction, withdrawal and repetition is carried out on the event it is about. */
const standingOf = (known: readonly TripEvent[]): TripEvent[] => {
  const standing: TripEvent[] = [];
  for (const event of known) {
    const { message } = event;
    const milestone = milestoneOf(message);
    const about = standing.findIndex((one) => milestone !== null && milestoneOf(one.message) === milestone);
    const before = standing[about];
    if (message.type === 'watchtower.trip.progress-withdrawn.v1') {
      if (before !== undefined) standing.splice(about, 1);
    } else if (message.type === 'watchtower.trip.time-corrected.v1' && before !== undefined) {
      const { at, evidence } = message.data;
      const data = { ...before.message.data, at, evidence };
      standing[about] = { ...before, message: { ...before.message, data } as TripMessage };
    } else {
      if (before !== undefined) standing.splice(about, 1);
      standing.push(event);
    }
  }
  return standing;
};

/** When the journey began; nothing where it has not. */
const beginningOf = (standing: readonly TripEvent[]): string | undefined =>
  standing
    .filter(({ message }) => milestoneOf(message) !== null)
    .map(({ message }) => happenedAt(message))
    .sort()[0];

/** A trip that was entered after it began was planned, with its first truck and driver, when it began. */
const trueFrom = ({ message }: TripEvent, begunAt: string | undefined): string => {
  const at = happenedAt(message);
  const isOfTheStart =
    message.type === 'watchtower.trip.created.v1' ||
    message.type === 'watchtower.trip.truck-assigned.v1' ||
    message.type === 'watchtower.trip.driver-assigned.v1';
  return isOfTheStart && begunAt !== undefined && begunAt < at ? begunAt : at;
};

const at = (milestone: Milestone, stopIndex: number | null): string => `${milestone} ${stopIndex ?? ''}`;
const end = at('end', null);

/** The milestone that an event tells, corrects or withdraws; null of all others. */
const milestoneOf = ({ type, data }: TripMessage): string | null => {
  switch (type) {
    case 'watchtower.trip.pickup-reached.v1':
    case 'watchtower.trip.delivery-reached.v1':
    case 'watchtower.trip.empty-returned.v1':
      return at('arrival', data.stopIndex);
    case 'watchtower.trip.started.v1':
      return at('departure', 0);
    case 'watchtower.trip.offloading-started.v1':
      return at('offloading', data.stopIndex);
    case 'watchtower.trip.offloaded.v1':
      return at('offload', data.stopIndex);
    case 'watchtower.trip.delivery-left.v1':
      return at('departure', data.stopIndex);
    case 'watchtower.trip.completed.v1':
    case 'watchtower.trip.cancelled.v1':
    case 'watchtower.trip.failed.v1':
      return end;
    case 'watchtower.trip.time-corrected.v1':
    case 'watchtower.trip.progress-withdrawn.v1':
      return at(data.milestone, data.stopIndex);
    case 'watchtower.trip.created.v1':
    case 'watchtower.trip.plan-changed.v1':
    case 'watchtower.trip.truck-assigned.v1':
    case 'watchtower.trip.truck-unassigned.v1':
    case 'watchtower.trip.driver-assigned.v1':
    case 'watchtower.trip.driver-unassigned.v1':
    case 'watchtower.trip.held.v1':
    case 'watchtower.trip.resumed.v1':
    case 'watchtower.trip.truck-swapped.v1':
    case 'watchtower.trip.driver-swapped.v1':
    case 'watchtower.trip.delay-noted.v1':
    case 'watchtower.trip.delay-cleared.v1':
      return null;
  }
};

/** The events without which no trip is under way. */
export const reachingEvents = [
  'watchtower.trip.pickup-reached.v1',
  'watchtower.trip.started.v1',
  'watchtower.trip.delivery-reached.v1',
  'watchtower.trip.offloading-started.v1',
  'watchtower.trip.offloaded.v1',
  'watchtower.trip.delivery-left.v1',
  'watchtower.trip.empty-returned.v1',
  'watchtower.trip.time-corrected.v1',
] as const satisfies readonly TripMessage['type'][];

const order = ['arrival', 'offloading', 'offload', 'departure'];

/**
 * Where a trip was by what had happened at its stops: the stage an event told was that of all that was known when it
 * was recorded, which is more, or less, than what had happened by then.
 */
const stageBy = (row: TripRow): TripStage => {
  if (row.completedAt !== null) return 'completed';
  if (row.cancellation !== null) return 'cancelled';
  if (row.failure !== null) return 'failed';
  const furthest = [...row.milestones].sort(
    (a, b) => a.stopIndex - b.stopIndex || order.indexOf(a.milestone) - order.indexOf(b.milestone),
  );
  const last = furthest.at(-1);
  if (last !== undefined) return stageAfter(row, last);
  return row.truckId !== null && row.driverId !== null ? 'assigned' : 'planned';
};

const stageAfter = (
  { stops }: TripRow,
  { milestone, stopIndex }: TripRow['milestones'][number],
): TripStage => {
  const kind = stops[stopIndex]?.kind;
  switch (milestone) {
    case 'arrival':
      return kind === 'pickup' ? 'at_pickup' : kind === 'empty_return' ? 'empty_returned' : 'at_delivery';
    case 'offloading':
      return 'offloading';
    case 'offload':
      return 'offloaded';
    case 'departure': {
      const next = stops[stopIndex + 1]?.kind;
      if (next === undefined) return kind === 'empty_return' ? 'empty_returned' : 'offloaded';
      return next === 'empty_return' ? 'returning_empty' : 'in_transit';
    }
  }
};
