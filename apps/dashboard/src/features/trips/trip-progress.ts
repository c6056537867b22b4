import type { TripDetails, TripStage } from '@watch-tower/contracts';

export type Underway = Pick<TripDetails, 'stage' | 'stops'>;
export type Step = { name: string; state: 'done' | 'now' | 'ahead' };

/** The stages that stand for a step of the rail, in the order in which a job goes through them. */
const rail: readonly { name: string; stages: readonly TripStage[] }[] = [
  { name: 'Planned', stages: ['planned', 'assigned'] },
  { name: 'At pickup', stages: ['at_pickup'] },
  { name: 'In transit', stages: ['in_transit'] },
  { name: 'At delivery', stages: ['at_delivery', 'offloading'] },
  { name: 'Offloaded', stages: ['offloaded'] },
  { name: 'Empty return', stages: ['returning_empty', 'empty_returned'] },
  { name: 'Completed', stages: ['completed'] },
];

/**
 * How far a trip is. None for a trip that ended before its job was done: its rail would tell of a way not gone. The
 * empty's return is a step where it is planned, or where the trip is at it although nobody says what is planned.
 */
export function tripProgress({ stage, stops }: Underway): Step[] {
  if (stage === 'cancelled' || stage === 'failed') return [];
  const returnsEmpty =
    stops.some(({ kind }) => kind === 'empty_return') ||
    stage === 'returning_empty' ||
    stage === 'empty_returned';
  const steps = rail.filter(({ name }) => returnsEmpty || name !== 'Empty return');
  const now = steps.findIndex(({ stages }) => stages.includes(stage));
  const last = steps.length - 1;
  return steps.map(({ name }, index) => ({
    name,
    state: index < now || (index === now && now === last) ? 'done' : index === now ? 'now' : 'ahead',
  }));
}
