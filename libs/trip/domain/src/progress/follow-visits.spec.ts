import fc from 'fast-check';
import { evolve, followVisits, progressEvents, unknownTrip, type TripEvent, type Visit } from '../index.js';
import { stageOf } from '../stage.js';
import type { KnownTrip } from '../trip.js';
import { asked, at, created, event, longPlan, plan, truckAssigned } from '../testing/scenario.js';

const rules = { opensHoursBefore: 1, beginsHoursWithin: 24 };
const now = at('23:00');

let visits = 0;
const visit = (locationId: string, from: string, to: string | null, truckId = 'truck-1'): Visit => {
  const fix = (deviceTime: string) => ({ deviceTime, latitude: 6.4, longitude: 3.4 });
  return {
    visitId: `visit-${(visits += 1)}`,
    truckId,
    locationId,
    startedAt: at(from),
    endedAt: to === null ? null : at(to),
    firstFix: fix(at(from)),
    lastFix: fix(at(to ?? from)),
    rule: 'visit/1',
    fenceVersion: 1,
  };
};

const known = (...events: TripEvent[]): KnownTrip => {
  const trip = events.reduce(evolve, unknownTrip);
  if (trip.situation === 'unknown') throw new Error('no trip');
  return trip;
};
const follow = (trips: readonly KnownTrip[], seen: readonly Visit[]) => {
  const followed = trips.map((trip, nth) => ({ tripId: `trip-${nth}`, trip }));
  const progress = followVisits(followed, {
    visits: seen,
    now,
    rules,
    isDepot: (id) => id.startsWith('depot'),
    busyUntil: () => null,
  });
  return followed.map(({ tripId, trip }) => {
    const reached = progress.get(tripId);
    if (reached === undefined) throw new Error('no progress');
    const events = progressEvents(trip, reached, now);
    return { events, after: known(...historyOf(trip), ...events) };
  });
};
const histories = new WeakMap<KnownTrip, TripEvent[]>();
const historyOf = (trip: KnownTrip): TripEvent[] => histories.get(trip) ?? [];
const trip = (...events: TripEvent[]): KnownTrip => {
  const one = known(...events);
  histories.set(one, events);
  return one;
};
const times = (one: KnownTrip) =>
  one.milestones.map(({ kind, stopIndex, at: time }) => `${stopIndex} ${kind} ${time.slice(11, 16)}`);

const assigned = [created, truckAssigned];
const long = [
  event({ type: 'TripCreated', plan: longPlan, backdated: false, originTripId: null }),
  truckAssigned,
];

describe('a trip follows the visits of its truck', () => {
  it('from the pickup to the exit from the delivery', () => {
    const [one] = follow(
      [trip(...assigned)],
      [visit('apapa', '08:30', '09:20'), visit('ikeja', '11:00', '13:00')],
    );
    expect(one && times(one.after)).toEqual([
      '0 arrival 08:30',
      '0 departure 09:20',
      '1 arrival 11:00',
      '1 offload 13:00',
      '1 departure 13:00',
    ]);
    expect(one?.after).toMatchObject({ situation: 'completed', end: { at: at('13:00') } });
  });

  it.each([
    ['at_pickup', [visit('apapa', '08:30', null)]],
    ['in_transit', [visit('apapa', '08:30', '09:00')]],
    ['at_delivery', [visit('apapa', '08:30', '09:00'), visit('ikeja', '10:00', null)]],
  ])('and is %s meanwhile', (stage, seen) => {
    const [one] = follow([trip(...assigned)], seen);
    expect(one && stageOf(one.after)).toBe(stage);
  });

  it('to two clients in either order, and brings the empty back', () => {
    const seen = [
      visit('apapa', '08:30', '09:00'),
      visit('agbara', '10:00', '11:00'),
      visit('ikeja', '12:00', '13:00'),
    ];
    const [returning] = follow([trip(...long)], seen);
    expect(returning && stageOf(returning.after)).toBe('returning_empty');
    const [done] = follow([trip(...long)], [...seen, visit('depot', '14:00', null)]);
    expect(done?.after).toMatchObject({ situation: 'completed', end: { at: at('14:00') } });
  });

  it('takes an empty that is brought to another depot for returned there', () => {
    const seen = [
      visit('apapa', '08:30', '09:00'),
      visit('agbara', '10:00', '11:00'),
      visit('ikeja', '12:00', '13:00'),
      visit('depot-2', '14:00', null),
    ];
    expect(follow([trip(...long)], seen)[0]?.events).toContainEqual(
      expect.objectContaining({ type: 'EmptyReturned', locationId: 'depot-2' }),
    );
  });

  it('leaves the pickup with the last visit before the delivery', () => {
    const seen = [
      visit('apapa', '08:30', '09:00'),
      visit('apapa', '09:20', '09:50'),
      visit('ikeja', '11:00', null),
    ];
    const [one] = follow([trip(...assigned)], seen);
    expect(one && times(one.after)).toEqual(['0 arrival 08:30', '0 departure 09:50', '1 arrival 11:00']);
  });

  it('is under way without a departure where the pickup was not seen', () => {
    const [one] = follow([trip(...assigned)], [visit('ikeja', '11:00', null)]);
    expect(one && times(one.after)).toEqual(['1 arrival 11:00']);
    expect(one?.after.situation).toBe('ongoing');
  });

  it.each([
    ['before the window opens', [visit('apapa', '06:00', '07:30')]],
    ['at a place that is not its own', [visit('agbara', '09:00', '10:00')]],
    ['of another truck', [visit('apapa', '09:00', '10:00', 'truck-2')]],
    ['at the delivery before the departure', [visit('ikeja', '08:00', '08:30')]],
  ])('and is not moved by a visit %s', (_case, seen) => {
    expect(follow([trip(...assigned)], seen)[0]?.events).toEqual([]);
  });

  it('has been at the pickup since the truck came, though its window opened later', () => {
    const [one] = follow([trip(...assigned)], [visit('apapa', '06:00', '09:30')]);
    expect(one && times(one.after)).toEqual(['0 arrival 06:00', '0 departure 09:30']);
  });

  it('takes no delivery inside the pickup for reached', () => {
    const seen = [visit('apapa', '08:30', '10:00'), visit('ikeja', '08:40', '09:30')];
    const [one] = follow([trip(...assigned)], seen);
    expect(one && times(one.after)).toEqual(['0 arrival 08:30', '0 departure 10:00']);
  });
});

describe('one trip under way per truck', () => {
  const next = [
    event({
      type: 'TripCreated',
      plan: { ...plan, vpcId: 'next', scheduledDeparture: at('14:00') },
      backdated: false,
      originTripId: null,
    }),
    truckAssigned,
  ];

  it('the next waits until the first is over', () => {
    const seen = [
      visit('apapa', '13:30', '14:30'),
      visit('ikeja', '16:00', '17:00'),
      visit('apapa', '18:00', null),
    ];
    const [first, second] = follow([trip(...assigned), trip(...next)], seen);
    expect(first?.after.situation).toBe('completed');
    expect(second && times(second.after)).toEqual(['0 arrival 18:00']);
  });

  it('and stands at the pickup from the moment the truck is free', () => {
    const ended = event({ type: 'TripCancelled', at: at('14:10'), reason: 'no room' });
    const seen = [visit('apapa', '13:30', null)];
    const [, second] = follow([trip(...assigned, ended), trip(...next)], seen);
    expect(second && times(second.after)).toEqual(['0 arrival 14:10']);
  });
});

describe('hand beats machine', () => {
  it('a time set by hand stands, whatever is seen', () => {
    const said = event({ type: 'PickupReached', stopIndex: 0, at: at('08:00') });
    const [one] = follow([trip(...assigned, said)], [visit('apapa', '08:30', '09:20')]);
    expect(one && times(one.after)).toEqual(['0 arrival 08:00', '0 departure 09:20']);
  });

  it('a trip that people ended is not ended otherwise, and gets the times that become known later', () => {
    const ended = event({ type: 'TripCompleted', at: at('18:00') });
    const seen = [visit('apapa', '08:30', '09:20'), visit('ikeja', '11:00', '13:00')];
    const [one] = follow([trip(...assigned, ended)], seen);
    expect(one?.after).toMatchObject({ situation: 'completed', end: { at: at('18:00') } });
    expect(one && times(one.after)).toHaveLength(5);
  });

  it('another truck goes on from the hand-over, the first is free', () => {
    const swapped = event({
      type: 'TruckSwapped',
      at: at('10:00'),
      fromTruckId: 'truck-1',
      toTruckId: 'truck-2',
      place: { kind: 'point', latitude: 6.5, longitude: 3.3 },
      reason: 'breakdown',
    });
    const started = event({ type: 'TripStarted', at: at('09:00') });
    const seen = [visit('ikeja', '11:00', '11:30'), visit('ikeja', '12:00', '13:00', 'truck-2')];
    const [one] = follow([trip(...assigned, started, swapped)], seen);
    expect(one?.after).toMatchObject({ situation: 'completed', end: { at: at('13:00') } });
  });
});

describe('what becomes known otherwise', () => {
  const seen = [visit('apapa', '08:30', '09:20'), visit('ikeja', '11:00', '13:00')];
  const told = follow([trip(...assigned)], seen)[0];
  const followed = trip(...assigned, ...(told?.events ?? []));

  it('tells nothing twice', () => {
    expect(follow([followed], seen)[0]?.events).toEqual([]);
  });

  it('corrects the times of the trip', () => {
    const moved = seen.map((one, nth) => (nth === 1 ? { ...one, startedAt: at('10:40') } : one));
    expect(follow([followed], moved)[0]?.events).toMatchObject([
      { type: 'TimeCorrected', milestone: 'arrival', stopIndex: 1, was: at('11:00'), at: at('10:40') },
    ]);
  });

  it('withdraws what a withdrawn visit caused, and opens the trip again', () => {
    const [one] = follow([followed], seen.slice(0, 1));
    expect(one?.events.map(({ type }) => type)).toEqual(Array(4).fill('ProgressWithdrawn'));
    expect(one && stageOf(one.after)).toBe('in_transit');
  });

  it('unless a person has confirmed it since', () => {
    const confirmed = { ...asked.by, reason: 'The driver called' };
    const confirm = (milestone: 'arrival' | 'offload' | 'departure', time: string): TripEvent => ({
      type: 'TimeCorrected',
      milestone,
      stopIndex: 1,
      was: at(time),
      at: at(time),
      evidence: confirmed,
      recordedAt: now,
    });
    const sure = trip(
      ...historyOf(followed),
      confirm('arrival', '11:00'),
      confirm('offload', '13:00'),
      confirm('departure', '13:00'),
    );
    const [one] = follow([sure], seen.slice(0, 1));
    expect(one?.events).toMatchObject([{ type: 'TimeCorrected', milestone: 'end', at: at('13:00') }]);
    expect(one && times(one.after)).toHaveLength(5);
    expect(one?.after.situation).toBe('completed');
  });

  it('and stays completed where a person sets the time of its last departure', () => {
    const left = event({
      type: 'TimeCorrected',
      milestone: 'departure',
      stopIndex: 1,
      was: at('13:00'),
      at: at('12:50'),
    });
    const [one] = follow([trip(...historyOf(followed), left)], seen);
    expect(one?.after).toMatchObject({ situation: 'completed', end: { at: at('12:50') } });
  });
});

describe('where people and visits tell different things', () => {
  const started = event({ type: 'TripStarted', at: at('11:30') });

  it('the truck reaches, once it has departed, the place where it stands', () => {
    const [one] = follow([trip(...assigned, started)], [visit('ikeja', '11:00', '13:00')]);
    expect(one && times(one.after)).toEqual([
      '0 departure 11:30',
      '1 arrival 11:30',
      '1 offload 13:00',
      '1 departure 13:00',
    ]);
  });

  it('nothing that contradicts people is taken for reached', () => {
    const offloaded = event({ type: 'CargoOffloaded', stopIndex: 1, at: at('12:00') });
    const [one] = follow([trip(...assigned, started, offloaded)], [visit('ikeja', '12:30', '13:00')]);
    expect(one && times(one.after)).toEqual(['0 departure 11:30', '1 offload 12:00', '1 departure 13:00']);
  });

  it('a trip whose truck was taken away has no progress by those it had before', () => {
    const swapped = event({
      type: 'TruckSwapped',
      at: at('10:00'),
      fromTruckId: 'truck-1',
      toTruckId: 'truck-2',
      place: { kind: 'point', latitude: 6.5, longitude: 3.3 },
      reason: 'breakdown',
    });
    const taken = event({ type: 'TruckUnassigned', truckId: 'truck-2' });
    expect(
      follow([trip(...assigned, swapped, taken)], [visit('apapa', '08:30', '09:20')])[0]?.events,
    ).toEqual([]);
  });
});

describe('for any visits, in any order of knowledge', () => {
  const places = ['apapa', 'ikeja', 'agbara', 'depot'];
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const anyVisit = fc
    .record({
      place: fc.constantFrom(...places),
      from: fc.integer({ min: 360, max: 1200 }),
      minutes: fc.integer({ min: 5, max: 120 }),
      truck: fc.constantFrom('truck-1', 'truck-2'),
    })
    .map(({ place, from, minutes, truck }) => visit(place, clock(from), clock(from + minutes), truck));
  const other = (vpcId: string, departure: string): TripEvent[] => [
    event({
      type: 'TripCreated',
      plan: { ...longPlan, vpcId, scheduledDeparture: at(departure) },
      backdated: false,
      originTripId: null,
    }),
    truckAssigned,
  ];
  const all = () => [trip(...assigned), trip(...other('b', '10:00')), trip(...other('c', '12:00'))];

  it('the end is that of all of them at once, and one trip of a truck is under way at a time', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { maxLength: 12 }), fc.integer(), (seen, seed) => {
        const shuffled = seen.toSorted((a, b) => (hash(a.visitId, seed) < hash(b.visitId, seed) ? -1 : 1));
        let trips = all();
        for (let known = 1; known <= shuffled.length; known += 1) {
          trips = follow(trips, shuffled.slice(0, known)).map(({ events }, nth) =>
            trip(...historyOf(trips[nth] ?? trip(...assigned)), ...events),
          );
        }
        const batch = follow(all(), seen).map(({ after }) => after);
        expect(trips.map(bare)).toEqual(batch.map(bare));
        expect(follow(trips, seen).flatMap(({ events }) => events)).toEqual([]);
        expect(
          batch.filter((one) => one.milestones.length > 0 && !('end' in one)).length,
        ).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1_000, seed: 20261126 },
    );
  });

  const bare = (one: KnownTrip) => ({
    situation: one.situation,
    end: 'end' in one ? one.end : null,
    milestones: one.milestones,
  });
  const hash = (text: string, seed: number): number =>
    [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, seed);
});
