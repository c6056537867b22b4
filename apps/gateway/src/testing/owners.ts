import {
  normalisePlate,
  topics,
  type Alert,
  type DataOf,
  type Driver,
  type Location,
  type MessageOn,
  type Topics,
  type Truck,
  type TypeOn,
} from '@watch-tower/contracts';
import { sql, type Database } from '@watch-tower/database';
import { KafkaPublisher } from '@watch-tower/kafka';
import { newId, nextTraceparent, toRecord, type OutgoingRecord } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { acceptedFix } from './accepted-fix.js';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

type VersionedTopic =
  | Topics['registryState']
  | Topics['truckPositions']
  | Topics['positionEvents']
  | Topics['visitEvents']
  | Topics['tripEvents']
  | Topics['loconavTripEvents']
  | Topics['alertEvents'];

const envelope = (subject: string, version?: number) => ({
  id: newId(),
  source: 'watch-tower/test',
  time: new Date().toISOString(),
  subject,
  ...(version === undefined ? {} : { version }),
  correlationId: newId(),
  traceparent: nextTraceparent(),
});

const record = <T extends VersionedTopic, K extends TypeOn<T>>(
  topic: T,
  type: K,
  key: string,
  version: number,
  data: DataOf<T, K>,
): OutgoingRecord => toRecord<T, K>(topic, key, { ...envelope(key, version), type, data });

/** Stands in for trip and fleet on the real broker: says what they would say. */
export const openOwners = (database: Database) => {
  const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
  const publisher = KafkaPublisher.create({
    brokers,
    clientId: 'gateway-test-owners',
    log: silent,
  });

  return {
    close: () => publisher.close(),
    publish: (...records: OutgoingRecord[]) => publisher.publish(records),

    truck: (id: string, version: number, number: string, fields: Partial<Truck> = {}) => {
      const at = new Date().toISOString();
      return record(topics.registryState, 'watchtower.registry.truck.v1', `truck:${id}`, version, {
        id,
        number,
        plate: normalisePlate(number),
        loconavVehicleId: null,
        displayNumber: null,
        loconavNumericId: null,
        imei: null,
        organizationId: null,
        company: 'Test Haulage',
        fleetManager: null,
        status: 'operational',
        brand: 'MAN',
        trailerSize: null,
        operatingLocation: null,
        identities: [],
        createdAt: at,
        updatedAt: at,
        retiredAt: null,
        ...fields,
      });
    },

    driver: (id: string, version: number, name: string, fields: Partial<Driver> = {}) => {
      const at = new Date().toISOString();
      return record(topics.registryState, 'watchtower.registry.driver.v1', `driver:${id}`, version, {
        id,
        name,
        phone: null,
        hasSmartphone: false,
        truckId: null,
        createdAt: at,
        updatedAt: at,
        retiredAt: null,
        ...fields,
      });
    },

    location: (id: string, version: number, name: string, fields: Partial<Location> = {}) => {
      const at = new Date().toISOString();
      return record(topics.registryState, 'watchtower.registry.location.v1', `location:${id}`, version, {
        id,
        name,
        type: 'terminal',
        address: null,
        city: null,
        state: null,
        fence: null,
        loconavGeofenceId: null,
        createdAt: at,
        updatedAt: at,
        retiredAt: null,
        ...fields,
      });
    },

    position: (truckId: string, version: number, latitude: number, longitude: number) => {
      const at = new Date().toISOString();
      return record(topics.truckPositions, 'watchtower.truck-position.latest.v1', truckId, version, {
        truckId,
        deviceTime: at,
        receivedAt: at,
        latitude,
        longitude,
        speedKmh: 40,
        headingDegrees: 90,
        ignition: true,
        provider: 'loconav',
        channel: 'webhook',
      });
    },

    /** A fix that counts. */
    fix: (truckId: string, version: number, deviceTime: string) =>
      record(
        topics.positionEvents,
        'watchtower.position.accepted.v1',
        truckId,
        version,
        acceptedFix(truckId, deviceTime),
      ),

    visitStarted: (
      version: number,
      visit: { id: string; truckId: string; locationId: string; startedAt: string },
    ) => {
      const { startedAt } = visit;
      const fix = { deviceTime: startedAt, latitude: 6.45, longitude: 3.36 };
      return record(topics.visitEvents, 'watchtower.visit.started.v1', visit.truckId, version, {
        visit: {
          ...visit,
          status: 'provisional',
          lastInsideAt: startedAt,
          endedAt: null,
          leftBefore: null,
          longestGapSeconds: 0,
          unobservedSeconds: 0,
          evidence: { firstFix: fix, lastFix: fix, rule: 'visit/1', fenceVersion: 1 },
        },
      });
    },

    quarantined: (reportId: string, plate: string) =>
      toRecord(topics.quarantineEvents, plate, {
        ...envelope(reportId),
        type: 'watchtower.report.quarantined.v1',
        data: {
          reportId,
          kind: 'position',
          reason: 'unknown_vehicle',
          detail: null,
          plate,
          imei: null,
          truckId: null,
          deviceTime: null,
          receivedAt: new Date().toISOString(),
          channel: 'webhook',
          report: { vehiclenumber: plate },
        },
      }),

    released: (reportId: string, plate: string) =>
      toRecord(topics.quarantineEvents, plate, {
        ...envelope(reportId),
        type: 'watchtower.report.released.v1',
        data: { reportId },
      }),

    /** What stays of an hour whose positions were dropped: one fix at its beginning. */
    thinned: (truckId: string, hour: string) =>
      toRecord(topics.thinnedTracks, truckId, {
        ...envelope(truckId),
        type: 'watchtower.track.thinned.v1',
        data: {
          ...{ truckId, hour, fixes: 100 },
          points: [
            {
              ...{ deviceTime: hour, receivedAt: hour, latitude: 6.45, longitude: 3.36 },
              ...{ speedKmh: 40, headingDegrees: 90, ignition: true, channel: 'webhook' },
            },
          ],
        },
      }),

    tripEvent: (tripId: string, version: number, { type, data }: MessageOn<Topics['tripEvents']>) =>
      record(topics.tripEvents, type, tripId, version, data),

    /** LocoNav refused it: given up until the trip changes. */
    mirrorFailed: (tripId: string, version: number, reason: string) =>
      record(topics.loconavTripEvents, 'watchtower.loconav-trip.mirror-failed.v1', tripId, version, {
        tripId,
        recordedAt: new Date().toISOString(),
        step: 'create',
        reason,
        failures: 1,
        nextTryAt: null,
        givenUp: true,
      }),

    alertEvent: (event: string, version: number, alert: Alert) =>
      record(
        topics.alertEvents,
        `watchtower.alert.${event}.v1` as TypeOn<Topics['alertEvents']>,
        alert.truckId,
        version,
        { alert },
      ),

    outcome: (commandId: string, subjectId: string, result: object, kind = 'trip') =>
      toRecord(topics.commandOutcomes, commandId, {
        ...envelope(subjectId),
        type: 'watchtower.command.outcome.v1',
        data: { commandId, subject: { kind, id: subjectId }, ...result } as DataOf<Topics['commandOutcomes']>,
      }),

    /** The newest command in the inbox to this subject. */
    commandTo: (key: string) =>
      eventually(async () => {
        const [found] = await database.query<{ id: string; type: string; value: string }>(sql`
          select headers->>'ce_id' as id, headers->>'ce_type' as type, value from command_inbox
          where key = ${key} and topic like '%commands%'
          order by transaction_id desc, position desc limit 1`);
        if (found === undefined) throw new Error(`no command to ${key}`);
        return found;
      }),

    /** The newest command in the inbox whose key or value matches: what the owner would be sent. */
    commandWith: (part: string) =>
      eventually(async () => {
        const [found] = await database.query<{
          id: string;
          key: string;
          value: string;
          received: string;
        }>(sql`
          select headers->>'ce_id' as id, key, value, received from command_inbox
          where (position(${part} in value) > 0 or key = ${part}) and topic like '%commands%'
          order by transaction_id desc, position desc limit 1`);
        if (found === undefined) throw new Error(`no command with ${part}`);
        return found;
      }),
  };
};
