import type { MessageOn, Topics } from '@watch-tower/contracts';
import type { TripCommand } from '@watch-tower/trip-domain';

type CommandMessage = MessageOn<Topics['tripCommands']>;

/** The domain's command for a message. Exhaustive over the contract. */
export const toDomainCommand = (message: CommandMessage): TripCommand => {
  switch (message.type) {
    case 'watchtower.trip.create.v1': {
      const { truckId, driverId, ...plan } = message.data.plan;
      return { type: 'create', plan, truckId, driverId };
    }
    case 'watchtower.trip.change-plan.v1':
      return { type: 'change-plan', change: message.data.change };
    case 'watchtower.trip.assign.v1':
      return { type: 'assign', truckId: message.data.truckId, driverId: message.data.driverId };
    case 'watchtower.trip.start.v1':
      return { type: 'start', at: message.data.at };
    case 'watchtower.trip.arrive.v1':
      return { type: 'arrive', at: message.data.at };
    case 'watchtower.trip.offload.v1':
      return { type: 'offload', at: message.data.at };
    case 'watchtower.trip.complete.v1':
      return { type: 'complete', at: message.data.at };
    case 'watchtower.trip.cancel.v1':
      return { type: 'cancel', at: message.data.at, reason: message.data.reason };
    default:
      return message satisfies never;
  }
};

/** Ids of master data that a command names: those its decision has to know. */
export const namedIds = (command: TripCommand): string[] => {
  switch (command.type) {
    case 'create':
      return present([
        command.truckId,
        command.driverId,
        command.plan.clientId,
        ...command.plan.stops.map(({ locationId }) => locationId),
      ]);
    case 'change-plan':
      return present([
        command.change.clientId,
        ...(command.change.stops ?? []).map(({ locationId }) => locationId),
      ]);
    case 'assign':
      return present([command.truckId, command.driverId]);
    default:
      return [];
  }
};

const present = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null && id !== undefined)),
];
