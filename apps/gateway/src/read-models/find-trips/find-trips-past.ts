import { Injectable } from '@nestjs/common';
import type { FindTripsQuery, Page, TripSummary } from '@watch-tower/contracts';
import { Database, sql } from '@watch-tower/database';
import { ProblemError } from '@watch-tower/errors';
import { encodeCursor } from '../../edge/cursor.js';
import { tripAt, type TripEvent } from '../get-trip-past/trip-at.js';
import { toTripSummary } from './to-trip-summary.js';
import { tripOrder } from './trip-order.js';
import type { TripRow } from './trip-row.js';
import { trucksOfText } from './trucks-of-text.js';

/** So many trips are looked at for a page, which may therefore hold fewer than are asked for. */
const lookedAtMax = 500;
const spanDaysMax = 31;
const dayMs = 86_400_000;

type Kept = { id: string; key: string; stale: boolean; events: TripEvent[] };
type Then = { state: TripRow; stale: boolean };

/**
 * Trips as they were, by the departure that is planned now. No index knows the past: each trip of the window is told
 * from its events, a bounded number for a page.
 */
@Injectable()
export class FindTripsPast {
  constructor(private readonly database: Database) {}

  /** @throws ProblemError 400 `past_needs_departures` without a window of departures, or by another order. */
  async find(query: FindTripsQuery): Promise<Page<TripSummary>> {
    refuseWithoutWindow(query);
    const { cursorAt } = tripOrder(query);
    const [kept, numbered] = await Promise.all([this.kept(query), trucksOfText(this.database, query.text)]);
    const trucks = new Set(numbered);
    const found: Then[] = [];
    let last: Kept | undefined;
    for (const one of kept.slice(0, lookedAtMax)) {
      if (found.length === query.limit) break;
      last = one;
      const state = tripAt(one.events, query)?.row;
      if (state !== undefined && fits(state, query, trucks)) found.push({ state, stale: one.stale });
    }
    const nextCursor = last === undefined || last === kept.at(-1) ? null : encodeCursor(cursorAt(last));
    return { items: await this.named(found), nextCursor };
  }

  private kept(query: FindTripsQuery): Promise<Kept[]> {
    const { key, isAfterCursor, by } = tripOrder(query);
    return this.database.query<Kept>(sql`
      select id, ${key} as key, stale, (
        select jsonb_agg(jsonb_build_object(
          'version', version, 'message', jsonb_build_object('type', type, 'data', data)) order by version)
        from trip_events where trip_id = trips.id
      ) as events
      from trips
      where scheduled_departure >= ${query.departureFrom} and scheduled_departure < ${query.departureTo}
        and ${isAfterCursor}
      order by ${by}
      limit ${lookedAtMax + 1}`);
  }

  private async named(found: readonly Then[]): Promise<TripSummary[]> {
    const rows = await this.database.query<{ names: Record<string, string> }>(sql`
      select names_of(trip) as names
      from jsonb_array_elements(${JSON.stringify(found.map(({ state }) => state))}::jsonb)
        with ordinality as listed (trip, nth)
      order by nth`);
    return found.map((then, index) => toTripSummary({ ...then, names: rows[index]?.names ?? {} }));
  }
}

const refuseWithoutWindow = ({ sort, departureFrom, departureTo }: FindTripsQuery): void => {
  const spanMs = Date.parse(departureTo ?? '') - Date.parse(departureFrom ?? '');
  if (sort === 'departure' && spanMs <= spanDaysMax * dayMs) return;
  const field = departureFrom === undefined ? 'departureFrom' : sort === 'departure' ? 'departureTo' : 'sort';
  const message = `with asOf or knownAt: sort by departure, from departureFrom to departureTo at most ${spanDaysMax} days later`;
  throw new ProblemError(
    'invalid',
    'past_needs_departures',
    `Trips as they were are found by departure, within at most ${spanDaysMax} days: name departureFrom and departureTo.`,
    { errors: [{ field, message }] },
  );
};

/** Whether a trip is what is asked for; of texts `trucks` are those they may be the number of. */
const fits = (trip: TripRow, query: FindTripsQuery, trucks: ReadonlySet<string>): boolean => {
  const same = (asked: unknown, is: unknown): boolean => asked === undefined || asked === is;
  const within = (from: string | undefined, to: string | undefined, is: string | null): boolean =>
    (from === undefined || (is !== null && is >= from)) && (to === undefined || (is !== null && is < to));
  const numbers = trip.containers.map(({ number }) => number);
  const text = query.text?.toLowerCase();
  return (
    same(query.status, trip.status) &&
    same(query.stage, trip.stage) &&
    same(query.truckId, trip.truckId) &&
    same(query.driverId, trip.driverId) &&
    same(query.clientId, trip.clientId) &&
    same(query.pickupId, trip.pickupId) &&
    same(query.deliveryId, trip.deliveryId) &&
    (query.locationId === undefined || trip.stops.some((stop) => stop.locationId === query.locationId)) &&
    (query.container === undefined || numbers.includes(query.container)) &&
    same(query.delayed, trip.delay !== null) &&
    same(query.onHold, trip.hold !== null) &&
    within(query.arrivalFrom, query.arrivalTo, trip.arrivalTime) &&
    within(query.updatedSince, undefined, trip.updatedAt) &&
    (text === undefined ||
      [trip.vpcId, ...numbers].join(' ').toLowerCase().includes(text) ||
      (trip.truckId !== null && trucks.has(trip.truckId)))
  );
};
