import type { Fault } from '../fault.js';
import { everythingTwice, poisonAmongMessages } from './messages.js';
import { killServices, rollServices } from './processes.js';
import { relayKilledBetweenSendAndMark } from './relay.js';
import { brokerAwayFaults, cacheAway, databaseAway } from './servers.js';

/** Every fault that is inflicted, in the order of `measured.md`. */
export const faults: readonly Fault[] = [
  killServices,
  rollServices,
  ...brokerAwayFaults,
  databaseAway,
  cacheAway,
  everythingTwice,
  poisonAmongMessages,
  relayKilledBetweenSendAndMark,
];
