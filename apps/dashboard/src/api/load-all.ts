import type { Pages } from './pages.js';

/** Some thousands of items: more than any screen is read for. */
const pagesMax = 25;

/** Every item of a list, page after page; for lists that are as small as a fleet. */
export async function loadAll<Item>(
  loadPage: (cursor: string | undefined) => Promise<Pages<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const { items: more, nextCursor } = await loadPage(cursor);
    items.push(...more);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return items;
}
