import { motionOf, type MotionRules } from './motion.js';

const rules: MotionRules = { idlingBelowKmh: 5, outdatedWhenMovingHours: 4, outdatedWhenStationaryHours: 24 };
const at = new Date('2026-01-01T00:00:00Z');

describe('the motion of a truck', () => {
  it.each([
    [5, true, 0, 'moving'],
    [5, false, 0, 'moving'],
    [40, null, 3.99, 'moving'],
    [40, true, 4, 'outdated'],
    [4.9, true, 0, 'idling'],
    [null, true, 3.99, 'idling'],
    [0, true, 4, 'outdated'],
    [0, false, 4, 'stationary'],
    [null, null, 23.99, 'stationary'],
    [0, false, 24, 'outdated'],
  ] as const)('at %s km/h with ignition %s, %s hours ago, is %s', (speedKmh, ignition, hours, motion) => {
    const nowMs = at.getTime() + hours * 3_600_000;
    expect(motionOf({ speedKmh, ignition, deviceTime: at }, nowMs, rules)).toBe(motion);
  });
});
