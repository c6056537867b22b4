import { topics } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

/** @param at when it was seen, RFC 3339. */
export const acknowledgeAlert = (id: string, at: string, expectedVersion?: number): Command =>
  command(
    topics.fleetCommands,
    'watchtower.fleet.acknowledge-alert.v1',
    { kind: 'alert', id },
    { at, expectedVersion },
  );
