import type { TripCommand } from '../index.js';
import type { Stage } from '../stage.js';
import { at, longPlan } from './scenario.js';

export type Standing = 'unknown' | Stage;

const waiting = ['planned', 'assigned'] as const;
const departed = [
  'in_transit',
  'at_delivery',
  'offloading',
  'offloaded',
  'returning_empty',
  'empty_returned',
] as const;
const notAtDelivery = ['at_pickup', 'in_transit', 'offloaded', 'returning_empty', 'empty_returned'] as const;
const underWay = ['at_pickup', ...departed] as const;
const living = [...waiting, ...underWay] as const;
const ended = ['completed', 'cancelled', 'failed'] as const;
export const standings: readonly Standing[] = ['unknown', ...living, ...ended];

/** One pickup, one client, and the empty's return. */
export const roundPlan = { ...longPlan, stops: longPlan.stops.filter((_, index) => index !== 2) };

/** What a command comes to: the events' types or the code of a refusal, and where; nothing stands for silence. */
type Comes = Readonly<Record<string, readonly Standing[]>>;
type Asking = { readonly command: TripCommand; readonly comes: Comes };

const neverBegan: Comes = { trip_not_found: ['unknown'] };
const isOver: Comes = {
  trip_completed: ['completed'],
  trip_cancelled: ['cancelled'],
  trip_failed: ['failed'],
};
const later = at('07:55');
const reason = 'the driver called';
const handOver = { at: later, reason, place: { kind: 'location', locationId: 'agbara' } } as const;

const askingOf = (command: TripCommand, comes: Comes): Asking => ({
  command,
  comes: { ...neverBegan, ...isOver, ...comes },
});

/** Every command in every stage of a trip with the round plan. What is not on hold is held, and the reverse. */
export const whatComesOf = {
  create: {
    command: { type: 'create', plan: roundPlan },
    comes: { TripCreated: ['unknown'], trip_exists: [...living, ...ended] },
  },
  'change the plan': askingOf({ type: 'change-plan', change: { weightTons: 7 } }, { PlanChanged: living }),
  'change the stops': askingOf(
    { type: 'change-plan', change: { stops: longPlan.stops } },
    { PlanChanged: waiting, trip_under_way: underWay },
  ),
  'change nothing of the plan': askingOf(
    { type: 'change-plan', change: { clientId: roundPlan.clientId } },
    { '': living },
  ),
  'assign a truck': askingOf(
    { type: 'assign', truckId: 'truck-9' },
    { TruckAssigned: waiting, trip_under_way: underWay },
  ),
  'assign nobody anew': askingOf({ type: 'assign' }, { '': living }),
  start: askingOf(
    { type: 'start', at: later },
    {
      truck_required: ['planned'],
      TripStarted: ['assigned', 'at_pickup'],
      trip_already_started: departed,
    },
  ),
  arrive: askingOf(
    { type: 'arrive', at: later },
    {
      truck_required: ['planned'],
      PickupReached: ['assigned'],
      already_at_pickup: ['at_pickup'],
      DeliveryReached: ['in_transit'],
      already_at_delivery: ['at_delivery', 'offloading'],
      'EmptyReturned, TripCompleted': ['offloaded', 'returning_empty'],
      no_delivery_left: ['empty_returned'],
    },
  ),
  'begin to offload': askingOf(
    { type: 'offload', phase: 'started', at: later },
    {
      not_at_delivery: [...waiting, ...notAtDelivery],
      OffloadingStarted: ['at_delivery'],
      already_offloading: ['offloading'],
    },
  ),
  offload: askingOf(
    { type: 'offload', phase: 'done', at: later },
    {
      not_at_delivery: [...waiting, ...notAtDelivery],
      CargoOffloaded: ['at_delivery', 'offloading'],
    },
  ),
  complete: askingOf(
    { type: 'complete', at: later },
    { trip_not_started: [...waiting, 'at_pickup'], TripCompleted: departed },
  ),
  cancel: askingOf({ type: 'cancel', at: later, reason }, { TripCancelled: living }),
  fail: askingOf({ type: 'fail', at: later, reason }, { trip_not_under_way: waiting, TripFailed: underWay }),
  hold: askingOf({ type: 'hold', at: later, reason }, { TripHeld: living }),
  resume: askingOf({ type: 'resume', at: later }, { not_on_hold: living }),
  'swap the truck': askingOf(
    { type: 'swap-truck', truckId: 'truck-9', ...handOver },
    { trip_not_under_way: waiting, TruckSwapped: underWay },
  ),
  'swap the driver': askingOf(
    { type: 'swap-driver', driverId: 'driver-9', ...handOver },
    { trip_not_under_way: waiting, DriverSwapped: underWay },
  ),
  'set the arrival': {
    command: { type: 'correct', milestone: 'arrival', stopIndex: 1, at: at('07:22'), reason },
    comes: {
      ...neverBegan,
      truck_required: ['planned'],
      DeliveryReached: ['assigned', 'at_pickup', 'in_transit', 'cancelled', 'failed'],
      TimeCorrected: [
        'at_delivery',
        'offloading',
        'offloaded',
        'returning_empty',
        'empty_returned',
        'completed',
      ],
    },
  },
  'take back the arrival': {
    command: { type: 'correct', milestone: 'arrival', stopIndex: 1, at: null, reason },
    comes: {
      ...neverBegan,
      truck_required: ['planned'],
      '': ['assigned', 'at_pickup', 'in_transit', 'cancelled', 'failed'],
      ProgressWithdrawn: [
        'at_delivery',
        'offloading',
        'offloaded',
        'returning_empty',
        'empty_returned',
        'completed',
      ],
    },
  },
  'set the end': {
    command: { type: 'correct', milestone: 'end', stopIndex: null, at: at('07:59'), reason },
    comes: { ...neverBegan, trip_not_ended: living, TimeCorrected: ended },
  },
  'take back the end': {
    command: { type: 'correct', milestone: 'end', stopIndex: null, at: null, reason },
    comes: { ...neverBegan, trip_not_ended: living, ProgressWithdrawn: ended },
  },
} satisfies Readonly<Record<string, Asking>>;

/** What a command in a stage comes to. @throws RangeError where the table says nothing of it. */
export const expectedOf = ({ comes }: Asking, standing: Standing): string => {
  const found = Object.entries(comes).filter(([, where]) => where.includes(standing));
  if (found.length !== 1) throw new RangeError(`${found.length} answers in ${standing}`);
  return found[0]?.[0] ?? '';
};
