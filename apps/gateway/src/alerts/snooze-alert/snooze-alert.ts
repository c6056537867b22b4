import { topics } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

/** @param until RFC 3339; null ends the snooze. */
export const snoozeAlert = (
  id: string,
  until: string | null,
  at: string,
  expectedVersion?: number,
): Command =>
  command(
    topics.fleetCommands,
    'watchtower.fleet.snooze-alert.v1',
    { kind: 'alert', id },
    { until, at, expectedVersion },
  );
