import type { SharedTrip } from '@watch-tower/contracts';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.js';
import { request } from '../../api/request.js';
import { useLoaded } from '../../api/use-loaded.js';
import { isOver, type HeardTrip } from './shared-words.js';

const refreshMs = 60_000;

/**
 * What a share link shows, asked for as nobody in particular, once a minute while the page is in sight and there is
 * more to come. `gone` where the link shows nothing, or nothing any more.
 */
export function useSharedTrip(token: string) {
  const opened = useRef<string | null>(null);
  const [asksAgain, setAsksAgain] = useState(true);
  const { value, error, loading, reload } = useLoaded<HeardTrip>(
    `shared ${token}`,
    async (signal) => {
      const asked = { token, again: opened.current === token };
      const { body } = await request('viewSharedTrip', { body: asked, signal }, null);
      opened.current = token;
      return { ...(body as SharedTrip), heardAtMs: Date.now() };
    },
    asksAgain ? refreshMs : undefined,
  );
  // 400: it is longer than any token, as when something was pasted behind it.
  const gone = error instanceof ApiError && [400, 404].includes(error.status);
  const settled = gone || (value !== null && isOver(value));
  useEffect(() => setAsksAgain(!settled), [settled]);
  return { trip: value, error, loading, gone, reload };
}
