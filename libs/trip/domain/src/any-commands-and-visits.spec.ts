import fc from 'fast-check';
import { evolve, unknownTrip, type Plan, type TripCommand, type TripEvent, type Visit } from './index.js';
import { isBySomebody, type Moment } from './milestones.js';
import { stageOf } from './stage.js';
import { at, longPlan, plan } from './testing/scenario.js';
import { expectedOf, roundPlan, whatComesOf } from './testing/what-comes-of.js';
import { instant, Yard } from './testing/yard.js';
import { isUnderWay, type KnownTrip } from './trip.js';

/** Fixed in CI; `npm run acceptance -- properties` and whoever looks for trouble set another seed and more runs. */
const parameters = {
  numRuns: Number(process.env['PROPERTY_RUNS'] ?? 500),
  seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_126),
};

const minuteMs = 60_000;
const startMs = Date.parse(at('08:00'));
const drivers = ['driver-1', 'driver-2'];
const trucks = ['truck-1', 'truck-2'];
const tripIds = ['round', 'plain', 'long', 'next'];
const plans: Record<string, Plan> = {
  round: { ...roundPlan, vpcId: 'round', scheduledDeparture: at('08:30') },
  plain: { ...plan, vpcId: 'plain', scheduledDeparture: at('10:00') },
  long: { ...longPlan, vpcId: 'long', scheduledDeparture: at('09:00') },
  next: { ...roundPlan, vpcId: 'next', scheduledDeparture: at('12:00') },
};

type Action =
  | {
      readonly do: 'ask';
      readonly tripId: string;
      readonly command: TripCommand;
      readonly agoMinutes: number;
    }
  | { readonly do: 'see'; readonly visit: Seen }
  | { readonly do: 'correct'; readonly nth: number; readonly visit: Seen }
  | { readonly do: 'withdraw'; readonly nth: number }
  | { readonly do: 'follow' }
  | { readonly do: 'wait'; readonly minutes: number };
type Seen = {
  readonly truckId: string;
  readonly locationId: string;
  readonly agoMinutes: number;
  readonly minutes: number | null;
};

/** The time of a command until it is asked, some minutes after that. */
const then = 'then';
const reason = 'the driver called';
const place = { kind: 'point', latitude: 6.5, longitude: 3.4 } as const;
const oneOf = <Part extends string>(...parts: readonly Part[]): fc.Arbitrary<Part> =>
  fc.constantFrom(...parts);
const stopIndex = fc.nat({ max: 3 });
const command = <Fields>(fields: { [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> }) =>
  fc.record(fields);
const sometimes = fc.constantFrom(then, then, null);

const commands: fc.Arbitrary<TripCommand> = fc.oneof(
  command({
    type: oneOf('assign'),
    truckId: fc.option(oneOf(...trucks)),
    driverId: fc.option(oneOf(...drivers)),
  }),
  command({ type: oneOf('start', 'complete', 'resume', 'arrive'), at: oneOf(then) }),
  command({ type: oneOf('arrive'), at: oneOf(then), stopIndex }),
  command({ type: oneOf('offload'), at: oneOf(then), phase: oneOf('started', 'done') }),
  command({ type: oneOf('cancel', 'fail', 'hold'), at: oneOf(then), reason: oneOf(reason) }),
  command({
    type: oneOf('swap-truck'),
    truckId: oneOf(...trucks),
    at: oneOf(then),
    place: fc.constant(place),
    reason: oneOf(reason),
  }),
  command({
    type: oneOf('swap-driver'),
    driverId: oneOf(...drivers),
    at: oneOf(then),
    place: fc.constant(place),
    reason: oneOf(reason),
  }),
  command({
    type: oneOf('correct'),
    milestone: oneOf('arrival', 'offloading', 'offload', 'departure'),
    stopIndex,
    at: sometimes,
    reason: oneOf(reason),
  }),
  command({
    type: oneOf('correct'),
    milestone: oneOf('end'),
    stopIndex: fc.constant(null),
    at: sometimes,
    reason: oneOf(reason),
  }),
  command({
    type: oneOf('change-plan'),
    change: fc.constantFrom(longPlan, roundPlan, plan).map(({ stops }) => ({ stops })),
  }),
);

const seen: fc.Arbitrary<Seen> = fc.record({
  truckId: fc.constantFrom(...trucks),
  locationId: fc.constantFrom('apapa', 'ikeja', 'agbara', 'depot'),
  agoMinutes: fc.nat({ max: 120 }),
  minutes: fc.option(fc.integer({ min: 5, max: 60 })),
});

const actions: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      tripId: fc.constantFrom(...tripIds),
      command: commands,
      agoMinutes: fc.constantFrom(0, 0, 0, 1, 10, 90),
    }),
  },
  { weight: 3, arbitrary: seen.map((visit): Action => ({ do: 'see', visit })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(), seen).map(([nth, visit]): Action => ({ do: 'correct', nth, visit })),
  },
  { weight: 1, arbitrary: fc.nat().map((nth): Action => ({ do: 'withdraw', nth })) },
  { weight: 2, arbitrary: fc.constant<Action>({ do: 'follow' }) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 90 }).map((minutes): Action => ({ do: 'wait', minutes })),
  },
);

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

/** The simple reference: per trip what people said last, and how they ended it. */
class Word {
  private readonly times = new Map<string, string>();

  note(tripId: string, events: readonly TripEvent[]): void {
    for (const event of events) {
      switch (event.type) {
        case 'PickupReached':
        case 'DeliveryReached':
        case 'EmptyReturned':
          this.times.set(`${tripId} arrival ${event.stopIndex}`, event.at);
          break;
        case 'TripStarted':
          this.times.set(`${tripId} departure 0`, event.at);
          break;
        case 'OffloadingStarted':
          this.times.set(`${tripId} offloading ${event.stopIndex}`, event.at);
          break;
        case 'CargoOffloaded':
          this.times.set(`${tripId} offload ${event.stopIndex}`, event.at);
          break;
        case 'DeliveryLeft':
          this.times.set(`${tripId} departure ${event.stopIndex}`, event.at);
          break;
        case 'TripCompleted':
        case 'TripCancelled':
        case 'TripFailed':
          this.times.set(`${tripId} end`, event.at);
          break;
        case 'TimeCorrected':
          this.times.set(this.keyOf(tripId, event), event.at);
          break;
        case 'ProgressWithdrawn':
          this.times.delete(this.keyOf(tripId, event));
          break;
      }
    }
  }

  of(tripId: string): Record<string, string> {
    return Object.fromEntries([...this.times].filter(([key]) => key.startsWith(`${tripId} `)).sort());
  }

  private keyOf(tripId: string, of: { milestone: string; stopIndex: number | null }): string {
    return of.stopIndex === null ? `${tripId} end` : `${tripId} ${of.milestone} ${of.stopIndex}`;
  }
}

/** What people said of a trip, as the trip has it. */
const wordIn = (tripId: string, trip: KnownTrip): Record<string, string> => {
  const said = trip.milestones
    .filter(isBySomebody)
    .map(({ kind, stopIndex: stop, at: time }) => [`${tripId} ${kind} ${stop}`, time]);
  const end = 'end' in trip && isBySomebody(trip.end) ? [[`${tripId} end`, trip.end.at]] : [];
  return Object.fromEntries([...said, ...end].sort());
};

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
      const vpc = plans[tripId] ?? plan;
      this.yard.ask(tripId, {
        type: 'create',
        plan: vpc,
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
    for (let looks = 1; this.yard.follow().told > 0; looks += 1) {
      this.look();
      expect(looks).toBeLessThan(5);
    }
    for (const { tripId, trip } of this.yard.known()) {
      const stored = JSON.stringify(this.yard.histories.get(tripId));
      expect((JSON.parse(stored) as TripEvent[]).reduce(evolve, unknownTrip)).toEqual(trip);
    }
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
    if (row !== undefined && before.plan.stops === roundPlan.stops && !alsoAllowed.includes(answer)) {
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
