import { useRef, type DOMAttributes } from 'react';
import type { Board } from './board.js';
import { holdBoard } from './held-board.js';

/** A hand that rests on the board, or a wall that nobody touches, does not hold it for ever. */
const heldForMs = 60_000;

/**
 * Holds the board still while a pointer or the focus is on it. `handlers` belong on the element around the board;
 * `key` names what is shown: another filter is another board, and holds nothing.
 */
export function useHeldBoard(newest: Board, key: string, nowMs: number) {
  const shown = useRef({ key, board: newest });
  const lastTouchMs = useRef(0);
  const held = shown.current.key === key && nowMs - lastTouchMs.current < heldForMs;
  const { board, waiting } = held ? holdBoard(shown.current.board, newest) : { board: newest, waiting: 0 };
  shown.current = { key, board };

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
  return { board, waiting, handlers, release };
}
