import { Controller } from '@nestjs/common';
import {
  routes,
  type FindTripsQuery,
  type Page,
  type TripPlan,
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
import { GetTripDetails } from '../read-models/get-trip-details/get-trip-details.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { assignTrip, type Assignment } from './assign-trip/assign-trip.js';
import { cancelTrip } from './cancel-trip/cancel-trip.js';
import { createTrip } from './create-trip/create-trip.js';
import { reportStage, type Stage } from './report-stage/report-stage.js';
import { updateTrip } from './update-trip/update-trip.js';

type At = { at?: string };

const now = (): string => new Date().toISOString();

@Controller()
export class TripsController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly trips: FindTrips,
    private readonly details: GetTripDetails,
  ) {}

  @Route(routes.findTrips)
  find(@QueryOf(routes.findTrips) query: FindTripsQuery): Promise<Page<TripSummary>> {
    return this.trips.find(query);
  }

  @Route(routes.getTrip)
  async get(@IdParam() id: string): Promise<Answer> {
    const trip = await this.details.read(id);
    if (trip === undefined) throw new ProblemError('not_found', 'trip_not_found', 'There is no such trip.');
    return versioned(trip);
  }

  @Route(routes.createTrip)
  create(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @BodyOf(routes.createTrip) body: TripPlan,
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

  @Route(routes.cancelTrip)
  cancel(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.cancelTrip) body: { reason: string },
  ): Promise<Answer> {
    const command = cancelTrip(id, body.reason, now(), conditions.expectedVersion);
    return this.carryOut(caller, conditions, body, command);
  }

  @Route(routes.assignTrip)
  assign(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.assignTrip) body: Assignment,
  ): Promise<Answer> {
    return this.carryOut(caller, conditions, body, assignTrip(id, body, conditions.expectedVersion));
  }

  @Route(routes.startTrip)
  start(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.startTrip) body: At,
  ): Promise<Answer> {
    return this.report('start', caller, conditions, id, body);
  }

  @Route(routes.arriveTrip)
  arrive(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.arriveTrip) body: At,
  ): Promise<Answer> {
    return this.report('arrive', caller, conditions, id, body);
  }

  @Route(routes.offloadTrip)
  offload(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.offloadTrip) body: At,
  ): Promise<Answer> {
    return this.report('offload', caller, conditions, id, body);
  }

  @Route(routes.completeTrip)
  complete(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.completeTrip) body: At,
  ): Promise<Answer> {
    return this.report('complete', caller, conditions, id, body);
  }

  private report(
    stage: Stage,
    caller: Caller,
    conditions: Conditions,
    id: string,
    body: At,
  ): Promise<Answer> {
    const command = reportStage(stage, id, body.at ?? now(), conditions.expectedVersion);
    return this.carryOut(caller, conditions, body, command);
  }

  private carryOut(caller: Caller, conditions: Conditions, body: unknown, command: Command): Promise<Answer> {
    return this.desk.carryOut({ caller, conditions, body, command }, this.details);
  }
}
