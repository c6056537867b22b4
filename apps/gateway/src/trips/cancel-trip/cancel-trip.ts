import { topics } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

/** @param at when it is cancelled, RFC 3339. */
export const cancelTrip = (id: string, reason: string, at: string, expectedVersion?: number): Command =>
  command(
    topics.tripCommands,
    'watchtower.trip.cancel.v1',
    { kind: 'trip', id },
    { reason, at, expectedVersion },
  );
