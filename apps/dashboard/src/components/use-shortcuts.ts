import { useEffect, useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';

type Shortcut = {
  /** For the help. */
  does: string;
  /** Left out where the browser does it by itself. */
  act?: () => void;
};
type ShownKey = { key: string; does: string };

const useShownKeys = create<{ page: readonly ShownKey[]; everywhere: readonly ShownKey[] }>(() => ({
  page: [],
  everywhere: [],
}));

/** The keys that work now: those of the open page, then those of every page. */
export const useKnownKeys = (): readonly ShownKey[] => {
  const { page, everywhere } = useShownKeys();
  return [...page, ...everywhere];
};

/**
 * Single keys of a page, or of every page. They are letters where somebody types, and do nothing in a dialog or a menu
 * above the page.
 */
export function useShortcuts(
  keys: Readonly<Record<string, Shortcut>>,
  where: 'page' | 'everywhere' = 'page',
): void {
  const latest = useRef(keys);
  latest.current = keys;
  // Before the page is painted: what is seen answers to its keys.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const elsewhere =
        event.target instanceof HTMLElement &&
        event.target.closest('input, select, textarea, [role=dialog], [role=menu]') !== null;
      if (elsewhere || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = latest.current[event.key]?.act;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  const shown = JSON.stringify(Object.entries(keys).map(([key, { does }]): ShownKey => ({ key, does })));
  useEffect(() => {
    useShownKeys.setState({ [where]: JSON.parse(shown) as ShownKey[] });
    return () => useShownKeys.setState({ [where]: [] });
  }, [shown, where]);
}

/** A key together with Control or Command. It works wherever one is, also where somebody types. */
export function useModifiedKey(key: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== key || !(event.ctrlKey || event.metaKey)) return;
      if (event.altKey || event.shiftKey) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [key]);
}
