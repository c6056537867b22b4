import { withNextPage } from './pages.js';

const idOf = ({ id }: { id: string }): string => id;

describe('a list read page by page', () => {
  it('goes on where it ended', () => {
    const next = withNextPage(
      { items: [{ id: 'a' }], nextCursor: 'x' },
      { items: [{ id: 'b' }], nextCursor: null },
      idOf,
    );
    expect(next).toEqual({ items: [{ id: 'a' }, { id: 'b' }], nextCursor: null });
  });

  it('has what moved between two pages once, as it came last', () => {
    const first = {
      items: [
        { id: 'a', n: 1 },
        { id: 'b', n: 1 },
      ],
      nextCursor: 'x',
    };
    const { items } = withNextPage(first, { items: [{ id: 'a', n: 2 }], nextCursor: 'y' }, idOf);
    expect(items).toEqual([
      { id: 'b', n: 1 },
      { id: 'a', n: 2 },
    ]);
  });
});
