import { topics, type TripPlan } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

export const createTrip = (plan: TripPlan): Command =>
  command(topics.tripCommands, 'watchtower.trip.create.v1', { kind: 'trip' }, { plan });
