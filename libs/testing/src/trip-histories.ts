import {
  containerCheckDigit,
  topics,
  type DataOf,
  type Evidence,
  type Topics,
  type TypeOn,
} from '@watch-tower/contracts';
import { newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';

type Type = TypeOn<Topics['tripEvents']>;
type Told = { readonly type: Type; readonly data: DataOf<Topics['tripEvents']> };

const hourMs = 3_600_000;
const firstMs = Date.UTC(2025, 0, 1);
/** Ids that are the same in every run: of trips 1, trucks 2, drivers 3, places 4, visits 5. */
const idOf = (kind: number, nth: number): string =>
  `0195f0a0-000${kind}-7000-8000-${nth.toString(16).padStart(12, '0')}`;

const at = (nth: number, hours: number): string =>
  new Date(firstMs + (nth / 2 + hours) * hourMs).toISOString();

const containerNumber = (nth: number): string => {
  const ownerAndSerial = `MSKU${String(nth % 1_000_000).padStart(6, '0')}`;
  return `${ownerAndSerial}${containerCheckDigit(ownerAndSerial)}`;
};

const person: Evidence = { kind: 'person', actorId: idOf(9, 1), role: 'dispatcher' };

const visit = (nth: number, stop: number, hours: number): Evidence => ({
  kind: 'visit',
  visitId: idOf(5, nth * 2 + stop),
  truckId: idOf(2, nth % 85),
  locationId: idOf(4, (nth + stop) % 40),
  firstFix: { deviceTime: at(nth, hours), latitude: 6.43312 + stop / 10, longitude: 3.36549 },
  lastFix: { deviceTime: at(nth, hours + 1), latitude: 6.43377 + stop / 10, longitude: 3.36541 },
  rule: 'visit/1',
  fenceVersion: 1,
});

/** The events of a trip, from its creation to its end; some are held, late, corrected or cancelled on the way. */
const historyOf = (nth: number): readonly Told[] => {
  const tripId = idOf(1, nth);
  const fact = (hours: number, evidence: Evidence = person) => ({
    tripId,
    recordedAt: at(nth, hours),
    evidence,
  });
  const factAt = (hours: number, stop: number) => ({
    ...fact(hours + 0.1, visit(nth, stop, hours)),
    at: at(nth, hours),
    stopIndex: stop,
  });
  const told = <K extends Type>(type: K, data: DataOf<Topics['tripEvents'], K>): Told => ({ type, data });
  const begun = [
    told('watchtower.trip.created.v1', {
      ...fact(0),
      plan: {
        vpcId: `${at(nth, 0).slice(0, 10)}-T${10_000 + (nth % 85)}LA-CA${nth}`,
        clientId: idOf(6, nth % 12),
        stops: [
          {
            kind: 'pickup',
            locationId: idOf(4, nth % 40),
            plannedArrivalAt: null,
            plannedDepartureAt: at(nth, 4),
          },
          {
            kind: 'delivery',
            locationId: idOf(4, (nth + 1) % 40),
            plannedArrivalAt: at(nth, 9),
            plannedDepartureAt: null,
          },
        ],
        containers: [{ number: containerNumber(nth), lengthFeet: 40 }],
        cargoType: 'General cargo',
        weightTons: 24.5,
        scheduledDeparture: at(nth, 4),
      },
      backdated: false,
      originTripId: null,
    }),
    told('watchtower.trip.truck-assigned.v1', { ...fact(0.1), truckId: idOf(2, nth % 85), stage: 'planned' }),
    told('watchtower.trip.driver-assigned.v1', {
      ...fact(0.2),
      driverId: idOf(3, nth % 90),
      stage: 'assigned',
    }),
  ];
  if (nth % 29 === 0)
    return [
      ...begun,
      told('watchtower.trip.cancelled.v1', {
        ...fact(2),
        at: at(nth, 2),
        reason: 'The client has no place',
        stage: 'cancelled',
      }),
    ];
  return [
    ...begun,
    told('watchtower.trip.pickup-reached.v1', { ...factAt(3, 0), stage: 'at_pickup' }),
    told('watchtower.trip.started.v1', {
      ...fact(4.1, visit(nth, 0, 3)),
      at: at(nth, 4),
      stage: 'in_transit',
    }),
    ...(nth % 7 === 0
      ? [
          told('watchtower.trip.delay-noted.v1', {
            ...fact(9.5, { kind: 'rule', rule: 'delay/1' }),
            ...{ cause: 'arrival_overdue', stopIndex: 1, lateMinutes: 30, stage: 'in_transit' },
          }),
        ]
      : []),
    told('watchtower.trip.delivery-reached.v1', { ...factAt(10, 1), stage: 'at_delivery' }),
    ...(nth % 11 === 0
      ? [
          told('watchtower.trip.time-corrected.v1', {
            ...fact(10.6, visit(nth, 1, 10)),
            ...{
              at: at(nth, 10.5),
              was: at(nth, 10),
              milestone: 'arrival',
              stopIndex: 1,
              stage: 'at_delivery',
            },
          }),
        ]
      : []),
    told('watchtower.trip.offloading-started.v1', { ...factAt(11, 1), stage: 'offloading' }),
    told('watchtower.trip.offloaded.v1', { ...factAt(12, 1), stage: 'offloaded' }),
    told('watchtower.trip.delivery-left.v1', { ...factAt(13, 1), stage: 'offloaded' }),
    told('watchtower.trip.completed.v1', {
      ...fact(13.2, visit(nth, 1, 10)),
      at: at(nth, 13),
      stage: 'completed',
    }),
  ];
};

/** A trip begins half an hour after the one before, and so many are under way together. */
const eventsMax = 12;
const apart = 4;

/**
 * The records of so many trips as the trip service would have told them: some fifty under way at a time, in the order of
 * their events, about ten of each. Ids are the same in every run, those of the messages are not.
 */
export function* tripRecords(trips: number): Generator<OutgoingRecord, void> {
  const underWay = new Map<number, readonly Told[]>();
  for (let tick = 0; tick < trips + eventsMax * apart; tick += 1) {
    if (tick < trips) underWay.set(tick, historyOf(tick));
    for (const [nth, history] of underWay) {
      if ((tick - nth) % apart !== 0) continue;
      const place = (tick - nth) / apart;
      const told = history[place];
      if (told === undefined) underWay.delete(nth);
      else yield recordOf(told, place + 1);
    }
  }
}

const recordOf = ({ type, data }: Told, version: number): OutgoingRecord => {
  const id = newId();
  return toRecord<Topics['tripEvents'], Type>(topics.tripEvents, data.tripId, {
    ...{ id, type, version, data },
    source: 'watchtower/trip',
    time: data.recordedAt,
    subject: data.tripId,
    correlationId: id,
  });
};
