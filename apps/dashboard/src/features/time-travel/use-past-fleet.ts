import { useEffect, useState } from 'react';
import { useLoaded, type Loaded } from '../../api/use-loaded.js';
import { loadPastFleet } from './load-past-fleet.js';
import type { PastFleet } from './past-fleet.js';
import type { PastMoment } from './past-moment.js';

/**
 * The fleet at a moment; null while the map is live. What was shown last stays until the next is there: only the
 * newest moment is asked for, older requests are given up.
 */
export function usePastFleet(moment: PastMoment | null): Loaded<PastFleet> {
  const key = moment === null ? 'live' : `${moment.atMs} ${moment.knownThen}`;
  const loaded = useLoaded<PastFleet | null>(key, (signal) =>
    moment === null ? Promise.resolve(null) : loadPastFleet(moment, signal),
  );
  const [last, setLast] = useState<PastFleet | null>(null);
  const live = moment === null;
  useEffect(() => {
    if (live) setLast(null);
    else if (loaded.value !== null) setLast(loaded.value);
  }, [live, loaded.value]);
  return { ...loaded, value: live ? null : (loaded.value ?? last) };
}
