import type { FindTripsQuery } from '@watch-tower/contracts';
import { fragment } from '@watch-tower/database';
import { z } from 'zod';
import { decodeCursor } from '../../edge/cursor.js';

type Asked = Pick<FindTripsQuery, 'sort' | 'order' | 'cursor'>;

type Piece = ReturnType<typeof fragment>;
type Kind = { readonly written: z.ZodType<string>; readonly type: Piece };

const instant: Kind = {
  written: z.string().regex(/^(-?infinity|\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/),
  type: fragment`timestamptz`,
};
const text: Kind = { written: z.string().max(100), type: fragment`text collate "C"` };

/** What trips are sorted by, as its index has it, and the cursors of that order. */
const keyOf = (sort: Asked['sort'], { written, type }: Kind, asc: Piece, desc = asc) => {
  const cursorOf = (order: Asked['order']) => z.tuple([z.literal(sort), z.literal(order), written, z.uuid()]);
  return { type, asc: { key: asc, cursor: cursorOf('asc') }, desc: { key: desc, cursor: cursorOf('desc') } };
};

const keys = {
  departure: keyOf('departure', instant, fragment`scheduled_departure`),
  arrival: keyOf(
    'arrival',
    instant,
    fragment`coalesce(arrival_time, 'infinity')`,
    fragment`coalesce(arrival_time, '-infinity')`,
  ),
  updated: keyOf('updated', instant, fragment`updated_at`),
  vpcId: keyOf('vpcId', text, fragment`vpc_id collate "C"`),
};

const directions = {
  asc: { word: fragment`asc`, follows: fragment`>` },
  desc: { word: fragment`desc`, follows: fragment`<` },
} as const;

/**
 * The order of a list and where its page begins, as pieces of its statement. A cursor names its order.
 * @throws ProblemError 400 `invalid_cursor` for a cursor of another order.
 */
export const tripOrder = ({ sort, order, cursor }: Asked) => {
  const { type, [order]: ordered } = keys[sort];
  const { key } = ordered;
  const { word, follows } = directions[order];
  const [, , lastKey, lastId] = decodeCursor(cursor, ordered.cursor) ?? [];
  return {
    key: fragment`(${key})::text`,
    isAfterCursor:
      lastKey === undefined
        ? fragment`true`
        : fragment`(${key}, id) ${follows} (${lastKey}::${type}, ${lastId}::uuid)`,
    by: fragment`${key} ${word}, id ${word}`,
    cursorAt: (row: { readonly key: string; readonly id: string }) => [sort, order, row.key, row.id],
  };
};
