/** A clock that stands until it is moved. */
export type FixedClock = { now(): Date; advance(ms: number): void };

/** @param at RFC 3339, e.g. `2026-03-01T08:00:00Z`. */
export const fixedClock = (at: string): FixedClock => {
  let nowMs = Date.parse(at);
  return {
    now: () => new Date(nowMs),
    advance: (ms) => {
      nowMs += ms;
    },
  };
};
