import { jest } from '@jest/globals';
import { dayStartMs, planDay } from '../motion/day-plan.js';
import { dayOfTruck, trackOf } from '../motion/track.js';
import { createFleet } from '../world/fleet.js';
import { truthOf } from './truth.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const day = 20_780;
const settings = { seed: 3, intervalSeconds: 60 };

describe('a fleet with so many trips a day', () => {
  const fleet = createFleet(3, 20, { tripsADay: 9, twoClients: 0.5 });
  const jobs = fleet.map((truck) => planDay(3, truck, day));

  it('drives as many on every day, some of them to two clients', () => {
    for (const other of [day, day + 1, day + 2])
      expect(fleet.flatMap((truck) => planDay(3, truck, other))).toHaveLength(9);
    expect(new Set(jobs.flat().map(({ clients }) => clients.length))).toEqual(new Set([1, 2]));
  });

  it('is the same for the same seed', () => {
    const again = createFleet(3, 20, { tripsADay: 9, twoClients: 0.5 });
    expect(again.map((truck) => planDay(3, truck, day))).toEqual(jobs);
  });
});

describe('the truth', () => {
  const [truck] = createFleet(3, 1, { tripsADay: 2, twoClients: 1 });
  if (!truck) throw new Error('no truck');
  const fromMs = dayStartMs(truck, day);
  const untilMs = dayStartMs(truck, day + 1);
  const { fixes, visits } = truthOf(settings, truck, fromMs, untilMs);

  it('names the stop of a job that a truck is at a place for, in the order of the way', () => {
    const [job] = planDay(3, truck, day);
    const doing = visits.filter((visit) => visit.doing?.job.startMs === job?.startMs);
    expect(doing.map((visit) => [visit.doing?.stop, visit.place])).toEqual(
      [job?.terminal, ...(job?.clients ?? []), job?.depot].map((place, stop) => [stop, place]),
    );
  });

  it('has the fixes of the track, and misses nothing of a parked truck that is not looked at every second', () => {
    const track = trackOf(3, truck, fromMs, settings.intervalSeconds);
    expect(fixes.map(({ timeMs }) => timeMs)).toEqual(fixes.map(() => track.next().value.timeMs));
    const everySecond = [...dayOfTruck(3, truck, day)];
    expect(everySecond).toHaveLength(86_400);
    for (const { timeMs, ignition } of fixes)
      expect(everySecond[(timeMs - fromMs) / 1_000]?.ignition).toBe(ignition);
  });
});
