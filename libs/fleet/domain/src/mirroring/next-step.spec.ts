import fc from 'fast-check';
import {
  nextStep,
  pauseMsAfter,
  type KnownTrip,
  type MirrorPhase,
  type MirrorPlan,
  type MirrorStep,
} from './next-step.js';

const stop = (locationId: string) => ({ locationId, arrivalAt: null, departureAt: null });
const plan: MirrorPlan = {
  truckId: 'a truck',
  stops: [stop('terminal'), stop('client')],
  departureAt: '2026-11-26T08:00:00.000Z',
};
const mirrored = (phase: MirrorPhase, more: object = {}): KnownTrip => ({
  kind: 'mirrored',
  loconavTripId: 1,
  trackUrl: 'https://track',
  phase,
  told: plan,
  ...more,
});

describe('what brings LocoNav in step', () => {
  it.each<[string, MirrorPhase, Partial<MirrorPlan>, KnownTrip, MirrorStep | null]>([
    ['a trip with a truck is created', 'waiting', {}, { kind: 'none' }, 'create'],
    ['one under way too', 'under_way', {}, { kind: 'none' }, 'create'],
    ['one without a truck is not', 'waiting', { truckId: null }, { kind: 'none' }, null],
    ['what ended before is not', 'ended', {}, { kind: 'none' }, null],
    ['what was cancelled before is not', 'cancelled', {}, { kind: 'none' }, null],
    ['what was asked for and never answered is asked for again', 'waiting', {}, { kind: 'asked' }, 'create'],
    ['what was asked for and cancelled is looked for', 'cancelled', {}, { kind: 'asked' }, 'look'],
    ['a departure starts it', 'under_way', {}, mirrored('waiting'), 'start'],
    ['its end ends it', 'ended', {}, mirrored('under_way'), 'end'],
    ['an end without a start starts it first', 'ended', {}, mirrored('waiting'), 'start'],
    ['what has not begun is deleted', 'cancelled', {}, mirrored('waiting'), 'delete'],
    ['what has begun is rejected', 'cancelled', {}, mirrored('under_way'), 'reject'],
    ['another truck is told', 'under_way', { truckId: 'another' }, mirrored('under_way'), 'update'],
    [
      'other stops are told',
      'waiting',
      { stops: [stop('x'), stop('client')] },
      mirrored('waiting'),
      'update',
    ],
    ['what was found is told', 'waiting', {}, mirrored('waiting', { told: null }), 'update'],
    ['a truck that was taken away is not', 'waiting', { truckId: null }, mirrored('waiting'), null],
    ['a missing link is asked for', 'waiting', {}, mirrored('waiting', { trackUrl: null }), 'track'],
    ['a withdrawn departure changes nothing', 'waiting', {}, mirrored('under_way'), null],
    ['what is over there stays over', 'under_way', {}, mirrored('ended'), null],
  ])('%s', (_name, phase, change, known, step) => {
    expect(nextStep({ phase, plan: { ...plan, ...change } }, known)).toBe(step);
  });
});

describe('the pause after failures', () => {
  it('grows to a quarter of an hour, and is never shorter than half of it', () => {
    expect([1, 2, 3].map((failures) => pauseMsAfter(failures, 0))).toEqual([15_000, 30_000, 60_000]);
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, r) => {
          const pauseMs = pauseMsAfter(n, r);
          expect(pauseMs >= 450_000 && pauseMs <= 900_000).toBe(true);
        },
      ),
      { seed: 1 },
    );
  });
});
