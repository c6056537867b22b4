import fc from 'fast-check';
import type { Plan, TripCommand } from '../index.js';
import { at, longPlan, plan } from './scenario.js';
import { roundPlan } from './what-comes-of.js';

export const drivers = ['driver-1', 'driver-2'];
export const trucks = ['truck-1', 'truck-2'];
export const tripIds = ['round', 'plain', 'long', 'next'];
export const plans: Record<string, Plan> = {
  round: { ...roundPlan, vpcId: 'round', scheduledDeparture: at('08:30') },
  plain: { ...plan, vpcId: 'plain', scheduledDeparture: at('10:00') },
  long: { ...longPlan, vpcId: 'long', scheduledDeparture: at('09:00') },
  next: { ...roundPlan, vpcId: 'next', scheduledDeparture: at('12:00') },
};

export type Action =
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
export type Seen = {
  readonly truckId: string;
  readonly locationId: string;
  readonly agoMinutes: number;
  readonly minutes: number | null;
};

/** The time of a command until it is asked, some minutes after that. */
export const then = 'then';
const reason = 'the driver called';
const place = { kind: 'point', latitude: 6.5, longitude: 3.4 } as const;
const oneOf = <Part extends string>(...parts: readonly Part[]): fc.Arbitrary<Part> =>
  fc.constantFrom(...parts);
const stopIndex = fc.nat({ max: 3 });
const sometimes = fc.constantFrom(then, then, null);

const commands: fc.Arbitrary<TripCommand> = fc.oneof(
  fc.record({
    type: oneOf('assign'),
    truckId: fc.option(oneOf(...trucks)),
    driverId: fc.option(oneOf(...drivers)),
  }),
  fc.record({ type: oneOf('start', 'complete', 'resume', 'arrive'), at: oneOf(then) }),
  fc.record({ type: oneOf('arrive'), at: oneOf(then), stopIndex }),
  fc.record({ type: oneOf('offload'), at: oneOf(then), phase: oneOf('started', 'done') }),
  fc.record({ type: oneOf('cancel', 'fail', 'hold'), at: oneOf(then), reason: oneOf(reason) }),
  fc.record({
    type: oneOf('swap-truck'),
    truckId: oneOf(...trucks),
    at: oneOf(then),
    place: fc.constant(place),
    reason: oneOf(reason),
  }),
  fc.record({
    type: oneOf('swap-driver'),
    driverId: oneOf(...drivers),
    at: oneOf(then),
    place: fc.constant(place),
    reason: oneOf(reason),
  }),
  fc.record({
    type: oneOf('correct'),
    milestone: oneOf('arrival', 'offloading', 'offload', 'departure'),
    stopIndex,
    at: sometimes,
    reason: oneOf(reason),
  }),
  fc.record({
    type: oneOf('correct'),
    milestone: oneOf('end'),
    stopIndex: fc.constant(null),
    at: sometimes,
    reason: oneOf(reason),
  }),
  fc.record({
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

export const actions: fc.Arbitrary<Action> = fc.oneof(
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
