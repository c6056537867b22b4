import { topics } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

/** Null takes truck or driver off the trip; what is absent stays. */
export type Assignment = { readonly truckId?: string | null; readonly driverId?: string | null };

export const assignTrip = (id: string, assignment: Assignment, expectedVersion?: number): Command =>
  command(
    topics.tripCommands,
    'watchtower.trip.assign.v1',
    { kind: 'trip', id },
    { truckId: assignment.truckId, driverId: assignment.driverId, expectedVersion },
  );
