import { useEffect, useRef, useState } from 'react';
import { newestMs, type PastMoment } from './past-moment.js';

export const rates = [1, 5, 15] as const;
/** How many minutes pass in a second. */
type Rate = (typeof rates)[number];

const stillForMs = 150;
const tickMs = 1_000;
const minuteMs = 60_000;

/**
 * The moment under the hand and the one that plays. A slider that is dragged moves `atMs` at once, the map only when
 * it rests: nobody reads a fleet while the hand is on its way. Playing waits for what is asked for.
 */
export function useTravel({
  moment,
  waiting,
  failed,
  onMove,
}: {
  moment: PastMoment;
  waiting: boolean;
  failed: boolean;
  onMove: (atMs: number) => void;
}) {
  const [draftMs, setDraftMs] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState<Rate>(5);
  const latestMove = useRef(onMove);
  latestMove.current = onMove;

  const { atMs } = moment;
  useEffect(() => {
    if (draftMs === null) return undefined;
    // The address takes a moment to follow; until it has, the slider must not jump back.
    if (draftMs === atMs) {
      setDraftMs(null);
      return undefined;
    }
    const timer = setTimeout(() => latestMove.current(draftMs), stillForMs);
    return () => clearTimeout(timer);
  }, [draftMs, atMs]);

  useEffect(() => {
    if (!playing || waiting || draftMs !== null) return undefined;
    const timer = setTimeout(() => {
      const lastMs = newestMs(Date.now());
      if (failed || atMs >= lastMs) setPlaying(false);
      else latestMove.current(Math.min(atMs + rate * minuteMs, lastMs));
    }, tickMs);
    return () => clearTimeout(timer);
  }, [playing, waiting, failed, draftMs, atMs, rate]);

  return {
    atMs: draftMs ?? atMs,
    seek: setDraftMs,
    playing,
    toggle: () => setPlaying(!playing),
    rate,
    setRate,
  };
}
