import { z } from 'zod';
import { decodeCursor, encodeCursor, toPage } from './cursor.js';

const key = z.tuple([z.string(), z.uuid()]);
const id = '0197b1a0-0000-7000-8000-000000000001';

describe('a cursor', () => {
  it('comes back as it was handed out', () => {
    const written = ['2026-01-01 00:00:00.123456+00', id];
    expect(decodeCursor(encodeCursor(written), key)).toEqual(written);
  });

  it('may be absent on the first page', () => {
    expect(decodeCursor(undefined, key)).toBeUndefined();
  });

  it.each(['', 'x', '!!!', encodeCursor(['only one']), encodeCursor(['a', 'not an id']), encodeCursor([])])(
    'is refused when it is %j',
    (cursor) => {
      expect(() => decodeCursor(cursor, key)).toThrow(
        expect.objectContaining({ code: 'invalid_cursor' }) as Error,
      );
    },
  );
});

describe('a page', () => {
  const page = (rows: string[]) =>
    toPage(
      rows,
      2,
      (row) => row.toUpperCase(),
      (row) => [row],
    );

  it('ends without a cursor when nothing follows', () => {
    expect(page(['a', 'b'])).toEqual({ items: ['A', 'B'], nextCursor: null });
    expect(page([])).toEqual({ items: [], nextCursor: null });
  });

  it('names its last row when more follow', () => {
    const { items, nextCursor } = page(['a', 'b', 'c']);
    expect(items).toEqual(['A', 'B']);
    expect(decodeCursor(nextCursor ?? undefined, z.tuple([z.string()]))).toEqual(['b']);
  });
});
