import type { DataOf, MessageOn, Topics } from '@watch-tower/contracts';
import type { TripCommand } from '@watch-tower/trip-domain';

type CommandMessage = MessageOn<Topics['tripCommands']>;

/** The domain's command for a message. Exhaustive over the contract. */
export const toDomainCommand = (message: CommandMessage): TripCommand => {
  switch (message.type) {
    case 'watchtower.trip.create.v1': {
      const { truckId, driverId, ...plan } = message.data.plan;
      return { type: 'create', plan, originTripId: message.data.originTripId, truckId, driverId };
    }
    case 'watchtower.trip.change-plan.v1':
      return { type: 'change-plan', change: message.data.change };
    case 'watchtower.trip.assign.v1':
      return { type: 'assign', truckId: message.data.truckId, driverId: message.data.driverId };
    case 'watchtower.trip.start.v1':
      return { type: 'start', at: message.data.at };
    case 'watchtower.trip.arrive.v1': {
      const { at, stopIndex, locationId } = message.data;
      return { type: 'arrive', at, stopIndex, locationId };
    }
    case 'watchtower.trip.offload.v1':
      return { type: 'offload', at: message.data.at, phase: message.data.phase };
    case 'watchtower.trip.complete.v1':
      return { type: 'complete', at: message.data.at };
    case 'watchtower.trip.cancel.v1':
      return { type: 'cancel', at: message.data.at, reason: message.data.reason };
    case 'watchtower.trip.fail.v1':
      return { type: 'fail', at: message.data.at, reason: message.data.reason };
    case 'watchtower.trip.hold.v1':
      return { type: 'hold', at: message.data.at, reason: message.data.reason };
    case 'watchtower.trip.resume.v1':
      return { type: 'resume', at: message.data.at };
    case 'watchtower.trip.swap-truck.v1': {
      const { at, place, reason, truckId } = message.data;
      return { type: 'swap-truck', at, place, reason, truckId };
    }
    case 'watchtower.trip.swap-driver.v1': {
      const { at, place, reason, driverId } = message.data;
      return { type: 'swap-driver', at, place, reason, driverId };
    }
    case 'watchtower.trip.correct.v1':
      return { type: 'correct', ...timeOf(message.data), at: message.data.at, reason: message.data.reason };
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
    case 'arrive':
      return present([command.locationId]);
    case 'swap-truck':
    case 'swap-driver':
      return present([
        'truckId' in command ? command.truckId : command.driverId,
        command.place.kind === 'location' ? command.place.locationId : null,
      ]);
    default:
      return [];
  }
};

/** The end has no stop; every other milestone names its own, and one that does not is refused as unknown. */
const timeOf = ({ milestone, stopIndex }: DataOf<Topics['tripCommands'], 'watchtower.trip.correct.v1'>) =>
  milestone === 'end' ? ({ milestone, stopIndex: null } as const) : { milestone, stopIndex: stopIndex ?? -1 };

const present = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null && id !== undefined)),
];
