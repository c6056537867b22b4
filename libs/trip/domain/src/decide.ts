import { assignTrip, type AssignTrip } from './commands/assign-trip.js';
import { changePlan } from './commands/change-plan.js';
import { correctTrip, type CorrectTrip } from './commands/correct-trip.js';
import { createTrip, type CreateTrip } from './commands/create-trip.js';
import { holdTrip, resumeTrip } from './commands/hold-trip.js';
import {
  arriveTrip,
  cancelTrip,
  completeTrip,
  failTrip,
  offloadTrip,
  startTrip,
  type ReportArrival,
  type ReportEnd,
  type ReportOffload,
  type ReportStage,
} from './commands/stages.js';
import { swapDriver, swapTruck, type SwapDriver, type SwapTruck } from './commands/swap.js';
import type { Asked, Decision } from './decision.js';
import type { TripEvent } from './events.js';
import type { PlanChange } from './plan.js';
import type { Registry } from './registry.js';
import type { Trip } from './trip.js';

export type TripCommand =
  | ({ readonly type: 'create' } & CreateTrip)
  | { readonly type: 'change-plan'; readonly change: PlanChange }
  | ({ readonly type: 'assign' } & AssignTrip)
  | ({ readonly type: 'start' | 'complete' | 'resume' } & ReportStage)
  | ({ readonly type: 'arrive' } & ReportArrival)
  | ({ readonly type: 'offload' } & ReportOffload)
  | ({ readonly type: 'cancel' | 'fail' | 'hold' } & ReportEnd)
  | ({ readonly type: 'swap-truck' } & SwapTruck)
  | ({ readonly type: 'swap-driver' } & SwapDriver)
  | ({ readonly type: 'correct' } & CorrectTrip);

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
    case 'fail':
      return failTrip(trip, command, asked);
    case 'hold':
      return holdTrip(trip, command, asked);
    case 'resume':
      return resumeTrip(trip, command, asked);
    case 'swap-truck':
      return swapTruck(trip, command, registry, asked);
    case 'swap-driver':
      return swapDriver(trip, command, registry, asked);
    case 'correct':
      return correctTrip(trip, command, asked);
    default:
      return command satisfies never;
  }
};
