import { aTruck } from '../../testing/a-truck.js';
import { fromSnapshot, withPositions, type LiveTruck, type LiveTrucks } from '../live-trucks/live-trucks.js';
import { glideMs, isGliding, markOf, retarget, type Glides } from './glide.js';

const none: Glides = new Map();
const start = fromSnapshot(new Map(), [aTruck({ truckId: 'a', version: 1, longitude: 3.3 })], 0);
const move = (known: LiveTrucks, version: number, longitude: number): LiveTrucks =>
  withPositions(known, [aTruck({ truckId: 'a', version, longitude })], 0);
const only = (trucks: LiveTrucks): LiveTruck => trucks.get('a') ?? fail();
const fail = (): never => {
  throw new Error('no truck a');
};

describe('a mark', () => {
  it('of a new truck is where the truck is', () => {
    const glides = retarget(none, new Map(), start, 1_000);
    expect(markOf(only(start), glides.get('a'), 1_000).longitude).toBe(3.3);
  });

  it('moves from the last fix to the new one, and stays there', () => {
    const moved = move(start, 2, 3.31);
    const glides = retarget(retarget(none, new Map(), start, 0), start, moved, 10_000);
    const at = (nowMs: number): number => markOf(only(moved), glides.get('a'), nowMs).longitude;
    expect(at(10_000)).toBeCloseTo(3.3);
    expect(at(10_000 + glideMs / 2)).toBeGreaterThan(3.3);
    expect(at(10_000 + glideMs / 2)).toBeLessThan(3.31);
    expect(at(10_000 + glideMs)).toBeCloseTo(3.31);
    expect(at(99_000)).toBeCloseTo(3.31);
    expect(isGliding(glides, 10_000 + glideMs - 1)).toBe(true);
    expect(isGliding(glides, 10_000 + glideMs)).toBe(false);
  });

  it('that gets a newer fix under way turns from where it is', () => {
    const second = move(start, 2, 3.31);
    const third = move(second, 3, 3.32);
    const first = retarget(none, new Map(), start, 0);
    const half = retarget(first, start, second, 10_000);
    const underWay = markOf(only(second), half.get('a'), 10_100).longitude;
    const turned = retarget(half, second, third, 10_100);
    expect(markOf(only(third), turned.get('a'), 10_100).longitude).toBeCloseTo(underWay);
  });

  it('jumps where no truck could have driven', () => {
    const moved = move(start, 2, 3.9);
    const glides = retarget(retarget(none, new Map(), start, 0), start, moved, 10_000);
    expect(markOf(only(moved), glides.get('a'), 10_000).longitude).toBe(3.9);
  });

  it('of a truck that left is forgotten', () => {
    expect(retarget(retarget(none, new Map(), start, 0), start, new Map(), 1).size).toBe(0);
  });
});
