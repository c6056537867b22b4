import { isDeepStrictEqual } from 'node:util';
import { topics, type Stop, type Topics, type TripStage } from '@watch-tower/contracts';
import { prepared, sql, type Queryable } from '@watch-tower/database';
import type { MirrorPhase, MirrorPlan, WantedTrip } from '@watch-tower/fleet-domain';
import type { Incoming } from '@watch-tower/messaging';
import type { Projection } from '@watch-tower/projections';

type Message = Incoming<Topics['tripEvents']>;

const phases: Readonly<Record<TripStage, MirrorPhase>> = {
  planned: 'waiting',
  assigned: 'waiting',
  at_pickup: 'waiting',
  in_transit: 'under_way',
  at_delivery: 'under_way',
  offloading: 'under_way',
  offloaded: 'under_way',
  returning_empty: 'under_way',
  empty_returned: 'under_way',
  completed: 'ended',
  cancelled: 'cancelled',
  failed: 'cancelled',
};

const unplanned: WantedTrip = { phase: 'waiting', plan: { truckId: null, stops: [], departureAt: '' } };

/** What LocoNav is to have of a trip after an event. Those of before November 26 do not say its stage. */
export const wantedAfter = ({ phase, plan }: WantedTrip, message: Message): WantedTrip => {
  const { stage } = message.data;
  return {
    phase: stage === undefined ? phaseAfter(phase, message) : phases[stage],
    plan: planAfter(plan, message),
  };
};

const phaseAfter = (phase: MirrorPhase, { type }: Message): MirrorPhase => {
  if (type === 'watchtower.trip.started.v1') return 'under_way';
  if (type === 'watchtower.trip.completed.v1') return 'ended';
  return type === 'watchtower.trip.cancelled.v1' ? 'cancelled' : phase;
};

const planAfter = (plan: MirrorPlan, { type, data }: Message): MirrorPlan => {
  switch (type) {
    case 'watchtower.trip.created.v1':
      return {
        ...plan,
        stops: data.plan.stops.map(stopOf),
        departureAt: data.plan.scheduledDeparture,
      };
    case 'watchtower.trip.plan-changed.v1':
      return {
        ...plan,
        stops: data.change.stops?.map(stopOf) ?? plan.stops,
        departureAt: data.change.scheduledDeparture ?? plan.departureAt,
      };
    case 'watchtower.trip.truck-assigned.v1':
      return { ...plan, truckId: data.truckId };
    case 'watchtower.trip.truck-unassigned.v1':
      return { ...plan, truckId: null };
    case 'watchtower.trip.truck-swapped.v1':
      return { ...plan, truckId: data.toTruckId };
    default:
      return plan;
  }
};

const stopOf = ({ locationId, plannedArrivalAt, plannedDepartureAt }: Stop): MirrorPlan['stops'][number] => ({
  locationId,
  arrivalAt: plannedArrivalAt,
  departureAt: plannedDepartureAt,
});

const read = async (tx: Queryable, tripIds: readonly string[]): Promise<Map<string, WantedTrip>> => {
  const rows = await tx.query<{ tripId: string; wanted: WantedTrip }>(
    prepared(
      'loconav_trips_wanted',
      sql`select trip_id as "tripId", wanted from loconav_trips where trip_id = any(${tripIds}::uuid[])`,
    ),
  );
  return new Map(rows.map(({ tripId, wanted }) => [tripId, wanted]));
};

const group = 'fleet.loconav-trips';

/** What LocoNav is to have of every trip; a change of it makes the trip due at once, however often it failed. */
export const wantedTrips: Projection<Topics['tripEvents']> & { readonly group: typeof group } = {
  name: 'loconav-trips',
  topic: topics.tripEvents,
  group,
  apply: async (tx, messages: readonly Message[]) => {
    const before = await read(tx, [...new Set(messages.map(({ data }) => data.tripId))]);
    const after = new Map(before);
    for (const message of messages) {
      const { tripId } = message.data;
      after.set(tripId, wantedAfter(after.get(tripId) ?? unplanned, message));
    }
    const changed = [...after].filter(([tripId, wanted]) => !isDeepStrictEqual(wanted, before.get(tripId)));
    if (changed.length === 0) return;
    tx.write(
      prepared(
        'loconav_trips_want',
        sql`
          insert into loconav_trips as trip (trip_id, wanted, out_of_step_since)
          select "tripId", wanted, now()
          from jsonb_to_recordset(${JSON.stringify(changed.map(([tripId, wanted]) => ({ tripId, wanted })))}::jsonb)
            as changed ("tripId" uuid, wanted jsonb)
          on conflict (trip_id) do update set
            wanted = excluded.wanted, revision = trip.revision + 1, next_try_at = now(), given_up_at = null,
            failures = 0, reason = null,
            out_of_step_since = coalesce(trip.out_of_step_since, excluded.out_of_step_since)`,
      ),
    );
  },
};
