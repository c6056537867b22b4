import { topics, type TripPlanChange } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { command, type Command } from '../../operations/place-command/command.js';
import { assignTrip, type Assignment } from '../assign-trip/assign-trip.js';

/**
 * A change of the plan, or an assignment. One request is one command, decided as a whole: both at once could
 * half succeed.
 * @throws ProblemError 400 `one_change_at_a_time` where the request asks for both.
 */
export const updateTrip = (
  id: string,
  body: TripPlanChange & Assignment,
  expectedVersion?: number,
): Command => {
  const { truckId, driverId, ...change } = body;
  const assigns = truckId !== undefined || driverId !== undefined;
  const planned = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  if (!assigns) {
    return command(
      topics.tripCommands,
      'watchtower.trip.change-plan.v1',
      { kind: 'trip', id },
      { change, expectedVersion },
    );
  }
  if (planned.length === 0) return assignTrip(id, { truckId, driverId }, expectedVersion);
  const message = 'cannot be changed together with truckId or driverId; send two requests';
  throw new ProblemError(
    'invalid',
    'one_change_at_a_time',
    'Change the plan and the assignment in two requests.',
    {
      errors: planned.map((field) => ({ field, message })),
    },
  );
};
