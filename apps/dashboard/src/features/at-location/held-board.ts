import type { Held } from '../../components/use-held.js';
import type { Board, Guest, Place } from './board.js';

/**
 * A board that does not move under the cursor: who is shown stays where it is, with the newest facts; who is gone is
 * marked so; who is new waits, and is counted.
 */
export function holdBoard(shown: Board, newest: Board): Held<Board> {
  const guests = new Map(guestsOf(newest).map((guest) => [guest.visitId, guest]));
  const held = shown.map(({ type, places }) => ({
    type,
    places: places.map((place): Place => ({
      ...place,
      guests: place.guests.map((guest): Guest => guests.get(guest.visitId) ?? { ...guest, left: true }),
    })),
  }));
  const standing = new Set(guestsOf(shown).map(({ visitId }) => visitId));
  return { shown: held, waiting: [...guests.keys()].filter((id) => !standing.has(id)).length };
}

const guestsOf = (board: Board): Guest[] =>
  board.flatMap(({ places }) => places.flatMap(({ guests }) => guests));
