import { statusOfStage, topics, type Topics } from '@watch-tower/contracts';
import { prepared, sql, type Queryable, type Transaction } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
import { markChanged, markDifferent } from './own-alert-states.js';

type Message = Incoming<Topics['tripEvents']>;

/** A trip as far as it says which truck is under way. */
type TripCopy = { readonly tripId: string; readonly truckId: string | null; readonly isUnderWay: boolean };

/** A truck's part in a trip begins or ends at a moment. */
type Turn = {
  readonly tripId: string;
  readonly truckId: string;
  readonly at: string;
  readonly begins: boolean;
};

/** Whether the trip is under way after an event. Those of before November 26 do not say its stage. */
const isUnderWayAfter = (trip: TripCopy, { type, data }: Message): boolean => {
  if (data.stage !== undefined) return statusOfStage[data.stage] === 'ongoing';
  if (type === 'watchtower.trip.started.v1') return true;
  return (
    trip.isUnderWay && type !== 'watchtower.trip.completed.v1' && type !== 'watchtower.trip.cancelled.v1'
  );
};

const truckAfter = (trip: TripCopy, { type, data }: Message): string | null => {
  if (type === 'watchtower.trip.truck-assigned.v1') return data.truckId;
  if (type === 'watchtower.trip.truck-unassigned.v1') return null;
  return type === 'watchtower.trip.truck-swapped.v1' ? data.toTruckId : trip.truckId;
};

/** When an event happened: what is withdrawn, when it was told to have; what has no time, when it became known. */
const timeOf = ({ type, data }: Message): string => {
  if (type === 'watchtower.trip.progress-withdrawn.v1') return data.was;
  return 'at' in data ? data.at : data.recordedAt;
};

/** The trip after an event, and which truck's part in it begins or ends by it. */
export const turn = (trip: TripCopy, message: Message): { trip: TripCopy; turns: Turn[] } => {
  const { tripId } = trip;
  const next = { tripId, truckId: truckAfter(trip, message), isUnderWay: isUnderWayAfter(trip, message) };
  if (next.isUnderWay === trip.isUnderWay && next.truckId === trip.truckId) return { trip: next, turns: [] };
  const at = timeOf(message);
  const part = ({ truckId, isUnderWay }: TripCopy, begins: boolean): Turn[] =>
    isUnderWay && truckId !== null ? [{ tripId, truckId, at, begins }] : [];
  return { trip: next, turns: [...part(trip, false), ...part(next, true)] };
};

const read = async (tx: Queryable, tripIds: readonly string[]): Promise<Map<string, TripCopy>> => {
  const rows = await tx.query<TripCopy>(
    prepared(
      'trip_copies_read',
      sql`
        select trip_id as "tripId", truck_id as "truckId", is_under_way as "isUnderWay"
        from trip_copies where trip_id = any(${tripIds}::uuid[])`,
    ),
  );
  return new Map(rows.map((trip) => [trip.tripId, trip]));
};

const writeTurn = (tx: Transaction, { tripId, truckId, at, begins }: Turn): void => {
  tx.write(
    begins
      ? sql`
          insert into trips_under_way (trip_id, truck_id, from_at) values (${tripId}, ${truckId}, ${at})
          on conflict (trip_id, truck_id, from_at) do update set to_at = null`
      : sql`
          update trips_under_way set to_at = greatest(from_at, ${at}::timestamptz)
          where trip_id = ${tripId} and truck_id = ${truckId} and to_at is null`,
  );
};

/** Keeps what the messages say. @returns whose part in a trip begins or ends by them. */
const keep = async (tx: Transaction, messages: readonly Message[]): Promise<Turn[]> => {
  const trips = await read(tx, [...new Set(messages.map(({ data }) => data.tripId))]);
  const turns: Turn[] = [];
  for (const message of messages) {
    const { tripId } = message.data;
    const next = turn(trips.get(tripId) ?? { tripId, truckId: null, isUnderWay: false }, message);
    trips.set(tripId, next.trip);
    turns.push(...next.turns);
  }
  tx.write(
    prepared(
      'trip_copies_write',
      sql`
        insert into trip_copies (trip_id, truck_id, is_under_way)
        select * from jsonb_to_recordset(${JSON.stringify([...trips.values()])}::jsonb)
          as trip ("tripId" uuid, "truckId" uuid, "isUnderWay" boolean)
        on conflict (trip_id) do update set truck_id = excluded.truck_id, is_under_way = excluded.is_under_way`,
    ),
  );
  for (const one of turns) writeTurn(tx, one);
  return turns;
};

const group = 'fleet.trips-under-way';

/** When which truck was under way on a trip; whoever it concerns is looked at again from then on. */
export const tripsUnderWay: ReadModel<Topics['tripEvents']> & { readonly group: typeof group } = {
  name: 'trips-under-way',
  topic: topics.tripEvents,
  tables: ['trip_copies', 'trips_under_way'],
  group,
  apply: async (tx, messages) => {
    const turns = await keep(tx, messages);
    markChanged(
      tx,
      turns.map(({ truckId, at }) => ({ truckId, from: at })),
    );
  },
  anew: { apply: keep, exchanged: (tx, replaced) => markDifferent(tx, 'trips_under_way', replaced) },
};
