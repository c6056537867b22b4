import { jest } from '@jest/globals';
import { distanceM } from '../geo/geometry.js';
import { createFleet } from '../world/fleet.js';
import { placeOf, placesOfType } from '../world/places.js';
import { dayOf, dayStartMs, planDay } from './day-plan.js';
import type { Observation } from './device.js';
import { bounds } from './step.js';
import { dayOfTruck } from './track.js';
import { trafficFlow } from './traffic.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const day = 20_780;
const fleet = createFleet(3, 6);

/** The extremes of many numbers, few enough to be arguments. */
function spread(values: readonly number[]): number[] {
  return values.reduce(
    ([low, high], value) => [Math.min(low ?? value, value), Math.max(high ?? value, value)],
    [] as number[],
  );
}

describe.each(fleet)('a day of $plate', (truck) => {
  const seconds: Observation[] = [...dayOfTruck(3, truck, day)];
  const pairs = seconds.slice(1).map((now, i) => ({ before: seconds[i] ?? now, now }));

  it('has every second once', () => {
    expect(seconds).toHaveLength(86_400);
    expect(seconds[0]?.timeMs).toBe(dayStartMs(truck, day));
    expect(pairs.every(({ before, now }) => now.timeMs - before.timeMs === 1000)).toBe(true);
  });

  it('stays within what a truck can do', () => {
    const changes = pairs.map(({ before, now }) => now.speedMps - before.speedMps);
    expect(Math.min(...spread(changes))).toBeGreaterThanOrEqual(-bounds.harshBrakingMps2 - 1e-9);
    expect(Math.max(...spread(changes))).toBeLessThanOrEqual(bounds.harshAcceleratingMps2 + 1e-9);
    const speeds = spread(seconds.map(({ speedMps }) => speedMps * 3.6));
    expect(Math.min(...speeds)).toBe(0);
    expect(Math.max(...speeds)).toBeGreaterThan(30);
    expect(Math.max(...speeds)).toBeLessThan(80);
  });

  it('never jumps: it is where its speed has brought it', () => {
    // The lane's offset makes bends a little longer or shorter than the middle of the road.
    const jumps = pairs.filter(({ before, now }) => {
      const driven = (before.speedMps + now.speedMps) / 2;
      return Math.abs(distanceM(before, now) - driven) > 1 + 0.35 * driven;
    });
    expect(jumps).toEqual([]);
  });

  it('has the engine on whenever it moves', () => {
    expect(seconds.every(({ speedMps, ignition }) => speedMps === 0 || ignition)).toBe(true);
  });

  it('stands at the terminal and the client of each job, and is back at the depot before the next day', () => {
    const last = seconds.at(-1);
    expect(last && distanceM(last, truck.depotSlot)).toBeLessThan(1);
    const parkedAt = new Set<string>();
    for (const at of seconds.filter(({ ignition, timeMs }) => !ignition && timeMs % 60_000 === 0)) {
      for (const type of ['terminal', 'client'] as const) {
        for (const key of placesOfType(type))
          if (distanceM(at, placeOf(key)) < placeOf(key).radiusM) parkedAt.add(key);
      }
    }
    const jobs = planDay(3, truck, day);
    expect(jobs.length).toBeGreaterThan(0);
    expect([...parkedAt].sort()).toEqual(
      [...new Set(jobs.flatMap(({ terminal, clients }) => [terminal, ...clients]))].sort(),
    );
  });

  it('follows on the day before without a jump', () => {
    const [first] = dayOfTruck(3, truck, day + 1);
    const last = seconds.at(-1);
    expect(first && last && first.timeMs - last.timeMs).toBe(1000);
    expect(first && last && distanceM(first, last)).toBeLessThan(1);
  });
});

describe('days', () => {
  it('are found from any of their moments', () => {
    for (const truck of fleet) {
      const start = dayStartMs(truck, day);
      expect([start - 1, start, start + 86_399_999].map((ms) => dayOf(truck, ms))).toEqual([
        day - 1,
        day,
        day,
      ]);
    }
  });
});

describe('traffic', () => {
  const at = { lat: 6.55, lon: 3.367 };
  const lagosHour = (hour: number) => (20_780 * 24 + hour - 1) * 3600;

  it('is slow in the rush hours, free at night, and never stands for good', () => {
    const mean = (hour: number) => {
      const flows = Array.from({ length: 60 }, (_, minute) =>
        trafficFlow(1, 'urban', at, lagosHour(hour) + minute * 60),
      );
      expect(Math.min(...flows)).toBeGreaterThanOrEqual(0.08);
      expect(Math.max(...flows)).toBeLessThanOrEqual(1);
      return flows.reduce((sum, flow) => sum + flow, 0) / flows.length;
    };
    expect(mean(2)).toBe(1);
    expect(mean(8)).toBeLessThan(0.6);
    expect(mean(18)).toBeLessThan(0.6);
  });
});
