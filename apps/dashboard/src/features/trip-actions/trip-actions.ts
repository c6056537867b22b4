import type { TripStage, TripSummary } from '@watch-tower/contracts';

export const tripActions = [
  'start',
  'arrive',
  'start-offloading',
  'offload',
  'complete',
  'resume',
  'hold',
  'swap-truck',
  'swap-driver',
  'fail',
  'cancel',
] as const;
export type TripAction = (typeof tripActions)[number];

/** What can be told by hand of a trip at each stage; whether it may be, its owner decides. */
const byStage: Partial<Record<TripStage, readonly TripAction[]>> = {
  planned: ['hold', 'cancel'],
  assigned: ['arrive', 'start', 'hold', 'fail', 'cancel'],
  at_pickup: ['start', 'hold', 'fail', 'cancel'],
  in_transit: ['arrive', 'complete', 'hold', 'swap-truck', 'swap-driver', 'fail', 'cancel'],
  at_delivery: [
    'start-offloading',
    'offload',
    'complete',
    'hold',
    'swap-truck',
    'swap-driver',
    'fail',
    'cancel',
  ],
  offloading: ['offload', 'complete', 'hold', 'swap-truck', 'swap-driver', 'fail', 'cancel'],
  offloaded: ['arrive', 'complete', 'hold', 'swap-truck', 'swap-driver', 'fail', 'cancel'],
  returning_empty: ['arrive', 'complete', 'hold', 'swap-truck', 'swap-driver', 'fail', 'cancel'],
  empty_returned: ['complete', 'hold', 'swap-truck', 'swap-driver', 'fail', 'cancel'],
};

/** The actions that are offered, the likely ones first. A trip that waits is taken up before it is put on hold again. */
export function actionsOf({ stage, hold }: Pick<TripSummary, 'stage' | 'hold'>): TripAction[] {
  const offered = byStage[stage] ?? [];
  return hold === null ? [...offered] : offered.length === 0 ? [] : ['resume', ...without(offered, 'hold')];
}

const without = (actions: readonly TripAction[], left: TripAction): TripAction[] =>
  actions.filter((action) => action !== left);

export const actionNames: Record<TripAction, string> = {
  start: 'Start',
  arrive: 'Arrive',
  'start-offloading': 'Offloading began',
  offload: 'Cargo off',
  complete: 'Complete',
  hold: 'Hold',
  resume: 'Resume',
  'swap-truck': 'Swap truck',
  'swap-driver': 'Swap driver',
  fail: 'Fail',
  cancel: 'Cancel trip',
};

export const actionTitles: Record<TripAction, string> = {
  start: 'The truck left the pickup',
  arrive: 'The truck reached a stop',
  'start-offloading': 'Offloading has begun',
  offload: 'The cargo is off',
  complete: 'The trip is done',
  hold: 'The trip waits',
  resume: 'The trip goes on',
  'swap-truck': 'Another truck goes on with the trip',
  'swap-driver': 'Another driver goes on with the trip',
  fail: 'The trip ended without delivery',
  cancel: 'Cancel the trip',
};
