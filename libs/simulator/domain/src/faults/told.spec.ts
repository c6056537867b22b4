import { jest } from '@jest/globals';
import { distanceM } from '../geo/geometry.js';
import type { Fix } from '../motion/device.js';
import { trackOf } from '../motion/track.js';
import { createFleet } from '../world/fleet.js';
import type { Fault } from './fault.js';
import { createFaults } from './faults.js';
import { sendersOf, toldBy, type Told } from './told.js';

// Days of driving are computed: seconds of work, and more on a busy machine.
jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const from = Date.UTC(2026, 10, 23, 6);
const until = from + 6 * HOUR_MS;
const [truck] = sendersOf(createFleet(1, 2));
if (!truck) throw new Error('no truck');

const truth: Fix[] = [];
for (const fix of trackOf(1, truck, from, 30)) {
  if (fix.timeMs >= until) break;
  truth.push(fix);
}

/** All that is told of these six hours of truth, in the order in which it arrives. */
function told(...faults: Fault[]): Told[] {
  const all: Told[] = [];
  // A track ends never: what follows the six hours is a fix so late that everything has arrived before it.
  const last = { ...truck, ...(truth.at(-1) as Fix), timeMs: until + 1000 * HOUR_MS };
  let nth = 0;
  const track = {
    next: () => ({
      done: false as const,
      value: truth[nth++] ?? { ...last, timeMs: last.timeMs + nth * HOUR_MS },
    }),
  };
  const tellings = toldBy(track, truck as NonNullable<typeof truck>, createFaults(1, faults));
  const endMs = until + 500 * HOUR_MS;
  for (let one = tellings.next().value; one.dueMs < endMs; one = tellings.next().value) all.push(one);
  return all;
}

const times = (all: readonly Told[]) => all.map(({ fix }) => fix.timeMs);

describe('what a device tells', () => {
  it('is the truth as soon as the network brings it, where nothing goes wrong', () => {
    const all = told();
    expect(all.map(({ fix }) => fix)).toEqual(truth);
    expect(all.every(({ fix, dueMs, isLost }) => dueMs === fix.timeMs + truck.uplinkMs && !isLost)).toBe(
      true,
    );
  });

  it.each<Fault>([
    { kind: 'late', rate: 0.3, seconds: 600 },
    { kind: 'disorder', rate: 0.5, seconds: 90 },
    { kind: 'store_and_forward', rate: 0.5, hours: 0.5 },
  ])('arrives in another order, all of it, when it is %j', (fault) => {
    const all = told(fault);
    expect(times(all)).not.toEqual(truth.map(({ timeMs }) => timeMs));
    expect(times(all).sort((a, b) => a - b)).toEqual(truth.map(({ timeMs }) => timeMs));
    expect(all.every(({ dueMs }, i) => dueMs >= (all[i - 1]?.dueMs ?? 0))).toBe(true);
    expect(all.every(({ fix, dueMs }) => dueMs >= fix.timeMs + truck.uplinkMs)).toBe(true);
  });

  it('comes hours later, within ten minutes, where it was stored', () => {
    for (const { fix, dueMs } of told({ kind: 'store_and_forward', rate: 1, hours: 2 })) {
      const networkBackMs = (Math.floor(fix.timeMs / (2 * HOUR_MS)) + 1) * 2 * HOUR_MS;
      expect(dueMs).toBeGreaterThanOrEqual(networkBackMs);
      expect(dueMs).toBeLessThanOrEqual(networkBackMs + 600_000 + truck.uplinkMs);
    }
  });

  it('comes twice, or is LocoNav’s alone', () => {
    expect(told({ kind: 'duplicates', rate: 1 })).toHaveLength(2 * truth.length);
    const lost = told({ kind: 'lost', rate: 0.25 }).filter(({ isLost }) => isLost).length;
    expect(lost / truth.length).toBeGreaterThan(0.15);
    expect(lost / truth.length).toBeLessThan(0.35);
  });

  it('has the wrong time by a clock in the future or in another zone', () => {
    expect(times(told({ kind: 'future_clock', rate: 1, hours: 24 }))).toEqual(
      truth.map(({ timeMs }) => timeMs + 24 * HOUR_MS),
    );
    expect(times(told({ kind: 'wrong_zone', rate: 1, hours: -1 }))).toEqual(
      truth.map(({ timeMs }) => timeMs - HOUR_MS),
    );
  });

  it('has the wrong place by a jump or at 0,0', () => {
    const jumps = told({ kind: 'jump', rate: 1, kilometres: 40 });
    for (const [i, { fix }] of jumps.entries()) {
      expect(distanceM(fix, truth[i] ?? fix) / 1000).toBeCloseTo(40, 0);
    }
    expect(
      told({ kind: 'zero_coordinates', rate: 1 }).every(({ fix }) => fix.lat === 0 && fix.lon === 0),
    ).toBe(true);
  });

  it('comes from the neighbour’s device where they are swapped', () => {
    const swapped = told({ kind: 'device_swap', rate: 1 });
    expect(new Set(swapped.map(({ fix }) => fix.imei))).toEqual(new Set([truck.partnerImei]));
    expect(truck.partnerImei).not.toBe(truck.imei);
  });

  it('is the same for the same seed, and only while the fault holds', () => {
    const late: Fault = { kind: 'late', rate: 0.3, seconds: 600 };
    expect(told(late)).toEqual(told(late));
    const faults = createFaults(1, []);
    faults.replace([{ kind: 'duplicates', rate: 1, forSeconds: 60 }], 1000);
    expect([999, 1000, 60_999, 61_000].map((atMs) => faults.meets('duplicates', atMs) !== undefined)).toEqual(
      [false, true, true, false],
    );
  });
});
