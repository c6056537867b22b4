import type { Motion } from '@watch-tower/contracts';
import type { LiveTruck, LiveTrucks } from '../live-trucks/live-trucks.js';

export const motions = ['moving', 'idling', 'stationary', 'outdated'] as const satisfies readonly Motion[];

export type FleetFilter = { text: string; motion: Motion | null; order: 'number' | 'oldest' };
export type FleetCounts = Record<Motion | 'all', number>;

/** The trucks a filter asks for, in its order. Plates are compared without case, spaces and dashes. */
export function findInFleet(trucks: LiveTrucks, { text, motion, order }: FleetFilter): LiveTruck[] {
  const wanted = comparable(text);
  const found = [...trucks.values()].filter(
    (truck) => (motion === null || truck.motion === motion) && comparable(truck.number).includes(wanted),
  );
  const byNumber = (a: LiveTruck, b: LiveTruck): number => (a.number < b.number ? -1 : 1);
  const byAge = (a: LiveTruck, b: LiveTruck): number => a.fixedAtMs - b.fixedAtMs || byNumber(a, b);
  return found.sort(order === 'number' ? byNumber : byAge);
}

/** How many trucks there are of each motion, among those whose number holds `text`. */
export function countByMotion(trucks: LiveTrucks, text: string): FleetCounts {
  const wanted = comparable(text);
  const counts: FleetCounts = { all: 0, moving: 0, idling: 0, stationary: 0, outdated: 0 };
  for (const { number, motion } of trucks.values()) {
    if (!comparable(number).includes(wanted)) continue;
    counts.all += 1;
    counts[motion] += 1;
  }
  return counts;
}

const comparable = (plate: string): string => plate.replace(/[\s\-‐-―]/g, '').toUpperCase();
