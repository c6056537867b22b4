import { topics } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

export type Stage = 'start' | 'arrive' | 'offload' | 'complete';

/** @param at when the trip got so far, RFC 3339. */
export const reportStage = (stage: Stage, id: string, at: string, expectedVersion?: number): Command =>
  command(topics.tripCommands, `watchtower.trip.${stage}.v1`, { kind: 'trip', id }, { at, expectedVersion });
