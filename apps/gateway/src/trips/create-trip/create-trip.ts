import { topics, type TripPlan } from '@watch-tower/contracts';
import { command, type Command } from '../../operations/place-command/command.js';

/** A plan, and the failed trip whose job it goes on with, where there is one. */
export type NewTrip = TripPlan & { readonly originTripId?: string | null };

export const createTrip = ({ originTripId, ...plan }: NewTrip): Command =>
  command(topics.tripCommands, 'watchtower.trip.create.v1', { kind: 'trip' }, { plan, originTripId });
