import { topics } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

/** @param userId null takes it off whoever has it. */
export const assignAlert = (
  id: string,
  userId: string | null,
  at: string,
  expectedVersion?: number,
): Command =>
  command(
    topics.fleetCommands,
    'watchtower.fleet.assign-alert.v1',
    { kind: 'alert', id },
    { userId, at, expectedVersion },
  );
