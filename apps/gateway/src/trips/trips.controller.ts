import { Controller } from '@nestjs/common';
import {
  routes,
  type FindTripsQuery,
  type GetTripQuery,
  type Page,
  type TripDetails,
  type TripPlanChange,
  type TripSummary,
} from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { versioned, type Answer } from '../edge/answer.js';
import { BodyOf, IdParam, QueryOf, Route } from '../edge/route.js';
import type { Command } from '../operations/place-command/command.js';
import { CommandDesk } from '../operations/place-command/command-desk.js';
import { ConditionsOf, type Conditions } from '../operations/request-conditions.js';
import { FindTrips } from '../read-models/find-trips/find-trips.js';
import { FindTripsPast } from '../read-models/find-trips/find-trips-past.js';
import { GetTripDetails } from '../read-models/get-trip-details/get-trip-details.js';
import { GetTripPast } from '../read-models/get-trip-past/get-trip-past.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import type { Assignment } from './assign-trip/assign-trip.js';
import { createTrip, type NewTrip } from './create-trip/create-trip.js';
import { tripNotFound } from './trip-not-found.js';
import { updateTrip } from './update-trip/update-trip.js';

const isOfThePast = ({ asOf, knownAt }: GetTripQuery): boolean => asOf !== undefined || knownAt !== undefined;

/** @throws ProblemError 404 `trip_not_found`. */
const known = <Trip>(trip: Trip | undefined): Trip => {
  if (trip !== undefined) return trip;
  throw tripNotFound();
};

/** Trips as a whole; what is done with one is `trip-actions.controllers.ts`. */
@Controller()
export class TripsController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly trips: FindTrips,
    private readonly details: GetTripDetails,
    private readonly past: FindTripsPast,
    private readonly pastDetails: GetTripPast,
  ) {}

  @Route(routes.findTrips)
  find(@QueryOf(routes.findTrips) query: FindTripsQuery): Promise<Page<TripSummary>> {
    return isOfThePast(query) ? this.past.find(query) : this.trips.find(query);
  }

  /** What was has no ETag: nobody can change it. */
  @Route(routes.getTrip)
  async get(
    @IdParam() id: string,
    @QueryOf(routes.getTrip) moment: GetTripQuery,
  ): Promise<Answer | TripDetails> {
    if (!isOfThePast(moment)) return versioned(known(await this.details.read(id)));
    const then = await this.pastDetails.read(id, moment);
    if (then !== undefined) return then;
    known(await this.details.read(id));
    throw new ProblemError('not_found', 'trip_not_there_yet', 'There was no such trip at that moment.');
  }

  @Route(routes.createTrip)
  create(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @BodyOf(routes.createTrip) body: NewTrip,
  ): Promise<Answer> {
    return this.carryOut(caller, conditions, body, createTrip(body));
  }

  @Route(routes.updateTrip)
  update(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.updateTrip) body: TripPlanChange & Assignment,
  ): Promise<Answer> {
    return this.carryOut(caller, conditions, body, updateTrip(id, body, conditions.expectedVersion));
  }

  private carryOut(caller: Caller, conditions: Conditions, body: unknown, command: Command): Promise<Answer> {
    return this.desk.carryOut({ caller, conditions, body, command }, this.details);
  }
}
