import { jest } from '@jest/globals';
import { distanceM } from '../geo/geometry.js';
import { createFleet, type Truck } from '../world/fleet.js';
import type { Fix } from './device.js';
import { dayOfTruck, trackOf } from './track.js';
import { dayOf } from './day-plan.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const from = Date.UTC(2026, 10, 23, 6);
const [truck] = createFleet(1, 1);
if (!truck) throw new Error('no truck');

function take(of: Truck, fromMs: number, toMs: number, intervalS = 30, seed = 1): Fix[] {
  const fixes: Fix[] = [];
  for (const fix of trackOf(seed, of, fromMs, intervalS)) {
    if (fix.timeMs >= toMs) return fixes;
    fixes.push(fix);
  }
  return fixes;
}

describe('track', () => {
  const until = from + 6 * 3_600_000;

  it('is the same for the same seed and another for another', () => {
    expect(take(truck, from, until)).toEqual(take(truck, from, until));
    expect(take(truck, from, until, 30, 2)).not.toEqual(take(truck, from, until));
  });

  it('does not depend on when one begins to look', () => {
    const later = from + 2.5 * 3_600_000;
    expect(take(truck, later, until)).toEqual(
      take(truck, from, until).filter(({ timeMs }) => timeMs >= later),
    );
  });

  it('has device times of whole seconds that only grow, over days', () => {
    const fixes = take(truck, from, from + 60 * 3_600_000);
    expect(fixes.every(({ timeMs }) => timeMs % 1000 === 0)).toBe(true);
    expect(fixes.slice(1).every(({ timeMs }, i) => timeMs > (fixes[i]?.timeMs ?? 0))).toBe(true);
  });

  it('reports every 30 s with the ignition on, every 5 min with it off, and at each turn of the key', () => {
    const fixes = take(truck, from, from + 24 * 3_600_000);
    const gaps = (ignition: boolean) =>
      fixes.slice(1).flatMap((fix, i) => {
        const before = fixes[i];
        return before?.ignition === ignition && fix.ignition === ignition ? [fix.timeMs - before.timeMs] : [];
      });
    expect(Math.max(...gaps(true))).toBe(30_000);
    expect(Math.max(...gaps(false))).toBe(300_000);
    expect(gaps(true).length).toBeGreaterThan(500);
    expect(gaps(false).length).toBeGreaterThan(50);
  });

  it('is as often as asked', () => {
    const fixes = take(truck, from, from + 600_000, 1);
    expect(fixes.length).toBeGreaterThan(take(truck, from, from + 600_000).length);
  });

  it('is the true place with an error of metres', () => {
    const truth = new Map([...dayOfTruck(1, truck, dayOf(truck, from))].map((at) => [at.timeMs, at]));
    const errors = take(truck, from, until).flatMap((fix) => {
      const at = truth.get(fix.timeMs);
      return at ? [distanceM(at, fix)] : [];
    });
    expect(Math.max(...errors)).toBeLessThan(25);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeGreaterThan(1);
  });

  it('tells of harsh braking and accelerating now and then', () => {
    const fixes = createFleet(1, 5).flatMap((other) => take(other, from, from + 24 * 3_600_000));
    const share = fixes.filter(({ harshBraking }) => harshBraking).length / fixes.length;
    expect(share).toBeGreaterThan(0.0005);
    expect(share).toBeLessThan(0.05);
    expect(fixes.some(({ harshAcceleration }) => harshAcceleration)).toBe(true);
  });
});
