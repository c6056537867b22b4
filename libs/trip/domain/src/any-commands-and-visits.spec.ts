import fc from 'fast-check';
import { evolve, unknownTrip, type TripCommand, type TripEvent, type Visit } from './index.js';
import type { Moment } from './milestones.js';
import { stageOf } from './stage.js';
import {
  actions,
  drivers,
  plans,
  then,
  tripIds,
  trucks,
  type Action,
  type Seen,
} from './testing/any-action.js';
import { at, plan } from './testing/scenario.js';
import { expectedOf, roundPlan, whatComesOf } from './testing/what-comes-of.js';
import { Word, wordIn } from './testing/word.js';
import { instant, Yard } from './testing/yard.js';
import { isUnderWay, type KnownTrip } from './trip.js';

/** Fixed in CI; `npm run acceptance -- properties` and whoever looks for trouble set another seed and more runs. */
const parameters = {
  numRuns: Number(process.env['PROPERTY_RUNS'] ?? 500),
  seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_126),
};

const minuteMs = 60_000;
const startMs = Date.parse(at('08:00'));

/** Which command of the table a command is; none for those that the table says nothing of. */
const tabled = (command: TripCommand): keyof typeof whatComesOf | undefined => {
  switch (command.type) {
    case 'start':
    case 'complete':
    case 'cancel':
    case 'fail':
      return command.type;
    case 'arrive':
      return command.stopIndex === undefined ? 'arrive' : undefined;
    case 'offload':
      return command.phase === 'done' ? 'offload' : 'begin to offload';
    case 'swap-truck':
      return 'swap the truck';
    case 'swap-driver':
      return 'swap the driver';
    default:
      return undefined;
  }
};

/** A trip with a truck may start without a driver. */
const standingOf = (trip: KnownTrip) => {
  const stage = stageOf(trip);
  return stage === 'planned' && trip.truckId !== null ? 'assigned' : stage;
};

/** Refusals that look at more than the stage. */
const alsoAllowed = ['time_before_previous_stage', 'time_in_future', 'same_truck', 'same_driver'];

/** By hand the return of the empty may be told before the delivery, which is then still the next stop: no row of the table. */
const isDeliveryPassedOver = ({ milestones }: KnownTrip): boolean =>
  milestones.some(({ stopIndex }) => stopIndex === 2) && !milestones.some(({ stopIndex }) => stopIndex === 1);

const momentsOf = (trip: KnownTrip): Moment[] => [...trip.milestones, ...('end' in trip ? [trip.end] : [])];

const isCorrected = ({ evidence }: Moment): boolean =>
  evidence.kind === 'person' && evidence.reason !== undefined;

/** Runs actions on a yard, and looks after each whether all that must hold does. */
class Run {
  private readonly yard = new Yard(startMs);
  private readonly word = new Word();
  private nextVisit = 0;

  constructor() {
    for (const [nth, tripId] of tripIds.entries()) {
      const its = plans[tripId] ?? plan;
      this.yard.ask(tripId, {
        type: 'create',
        plan: its,
        truckId: trucks[nth % 2],
        driverId: drivers[nth % 2],
      });
    }
  }

  do(action: Action): void {
    switch (action.do) {
      case 'ask':
        this.ask(action);
        break;
      case 'see':
        this.yard.visits = [...this.yard.visits, this.visit(`visit-${(this.nextVisit += 1)}`, action.visit)];
        break;
      case 'correct':
        this.change(action.nth, ({ visitId, truckId, locationId }) => [
          { ...this.visit(visitId, { ...action.visit, truckId, locationId }) },
        ]);
        break;
      case 'withdraw':
        this.change(action.nth, () => []);
        break;
      case 'follow':
        this.yard.follow();
        break;
      case 'wait':
        this.yard.nowMs += action.minutes * minuteMs;
        break;
      default:
        action satisfies never;
    }
    this.look();
  }

  /** In the end nothing is left to tell, and the stored events tell the same trips. */
  settle(): void {
    let settled = this.yard.follow();
    for (let looks = 1; settled.told > 0; looks += 1) {
      this.look();
      expect(looks).toBeLessThan(5);
      settled = this.yard.follow();
    }
    for (const { tripId, trip } of this.yard.known()) {
      if (settled.waiting === 0) for (const moment of momentsOf(trip)) this.mustBeSeen(moment);
      const stored = JSON.stringify(this.yard.histories.get(tripId));
      expect((JSON.parse(stored) as TripEvent[]).reduce(evolve, unknownTrip)).toEqual(trip);
    }
  }

  /** What rests on a visit lies within it, as it is known now. */
  private mustBeSeen({ at: time, evidence }: Moment): void {
    if (evidence.kind !== 'visit') return;
    const visit = this.yard.visits.find(({ visitId }) => visitId === evidence.visitId);
    if (visit === undefined) throw new Error('it rests on a visit that was withdrawn');
    const { truckId, locationId, startedAt, endedAt } = visit;
    expect([truckId, locationId]).toEqual([evidence.truckId, evidence.locationId]);
    expect(Date.parse(time)).toBeGreaterThanOrEqual(Date.parse(startedAt));
    if (endedAt !== null) expect(Date.parse(time)).toBeLessThanOrEqual(Date.parse(endedAt));
  }

  private ask({ tripId, command: asked, agoMinutes }: Extract<Action, { do: 'ask' }>): void {
    const before = this.yard.trip(tripId);
    const isTimed = 'at' in asked && asked.at === then;
    const command = isTimed ? { ...asked, at: instant(this.yard.nowMs - agoMinutes * minuteMs) } : asked;
    const decided = this.yard.ask(tripId, command);
    const row = tabled(command);
    if (decided === 'reserved' || before.situation === 'unknown') return;
    const answer =
      'refusal' in decided ? decided.refusal.code : decided.events.map(({ type }) => type).join(', ');
    const isTabled = before.plan.stops === roundPlan.stops && !isDeliveryPassedOver(before);
    if (row !== undefined && isTabled && !alsoAllowed.includes(answer)) {
      const standing = standingOf(before);
      expect([standing, row, answer]).toEqual([standing, row, expectedOf(whatComesOf[row], standing)]);
    }
    if ('refusal' in decided) return;
    this.word.note(tripId, decided.events);
    if (command.type !== 'correct') this.mustNotGoBack(before, decided.events);
  }

  private mustNotGoBack(before: KnownTrip, events: readonly TripEvent[]): void {
    const latest = Math.max(...before.milestones.map((one) => Date.parse(one.at)));
    for (const event of events) {
      if ('at' in event && event.type !== 'TripHeld' && event.type !== 'TripResumed')
        expect(Date.parse(event.at)).toBeGreaterThanOrEqual(latest);
    }
  }

  private visit(visitId: string, { truckId, locationId, agoMinutes, minutes }: Seen): Visit {
    const fromMs = this.yard.nowMs - agoMinutes * minuteMs;
    const untilMs = minutes === null ? null : Math.min(fromMs + minutes * minuteMs, this.yard.nowMs);
    const fix = { deviceTime: instant(fromMs), latitude: 6.4, longitude: 3.4 };
    return {
      visitId,
      truckId,
      locationId,
      startedAt: instant(fromMs),
      endedAt: untilMs === null ? null : instant(untilMs),
      firstFix: fix,
      lastFix: fix,
      rule: 'visit/1',
      fenceVersion: 1,
    };
  }

  private change(nth: number, to: (visit: Visit) => Visit[]): void {
    const { visits } = this.yard;
    if (visits.length === 0) return;
    this.yard.visits = visits.flatMap((visit, index) =>
      index === nth % visits.length ? to(visit) : [visit],
    );
  }

  private look(): void {
    const known = this.yard.known();
    for (const who of ['truckId', 'driverId'] as const) {
      const busy = known.flatMap(({ trip }) => (isUnderWay(trip) ? (trip[who] ?? []) : []));
      expect(busy).toEqual([...new Set(busy)]);
    }
    for (const { tripId, trip } of known) {
      expect(wordIn(tripId, trip)).toEqual(this.word.of(tripId));
      for (const { at: time, evidence } of momentsOf(trip)) {
        if (evidence.kind === 'visit') {
          expect([trip.truckId, ...trip.handedOver.map((one) => one.truckId)]).toContain(evidence.truckId);
        }
        expect(Date.parse(time)).toBeLessThanOrEqual(this.yard.nowMs);
      }
      if (!momentsOf(trip).some(isCorrected)) this.mustBeInOrder(trip);
    }
  }

  /** In the order of the way: the pickup, the deliveries in whatever order, the return, the end. */
  private mustBeInOrder(trip: KnownTrip): void {
    const { stops } = trip.plan;
    const group = (stop: number) =>
      ({ pickup: 0, delivery: 1, empty_return: 2 })[stops[stop]?.kind ?? 'delivery'];
    const groups = trip.milestones.map((one) => group(one.stopIndex));
    expect(groups).toEqual(groups.toSorted());
    for (const index of stops.keys()) {
      const kinds = trip.milestones.filter((one) => one.stopIndex === index).map(({ kind }) => kind);
      const order = ['arrival', 'offloading', 'offload', 'departure'];
      expect(kinds).toEqual(order.filter((kind) => kinds.some((one) => one === kind)));
    }
    const last = trip.milestones.at(-1)?.at;
    if ('end' in trip && last !== undefined)
      expect(Date.parse(trip.end.at)).toBeGreaterThanOrEqual(Date.parse(last));
  }
}

it('any commands and visits, in any order, leave trips that hold together', () => {
  fc.assert(
    fc.property(fc.array(actions, { maxLength: 40 }), (all) => {
      const run = new Run();
      for (const action of all) run.do(action);
      run.settle();
    }),
    parameters,
  );
}, 600_000);
