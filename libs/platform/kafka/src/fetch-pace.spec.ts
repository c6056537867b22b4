import { jest } from '@jest/globals';
import { FetchPace } from './fetch-pace.js';

const paceOf = (lingerMs: number) => {
  const state = { busy: false };
  return { state, pace: new FetchPace({ lingerMs, isBusy: () => state.busy }) };
};

/** Whether a promise is settled once the clock has moved on. */
const settledAfter = async (promise: Promise<void>, ms: number): Promise<boolean> => {
  let settled = false;
  void promise.then(() => (settled = true));
  await jest.advanceTimersByTimeAsync(ms);
  return settled;
};

describe('the pace of fetches', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('holds up nobody while nothing is at work', async () => {
    const { pace } = paceOf(0);
    expect(await settledAfter(pace.untilNext(), 0)).toBe(true);
    expect(await settledAfter(pace.untilNext(), 0)).toBe(true);
  });

  it('waits until the slices at work have ended', async () => {
    const { pace, state } = paceOf(0);
    state.busy = true;
    const next = pace.untilNext();
    expect(await settledAfter(next, 10)).toBe(false);
    pace.progressed();
    expect(await settledAfter(next, 0)).toBe(false);
    state.busy = false;
    pace.progressed();
    expect(await settledAfter(next, 0)).toBe(true);
  });

  it('does not wait long for a slice that hangs', async () => {
    const { pace, state } = paceOf(0);
    state.busy = true;
    expect(await settledAfter(pace.untilNext(), 25)).toBe(true);
  });

  it('keeps the beginnings of fetches apart where a group may linger', async () => {
    const { pace } = paceOf(100);
    expect(await settledAfter(pace.untilNext(), 0)).toBe(true);
    const next = pace.untilNext();
    expect(await settledAfter(next, 99)).toBe(false);
    expect(await settledAfter(next, 1)).toBe(true);
  });
});
