import { create } from 'zustand';
import { parseViews, withView, type SavedView } from './saved-view.js';

const storageKey = 'watch-tower.trip-views';

/** The views that are kept in this browser. */
export const useSavedViews = create<{
  views: readonly SavedView[];
  save: (view: SavedView) => void;
  remove: (name: string) => void;
}>((set, get) => {
  const keep = (views: readonly SavedView[]): void => {
    localStorage.setItem(storageKey, JSON.stringify(views));
    set({ views });
  };
  return {
    views: parseViews(localStorage.getItem(storageKey)),
    save: (view) => keep(withView(get().views, view)),
    remove: (name) => keep(get().views.filter((view) => view.name !== name)),
  };
});
