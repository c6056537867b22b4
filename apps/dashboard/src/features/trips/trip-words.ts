import type { Milestone, TripDetails, TripSummary } from '@watch-tower/contracts';
import { formatAge } from '../../format/quantities.js';

export const stopNames = {
  pickup: 'Pickup',
  delivery: 'Delivery',
  empty_return: 'Empty return',
} as const satisfies Record<TripDetails['stops'][number]['kind'], string>;

export const milestoneNames: Record<Milestone, string> = {
  arrival: 'Arrival',
  offloading: 'Offloading began',
  offload: 'Cargo off',
  departure: 'Departure',
  end: 'Completed',
};

const causes: Record<string, string> = {
  departed_late: 'Departed late',
  arrived_late: 'Arrived late',
  departure_overdue: 'Departure overdue',
  arrival_overdue: 'Arrival overdue',
};

/** What a timeline says beside an event: the cause of a delay in words, a name as it is. */
export const detailInWords = (detail: string): string => causes[detail] ?? detail;

/** `Arrived late, by 2 h 05`: as it was when the delay was noted. */
export function delayInWords({ cause, lateMinutes }: NonNullable<TripSummary['delay']>): string {
  return `${causes[cause] ?? cause.replaceAll('_', ' ')}, by ${formatAge(lateMinutes * 60)}`;
}
