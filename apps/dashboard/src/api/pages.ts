/** A list read page by page. `nextCursor` is null when all of it is here. */
export type Pages<Item> = { items: readonly Item[]; nextCursor: string | null };

/** The list with one more page; what moved between the pages stands once, as it came last. */
export function withNextPage<Item>(
  pages: Pages<Item>,
  next: Pages<Item>,
  idOf: (item: Item) => string,
): Pages<Item> {
  const again = new Set(next.items.map(idOf));
  return {
    items: [...pages.items.filter((item) => !again.has(idOf(item))), ...next.items],
    nextCursor: next.nextCursor,
  };
}
