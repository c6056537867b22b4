import {
  arriveTrip,
  cancelTrip,
  completeTrip,
  offloadTrip,
  startTrip,
  type ReportStage,
} from './commands/stages.js';
import { assignTrip, type AssignTrip } from './commands/assign-trip.js';
import { changePlan } from './commands/change-plan.js';
import { createTrip, type CreateTrip } from './commands/create-trip.js';
import type { Asked, Decision } from './decision.js';
import type { TripEvent } from './events.js';
import type { PlanChange } from './plan.js';
import type { Registry } from './registry.js';
import type { Trip } from './trip.js';

export type TripCommand =
  | ({ readonly type: 'create' } & CreateTrip)
  | { readonly type: 'change-plan'; readonly change: PlanChange }
  | ({ readonly type: 'assign' } & AssignTrip)
  | ({ readonly type: 'start' | 'arrive' | 'offload' | 'complete' } & ReportStage)
  | ({ readonly type: 'cancel'; readonly reason: string } & ReportStage);

/** Which function decides which command. */
export const decide = (
  trip: Trip,
  command: TripCommand,
  registry: Registry,
  asked: Asked,
): Decision<TripEvent> => {
  switch (command.type) {
    case 'create':
      return createTrip(trip, command, registry, asked);
    case 'change-plan':
      return changePlan(trip, command.change, registry, asked);
    case 'assign':
      return assignTrip(trip, command, registry, asked);
    case 'start':
      return startTrip(trip, command, asked);
    case 'arrive':
      return arriveTrip(trip, command, asked);
    case 'offload':
      return offloadTrip(trip, command, asked);
    case 'complete':
      return completeTrip(trip, command, asked);
    case 'cancel':
      return cancelTrip(trip, command, asked);
    default:
      return command satisfies never;
  }
};
