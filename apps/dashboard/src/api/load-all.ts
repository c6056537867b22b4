import type { Pages } from './pages.js';

/** Every item of a list, page after page; for lists that are as small as a fleet. */
export async function loadAll<Item>(
  loadPage: (cursor: string | undefined) => Promise<Pages<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await loadPage(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
