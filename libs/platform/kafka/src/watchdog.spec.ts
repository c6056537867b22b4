import type { Position } from './broker-view.js';
import { lagOf, Watchdog, type Held } from './watchdog.js';

const at = (committed: bigint | undefined, high = 100n): Position => ({
  topic: 't',
  partition: 0,
  low: 0n,
  high,
  committed,
});

const held = (about: Partial<Held> = {}): Held[] => [
  { topic: 't', partition: 0, inOutage: false, troubledAt: 0, ...about },
];

const dog = () => new Watchdog({ stuckAfterMs: 60, rebuildsMax: 1 });

describe('the watchdog', () => {
  it('is content while there is progress', () => {
    const watchdog = dog();
    for (let now = 0; now < 600; now += 20)
      expect(watchdog.judge([at(BigInt(now))], held(), now)).toBe('well');
  });

  it('is content without lag, without partitions, and in an outage', () => {
    const watchdog = dog();
    for (let now = 0; now < 600; now += 20) {
      expect(watchdog.judge([at(100n)], held(), now)).toBe('well');
      expect(watchdog.judge([at(5n)], [], now)).toBe('well');
    }
    for (let now = 600; now < 1_200; now += 20)
      expect(watchdog.judge([at(5n)], held({ inOutage: true }), now)).toBe('well');
  });

  it('takes one who tries for one who lives', () => {
    const watchdog = dog();
    for (let now = 0; now < 600; now += 20)
      expect(watchdog.judge([at(5n)], held({ troubledAt: now }), now)).toBe('well');
  });

  it('asks for a rebuild when there is lag and no progress, and gives up when that does not help', () => {
    const watchdog = dog();
    const verdicts = [0, 50, 100, 150, 200, 250].map((now) => watchdog.judge([at(5n)], held(), 1_000 + now));
    expect(verdicts).toEqual(['well', 'well', 'rebuild', 'well', 'give-up', 'well']);
  });

  it('asks for a rebuild when the group is not joined for long', () => {
    const watchdog = dog();
    expect(watchdog.judge([], undefined, 1_000)).toBe('well');
    expect(watchdog.judge([], undefined, 1_050)).toBe('well');
    expect(watchdog.judge([], undefined, 1_070)).toBe('rebuild');
  });

  it('blames nobody while the broker does not answer', () => {
    const watchdog = dog();
    watchdog.judge([at(5n)], held(), 1_000);
    watchdog.unanswered(1_050);
    expect(watchdog.judge([at(5n)], held(), 1_080)).toBe('well');
  });
});

describe('lag', () => {
  it('counts from the last commit, or from the first record that is left', () => {
    expect(lagOf(at(40n))).toBe(60n);
    expect(lagOf(at(undefined))).toBe(100n);
    expect(lagOf({ ...at(5n), low: 30n })).toBe(70n);
    expect(lagOf(at(120n))).toBe(0n);
  });
});
