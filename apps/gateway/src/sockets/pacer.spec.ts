import { Pacer, type PacerClock } from './pacer.js';

/** A clock that moves when told to, and work that takes as long as told. */
const simulated = (workMs: number) => {
  let nowMs = 0;
  const due: { atMs: number; work: () => void }[] = [];
  const ranAtMs: number[] = [];
  const clock: PacerClock = {
    nowMs: () => nowMs,
    soon: (work) => due.push({ atMs: nowMs, work }),
    later: (work, delayMs) => due.push({ atMs: nowMs + delayMs, work }),
  };
  const pacer = new Pacer(() => {
    ranAtMs.push(nowMs);
    nowMs += workMs;
  }, clock);
  const moveTo = (atMs: number): void => {
    for (let next = due[0]; next !== undefined && next.atMs <= atMs; next = due[0]) {
      due.shift();
      nowMs = Math.max(nowMs, next.atMs);
      next.work();
    }
    nowMs = Math.max(nowMs, atMs);
  };
  return { pacer, moveTo, ranAtMs };
};

describe('a pacer', () => {
  it('works at once after a quiet moment, once for all wakings', () => {
    const { pacer, moveTo, ranAtMs } = simulated(1);
    pacer.wake();
    pacer.wake();
    moveTo(0);
    expect(ranAtMs).toEqual([0]);
  });

  it('rests eight times as long as the work took', () => {
    const { pacer, moveTo, ranAtMs } = simulated(2);
    pacer.wake();
    moveTo(3);
    pacer.wake();
    moveTo(17.9);
    expect(ranAtMs).toEqual([0]);
    moveTo(18);
    expect(ranAtMs).toEqual([0, 18]);
  });

  it('rests 50 ms at most, however dear the work', () => {
    const { pacer, moveTo, ranAtMs } = simulated(30);
    pacer.wake();
    moveTo(30);
    pacer.wake();
    moveTo(200);
    expect(ranAtMs).toEqual([0, 80]);
  });

  it('goes on after work that threw', () => {
    let runs = 0;
    const due: (() => void)[] = [];
    const pacer = new Pacer(
      () => {
        runs++;
        throw new Error('once');
      },
      { nowMs: () => 0, soon: (work) => due.push(work), later: (work) => due.push(work) },
    );
    pacer.wake();
    expect(() => due.shift()?.()).toThrow('once');
    pacer.wake();
    expect(() => due.shift()?.()).toThrow('once');
    expect(runs).toBe(2);
  });
});
