import type { TripStage, TripSummary } from '@watch-tower/contracts';
import type { Held } from '../../components/use-held.js';
import { statusOfStage, tripStages, type TripFilter } from './trip-filter.js';

/** A trip on the board. `left` when it is no longer among those that are looked at. */
export type TripCard = { trip: TripSummary; left: boolean };
export type TripBoard = readonly { stage: TripStage; cards: readonly TripCard[] }[];

/** The columns of a board: those that are asked for; else the stages at which a trip is still to be done. */
export function stagesOf({ status, stage }: Pick<TripFilter, 'status' | 'stage'>): TripStage[] {
  if (stage !== null) return [stage];
  const isShown = (each: TripStage): boolean =>
    status === null ? ['scheduled', 'ongoing'].includes(statusOfStage[each]) : statusOfStage[each] === status;
  return tripStages.filter(isShown);
}

/** The trips by stage; in a column whoever was to depart first stands first. */
export function tripBoardOf(trips: readonly TripSummary[], stages: readonly TripStage[]): TripBoard {
  const byStage = Map.groupBy(trips, ({ stage }) => stage);
  const departure = ({ scheduledDeparture }: TripSummary): number => Date.parse(scheduledDeparture);
  return stages.map((stage) => ({
    stage,
    cards: (byStage.get(stage) ?? [])
      .toSorted((a, b) => departure(a) - departure(b) || (a.id < b.id ? -1 : 1))
      .map((trip) => ({ trip, left: false })),
  }));
}

/**
 * A board that does not move under the cursor: every card stays in its column, with the newest facts, also when its
 * trip has gone on to another stage. Trips that are new, and those that have gone on, wait and are counted.
 */
export function holdTripBoard(shown: TripBoard, newest: TripBoard): Held<TripBoard> {
  const now = new Map(tripsOf(newest).map((trip) => [trip.id, trip]));
  const held = shown.map(({ stage, cards }) => ({
    stage,
    cards: cards.map(({ trip }): TripCard => {
      const next = now.get(trip.id);
      return next ? { trip: next, left: false } : { trip, left: true };
    }),
  }));
  const column = new Map(shown.flatMap(({ stage, cards }) => cards.map(({ trip }) => [trip.id, stage])));
  return {
    shown: held,
    waiting: [...now.values()].filter(({ id, stage }) => column.get(id) !== stage).length,
  };
}

const tripsOf = (board: TripBoard): TripSummary[] =>
  board.flatMap(({ cards }) => cards.map(({ trip }) => trip));
