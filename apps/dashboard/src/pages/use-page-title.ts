import { useEffect } from 'react';

/** Names the browser's tab after what it shows. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Watch Tower`;
  }, [title]);
}
