import { withCheckDigit } from './container-number.js';
import type { Job, World, WorldTruck } from './world.js';

/** A step in the life of a trip, by the name of its REST action, and when it happened (RFC 3339). */
export interface Step {
  readonly action: 'start' | 'complete' | 'cancel';
  readonly at: string;
}

export interface DemoTrip {
  readonly vpcId: string;
  readonly truck: WorldTruck;
  readonly isAssigned: boolean;
  readonly job: Job;
  readonly containerNumber: string;
  readonly cargoType: string;
  readonly weightTons: number;
  readonly steps: readonly Step[];
}

const underWayCount = 16;
const nextCount = 6;
const pastCount = 3;

const cargoTypes = ['General cargo', 'Ceramic tiles', 'Malt', 'Steel coils', 'Household goods', 'Packaging'];
const owners = ['TCNU', 'CSQU', 'MSKU', 'TGHU'];

/**
 * Trips for the demo, in every state: those under way go on by the visits of the simulated trucks, others
 * are still to come, finished as people told, or cancelled. The same world and moment give the same trips.
 */
export function demoTrips(world: World, now: Date): DemoTrip[] {
  const rounds = world.trucks.flatMap((truck) =>
    truck.jobs.map((job, index) => ({ truck, job, isFirst: index === 0 })),
  );
  const isRunning = (job: Job) => Date.parse(job.startsAt) <= now.getTime();
  const past = rounds.filter(({ isFirst }) => isFirst).slice(-pastCount);
  // A truck is on one trip at a time, and trips are entered side by side.
  const free = rounds.filter(({ truck }) => !past.some((other) => other.truck === truck));
  const running = free.filter(({ job }) => isRunning(job)).slice(0, underWayCount);
  const coming = free.filter(({ job }) => !isRunning(job)).slice(0, nextCount);
  return [
    ...past.map(({ truck, job }) => ({
      truck,
      job: dayBefore(job, now),
      isAssigned: true,
      outcome: 'complete' as const,
    })),
    ...running.map(({ truck, job }) => ({ truck, job, isAssigned: true, outcome: 'live' as const })),
    // Of those to come some have their truck already, some wait for one, and the last is called off.
    ...coming.map(({ truck, job }, index) => ({
      truck,
      job,
      isAssigned: index % 2 === 0,
      outcome: index === coming.length - 1 ? ('cancel' as const) : ('live' as const),
    })),
  ].map(({ truck, job, isAssigned, outcome }, index) => ({
    vpcId: `${businessDate(job.startsAt)}-${truck.plate.replaceAll(' ', '')}-CA${60 + index}`,
    truck,
    isAssigned,
    job,
    containerNumber: withCheckDigit(
      `${owners[index % owners.length]}${String(305_438 + index * 7_919).slice(-6)}`,
    ),
    cargoType: cargoTypes[index % cargoTypes.length] ?? 'General cargo',
    weightTons: 12 + ((index * 7) % 16),
    steps: stepsOf(outcome, job, now),
  }));
}

/** What people tell of a trip; all else is seen. */
function stepsOf(outcome: 'live' | 'complete' | 'cancel', job: Job, now: Date): Step[] {
  if (outcome === 'live') return [];
  if (outcome === 'cancel') return [{ action: 'cancel', at: now.toISOString() }];
  return [
    { action: 'start', at: job.startsAt },
    { action: 'complete', at: job.endsAt },
  ];
}

/** The same round, as it would have gone so long ago that it ended an hour before `now`. */
function dayBefore(job: Job, now: Date): Job {
  const durationMs = Date.parse(job.endsAt) - Date.parse(job.startsAt);
  const endMs = now.getTime() - 3_600_000;
  return {
    ...job,
    startsAt: new Date(endMs - durationMs).toISOString(),
    endsAt: new Date(endMs).toISOString(),
  };
}

/** `2025-04-01T…` → `01/Apr/2025`, as the business writes it. */
export function businessDate(instant: string): string {
  const date = new Date(instant);
  const month = date.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  return `${String(date.getUTCDate()).padStart(2, '0')}/${month}/${date.getUTCFullYear()}`;
}
