import { useRef, type DOMAttributes } from 'react';

/** A hand that rests on the board, or a wall that nobody touches, does not hold it for ever. */
const heldForMs = 60_000;

/** What is shown brought up to date without moving anything of it, and how much waits for that. */
export type Held<Shown> = { shown: Shown; waiting: number };

/**
 * Holds a board still while a pointer or the focus is on it. `handlers` belong on the element around the board;
 * `key` names what is shown: another filter is another board, and holds nothing.
 */
export function useHeld<Shown>(
  newest: Shown,
  key: string,
  nowMs: number,
  holdStill: (shown: Shown, newest: Shown) => Held<Shown>,
) {
  const last = useRef({ key, shown: newest });
  const lastTouchMs = useRef(0);
  const isHeld = last.current.key === key && nowMs - lastTouchMs.current < heldForMs;
  const { shown, waiting } = isHeld ? holdStill(last.current.shown, newest) : { shown: newest, waiting: 0 };
  last.current = { key, shown };

  const hold = (): void => {
    lastTouchMs.current = Date.now();
  };
  const release = (): void => {
    lastTouchMs.current = 0;
  };
  const handlers: DOMAttributes<HTMLElement> = {
    onPointerEnter: hold,
    onPointerMove: hold,
    onKeyDown: hold,
    onFocus: hold,
    onPointerLeave: ({ currentTarget }) => {
      if (!currentTarget.contains(document.activeElement)) release();
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(':hover')) release();
    },
  };
  return { shown, waiting, handlers, release };
}
