import { useState } from 'react';

const step = 100;

/** The first of many rows, and more of them on demand: a table of thousands helps nobody. */
export function useShownPart<Item>(items: readonly Item[]) {
  const [limit, setLimit] = useState(step);
  return {
    shown: items.slice(0, limit),
    hiddenCount: Math.max(0, items.length - limit),
    showMore: () => setLimit((was) => was + step),
  };
}
