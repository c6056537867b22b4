import { useState } from 'react';
import { withNextPage, type Pages } from './pages.js';
import { useLoaded } from './use-loaded.js';

type More<Item> = { of: Pages<Item>; pages: Pages<Item>; waiting: boolean; error: unknown };

/** What to ask for: the first page without a cursor. */
export type PageRequest = { cursor?: string; signal?: AbortSignal | undefined };

/**
 * A list, and further pages of it on demand. Loads when mounted and whenever `key` changes; a reload begins again at
 * the first page.
 */
export function usePages<Item>(
  key: string,
  load: (request: PageRequest) => Promise<Pages<Item>>,
  idOf: (item: Item) => string,
) {
  const first = useLoaded<Pages<Item>>(key, (signal) => load({ signal }));
  const [more, setMore] = useState<More<Item> | null>(null);
  // Further pages belong to the first page they were read after, and are forgotten with it.
  const further = more && more.of === first.value ? more : null;
  const pages = further?.pages ?? first.value;

  const loadMore = (): void => {
    const of = first.value;
    if (!of || !pages || pages.nextCursor === null || further?.waiting) return;
    const settle = (result: Omit<More<Item>, 'of'>): void =>
      setMore((was) => (was?.of === of ? { of, ...result } : was));
    setMore({ of, pages, waiting: true, error: null });
    load({ cursor: pages.nextCursor }).then(
      (page) => settle({ pages: withNextPage(pages, page, idOf), waiting: false, error: null }),
      (error: unknown) => settle({ pages, waiting: false, error }),
    );
  };

  return {
    pages,
    loading: first.loading,
    error: first.error,
    reload: first.reload,
    loadMore,
    loadingMore: further?.waiting ?? false,
    moreError: further?.error ?? null,
  };
}
