/** A view of the trips that somebody gave a name: the fields of its address. */
export type SavedView = { name: string; search: string };

const viewsMax = 20;

/** The views in a storage; what cannot be read is none. */
export function parseViews(stored: string | null): SavedView[] {
  const parsed = parseJson(stored);
  return Array.isArray(parsed) ? parsed.filter(isView).slice(0, viewsMax) : [];
}

/** With one more view; of one name there is one, the oldest make room. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].slice(-viewsMax);
}

function parseJson(stored: string | null): unknown {
  try {
    return stored === null ? null : JSON.parse(stored);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null) return false;
  const { name, search } = value as Partial<Record<keyof SavedView, unknown>>;
  return typeof name === 'string' && typeof search === 'string';
}
