import type { z } from 'zod';
import { alertEvents } from './messages/alerts.js';
import { commandOutcome, fleetCommands, tripCommands } from './messages/commands.js';
import { deviceClock } from './messages/device-clocks.js';
import { loconavTripEvents } from './messages/loconav-trips.js';
import { positionAccepted, positionRejudged, truckPosition } from './messages/positions.js';
import { duplicatesDropped, reportQuarantined, reportReleased } from './messages/quarantine.js';
import { driver, location, organization, truck } from './messages/registry.js';
import { alertReported, positionReported } from './messages/telemetry.js';
import { trackThinned } from './messages/thinned-tracks.js';
import { tripEvents } from './messages/trip.js';
import { visitEvents } from './messages/visits.js';

/** What a topic holds: every message type with the schema of its payload. */
export type TopicDefinition = {
  readonly name: `watchtower.${string}.v${number}`;
  /** What the key is: the id whose order matters. */
  readonly key: string;
  readonly description: string;
  readonly partitions: number;
  /** `compacted` keeps the newest message of every key; a number of days; or `forever`. */
  readonly kept: 'compacted' | 'forever' | { readonly days: number };
  /** Messages of a subject carry contiguous versions (`events`), any newer wins (`state`), or neither. */
  readonly versions: 'contiguous' | 'newest' | 'none';
  readonly messages: Readonly<Record<string, z.ZodType>>;
};

/** Never altered once in use: a topic that must grow becomes a new major and is copied. */
const partitions = 12;

/** Every topic, in one place: nothing else in the code holds a topic's name. */
export const topics = {
  telemetryPositions: {
    name: 'watchtower.telemetry.positions.v1',
    key: 'normalised plate, the IMEI only where there is none',
    description: 'Location reports as the provider sent them',
    partitions,
    kept: { days: 7 },
    versions: 'none',
    messages: { 'watchtower.telemetry.position-reported.v1': positionReported },
  },
  telemetryAlerts: {
    name: 'watchtower.telemetry.alerts.v1',
    key: 'normalised plate, the IMEI only where there is none',
    description: 'Alerts as the provider sent them, again where they close',
    partitions,
    kept: { days: 7 },
    versions: 'none',
    messages: { 'watchtower.telemetry.alert-reported.v1': alertReported },
  },
  registryState: {
    name: 'watchtower.registry.state.v1',
    key: 'organization:<id>, truck:<id>, driver:<id> or location:<id>',
    description: 'Master data: the present state of every organization, truck, driver and location',
    partitions,
    kept: 'compacted',
    versions: 'newest',
    messages: {
      'watchtower.registry.organization.v1': organization,
      'watchtower.registry.truck.v1': truck,
      'watchtower.registry.driver.v1': driver,
      'watchtower.registry.location.v1': location,
    },
  },
  positionEvents: {
    name: 'watchtower.positions.events.v1',
    key: 'truck id',
    description: 'Fixes that were identified and judged, late ones included',
    partitions,
    kept: { days: 35 },
    versions: 'contiguous',
    messages: {
      'watchtower.position.accepted.v1': positionAccepted,
      'watchtower.position.rejudged.v1': positionRejudged,
    },
  },
  truckPositions: {
    name: 'watchtower.truck-positions.state.v1',
    key: 'truck id',
    description: 'Where every truck is now; a late fix never moves it backwards',
    partitions,
    kept: 'compacted',
    versions: 'newest',
    messages: { 'watchtower.truck-position.latest.v1': truckPosition },
  },
  thinnedTracks: {
    name: 'watchtower.thinned-tracks.events.v1',
    key: 'truck id',
    description: 'What stays of the tracks whose positions are dropped for their age',
    partitions,
    kept: { days: 730 },
    versions: 'none',
    messages: { 'watchtower.track.thinned.v1': trackThinned },
  },
  visitEvents: {
    name: 'watchtower.visits.events.v1',
    key: 'truck id',
    description: 'When trucks were at places, and what became of it when better knowledge came',
    partitions,
    kept: 'forever',
    versions: 'contiguous',
    messages: visitEvents,
  },
  alertEvents: {
    name: 'watchtower.alerts.events.v1',
    key: 'truck id',
    description: 'Alerts of trucks, from LocoNav and our own rules, and what people did about them',
    partitions,
    kept: 'forever',
    versions: 'contiguous',
    messages: alertEvents,
  },
  quarantineEvents: {
    name: 'watchtower.quarantine.events.v1',
    key: 'normalised plate, the IMEI only where there is none, or unidentified; of duplicates the truck id',
    description:
      'Reports of positions and alerts that were set apart and why, those taken up after all, and how many duplicates were dropped',
    partitions,
    kept: { days: 35 },
    versions: 'none',
    messages: {
      'watchtower.report.quarantined.v1': reportQuarantined,
      'watchtower.report.released.v1': reportReleased,
      'watchtower.report.duplicates-dropped.v1': duplicatesDropped,
    },
  },
  deviceClocks: {
    name: 'watchtower.device-clocks.state.v1',
    key: 'truck id',
    description: "Whether the clock of a truck's device is right",
    partitions,
    kept: 'compacted',
    versions: 'newest',
    messages: { 'watchtower.device-clock.judged.v1': deviceClock },
  },
  tripCommands: {
    name: 'watchtower.trip.commands.v1',
    key: 'trip id',
    description: 'What people and sheets ask of trips; ce_id is the id of the command',
    partitions,
    kept: { days: 7 },
    versions: 'none',
    messages: tripCommands,
  },
  fleetCommands: {
    name: 'watchtower.fleet.commands.v1',
    key: 'id of the entity',
    description: 'What people and sheets ask of master data; ce_id is the id of the command',
    partitions,
    kept: { days: 7 },
    versions: 'none',
    messages: fleetCommands,
  },
  commandOutcomes: {
    name: 'watchtower.command.outcomes.v1',
    key: 'command id',
    description: 'What became of every command',
    partitions,
    kept: { days: 7 },
    versions: 'none',
    messages: { 'watchtower.command.outcome.v1': commandOutcome },
  },
  tripEvents: {
    name: 'watchtower.trip.events.v1',
    key: 'trip id',
    description: 'Everything that happened to trips',
    partitions,
    kept: 'forever',
    versions: 'contiguous',
    messages: tripEvents,
  },
  loconavTripEvents: {
    name: 'watchtower.loconav-trips.events.v1',
    key: 'trip id',
    description: 'How our trips are mirrored to LocoNav, what failed and when it is tried again',
    partitions,
    kept: 'forever',
    versions: 'contiguous',
    messages: loconavTripEvents,
  },
} as const satisfies Record<string, TopicDefinition>;

export type Topics = typeof topics;
export type Topic = Topics[keyof Topics];

/** Message types of a topic. */
export type TypeOn<T extends TopicDefinition> = keyof T['messages'] & string;

/** Payload of a message type on a topic, as readers get it. */
export type DataOf<T extends TopicDefinition, K extends TypeOn<T> = TypeOn<T>> =
  K extends TypeOn<T> ? z.output<T['messages'][K]> : never;

/** The union of all messages of a topic, told apart by `type`. */
export type MessageOn<T extends TopicDefinition> = {
  [K in TypeOn<T>]: { type: K; data: z.output<T['messages'][K]> };
}[TypeOn<T>];

/** The topic that holds what one consumer group could not handle. */
export const deadLetterTopicOf = (group: string): string => `watchtower.dlq.${group}.v1`;
