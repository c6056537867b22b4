/** Rows beyond the edge that are kept ready, so that scrolling shows no blank. */
const overscan = 6;

/** The rows in sight, from `first` up to but without `last`. */
export function visibleRows(
  count: number,
  rowPx: number,
  topPx: number,
  heightPx: number,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(topPx / rowPx) - overscan);
  const last = Math.min(count, Math.ceil((topPx + heightPx) / rowPx) + overscan);
  return { first: Math.min(first, last), last };
}

/** Where to scroll so that a row is wholly in sight: nowhere when it is, else just far enough. */
export function scrollToRow(row: number, rowPx: number, topPx: number, heightPx: number): number {
  const rowTopPx = row * rowPx;
  if (rowTopPx < topPx) return rowTopPx;
  return Math.max(topPx, rowTopPx + rowPx - heightPx);
}
