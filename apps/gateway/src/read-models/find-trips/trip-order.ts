import type { FindTripsQuery } from '@watch-tower/contracts';
import { fragment } from '@watch-tower/database';
import { z } from 'zod';
import { decodeCursor } from '../../edge/cursor.js';

type Asked = Pick<FindTripsQuery, 'sort' | 'order' | 'cursor'>;

const written = z.string().regex(/^(-?infinity|\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/);
const instant = { written, type: fragment`timestamptz` };
const text = { written: z.string().max(100), type: fragment`text collate "C"` };

/** By what trips are sorted; each key is written as its index has it. */
const keys = {
  departure: { ...instant, asc: fragment`scheduled_departure`, desc: fragment`scheduled_departure` },
  arrival: {
    ...instant,
    asc: fragment`coalesce(arrival_time, 'infinity')`,
    desc: fragment`coalesce(arrival_time, '-infinity')`,
  },
  updated: { ...instant, asc: fragment`updated_at`, desc: fragment`updated_at` },
  vpcId: { ...text, asc: fragment`vpc_id collate "C"`, desc: fragment`vpc_id collate "C"` },
} as const;

const directions = {
  asc: { word: fragment`asc`, follows: fragment`>` },
  desc: { word: fragment`desc`, follows: fragment`<` },
} as const;

/**
 * The order of a list and where its page begins, as pieces of its statement. A cursor names its order.
 * @throws ProblemError 400 `invalid_cursor` for a cursor of another order.
 */
export const tripOrder = ({ sort, order, cursor }: Asked) => {
  const { written: keyOf, type, [order]: key } = keys[sort];
  const { word, follows } = directions[order];
  const cursorOf = z.tuple([z.literal(sort), z.literal(order), keyOf, z.uuid()]);
  const [, , lastKey, lastId] = decodeCursor(cursor, cursorOf) ?? [];
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
