import { useEffect, useRef } from 'react';

/** Single keys of a page. They are letters where somebody types, and do nothing in a dialog or a menu above the page. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const elsewhere =
        event.target instanceof HTMLElement &&
        event.target.closest('input, select, textarea, [role=dialog], [role=menu]') !== null;
      if (elsewhere || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
