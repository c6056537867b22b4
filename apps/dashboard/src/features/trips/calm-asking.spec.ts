import { calmAsking } from './calm-asking.js';

/** Runs what is due, whenever the test says what time it is. */
const testClock = (random: number) => {
  let nowMs = 0;
  let due: { work: () => void; atMs: number }[] = [];
  return {
    nowMs: () => nowMs,
    random: () => random,
    later: (work: () => void, delayMs: number) => {
      const entry = { work, atMs: nowMs + delayMs };
      due.push(entry);
      return () => (due = due.filter((one) => one !== entry));
    },
    goTo: (ms: number) => {
      nowMs = ms;
      const now = due.filter(({ atMs }) => atMs <= ms);
      due = due.filter(({ atMs }) => atMs > ms);
      for (const { work } of now) work();
    },
  };
};

const asking = (random = 0) => {
  const clock = testClock(random);
  const askedAt: number[] = [];
  return { clock, askedAt, ...calmAsking(() => askedAt.push(clock.nowMs()), clock) };
};

describe('asking again', () => {
  it('happens once for many reasons, and again for those that come after', () => {
    const { clock, askedAt, wake } = asking();
    wake();
    wake();
    clock.goTo(0);
    wake();
    wake();
    clock.goTo(4_999);
    expect(askedAt).toEqual([0]);
    clock.goTo(5_000);
    clock.goTo(60_000);
    expect(askedAt).toEqual([0, 5_000]);
  });

  it('happens at a moment of chance, for all are told at the same time', () => {
    const { clock, askedAt, wake } = asking(0.7);
    wake();
    clock.goTo(699);
    expect(askedAt).toEqual([]);
    clock.goTo(700);
    expect(askedAt).toEqual([700]);
  });

  it('does not happen any more once nobody looks', () => {
    const { clock, askedAt, wake, close } = asking();
    wake();
    close();
    clock.goTo(60_000);
    expect(askedAt).toEqual([]);
  });
});
