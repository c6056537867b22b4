import { ProblemError } from '@watch-tower/errors';
import { z } from 'zod';

/**
 * Where a page ended: the sort key of its last row, opaque to clients.
 * The time stands as PostgreSQL writes it, with microseconds: a `Date` would cut them and skip rows.
 */
export const encodeCursor = (key: readonly string[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key of lists that are sorted by a time and an id. */
export const timeAndId = z.tuple([
  z.string().regex(/^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/),
  z.uuid(),
]);

/** The key of lists that are sorted by a name and an id. */
export const labelAndId = z.tuple([z.string(), z.uuid()]);

const invalid = (): ProblemError =>
  new ProblemError('invalid', 'invalid_cursor', 'cursor: must be the nextCursor of the page before.', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of the page before' }],
  });

/**
 * Reads a cursor that came back from a client.
 * @throws ProblemError 400 `invalid_cursor` for anything that this list did not hand out.
 */
export const decodeCursor = <Key extends z.ZodType>(
  cursor: string | undefined,
  key: Key,
): z.output<Key> | undefined => {
  if (cursor === undefined) return undefined;
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalid();
  }
};

/** Cuts one row too many off: its presence tells that there is a further page. */
export const toPage = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  keyOf: (row: Row) => readonly string[],
): { items: Item[]; nextCursor: string | null } => {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
};
