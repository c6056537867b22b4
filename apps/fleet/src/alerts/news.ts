/**
 * Whether something that could be known since `sinceMs` is still news: neither old, nor older than what was
 * known of its truck before (epoch ms; null where nothing was).
 */
export const isNews = (
  sinceMs: number,
  newestBeforeMs: number | null,
  { nowMs, ageMsMax }: { readonly nowMs: number; readonly ageMsMax: number },
): boolean => nowMs - sinceMs <= ageMsMax && (newestBeforeMs === null || sinceMs > newestBeforeMs);
