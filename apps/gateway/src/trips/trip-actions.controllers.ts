import { Controller, type Type } from '@nestjs/common';
import { routes, type RouteDefinition } from '@watch-tower/contracts';
import type { z } from 'zod';
import type { Answer } from '../edge/answer.js';
import { BodyOf, IdParam, Route } from '../edge/route.js';
import { CommandDesk } from '../operations/place-command/command-desk.js';
import { ConditionsOf, type Conditions } from '../operations/request-conditions.js';
import { GetTripDetails } from '../read-models/get-trip-details/get-trip-details.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { assignTrip } from './assign-trip/assign-trip.js';
import { correct, report, type ToCommand } from './take-action/take-action.js';

/** The controller of one action: all of them are asked, placed and answered in one way. */
const controllerOf = <Body>(
  route: RouteDefinition & { readonly body: z.ZodType<Body> },
  toCommand: ToCommand<Body>,
): Type<object> => {
  @Controller()
  class TripActionController {
    constructor(
      private readonly desk: CommandDesk,
      private readonly details: GetTripDetails,
    ) {}

    @Route(route)
    take(
      @CallerOf() caller: Caller,
      @ConditionsOf() conditions: Conditions,
      @IdParam() id: string,
      @BodyOf(route) body: Body,
    ): Promise<Answer> {
      const command = toCommand(id, body, conditions.expectedVersion);
      return this.desk.carryOut({ caller, conditions, body, command }, this.details);
    }
  }
  return TripActionController;
};

export const tripActionControllers = [
  controllerOf(routes.assignTrip, assignTrip),
  controllerOf(routes.startTrip, report('start')),
  controllerOf(routes.arriveTrip, report('arrive')),
  controllerOf(routes.offloadTrip, report('offload')),
  controllerOf(routes.completeTrip, report('complete')),
  controllerOf(routes.cancelTrip, report('cancel')),
  controllerOf(routes.failTrip, report('fail')),
  controllerOf(routes.holdTrip, report('hold')),
  controllerOf(routes.resumeTrip, report('resume')),
  controllerOf(routes.swapTruck, report('swap-truck')),
  controllerOf(routes.swapDriver, report('swap-driver')),
  controllerOf(routes.correctTrip, correct),
];
