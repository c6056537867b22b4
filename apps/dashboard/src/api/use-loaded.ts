import { useCallback, useEffect, useRef, useState } from 'react';

/** What is being shown: `stale` values stay on the screen while a newer answer is awaited or after it failed. */
export type Loaded<Value> = {
  value: Value | null;
  error: unknown;
  loading: boolean;
  reload: () => void;
};

/**
 * Loads when mounted and whenever `key` changes; an answer that was overtaken is dropped. `reload` keeps the value
 * shown until the new one is there; `everyMs` does so by itself while the page is visible.
 */
export function useLoaded<Value>(
  key: string,
  load: (signal: AbortSignal) => Promise<Value>,
  everyMs?: number,
): Loaded<Value> {
  const [state, setState] = useState<{ key: string; value: Value | null; error: unknown; loading: boolean }>({
    key,
    value: null,
    error: null,
    loading: true,
  });
  const [round, setRound] = useState(0);
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const reload = useCallback(() => setRound((n) => n + 1), []);

  useEffect(() => {
    const aborter = new AbortController();
    setState((was) => ({ key, value: was.key === key ? was.value : null, error: null, loading: true }));
    latestLoad.current(aborter.signal).then(
      (value) => {
        if (!aborter.signal.aborted) setState({ key, value, error: null, loading: false });
      },
      (error: unknown) => {
        if (!aborter.signal.aborted) setState((was) => ({ ...was, error, loading: false }));
      },
    );
    return () => aborter.abort();
  }, [key, round]);

  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);

  const current = state.key === key;
  return {
    value: current ? state.value : null,
    error: current ? state.error : null,
    loading: current ? state.loading : true,
    reload,
  };
}
