import { useEffect, useRef, useState } from 'react';
import type { TrackWindow } from './track-window.js';

export const rates = [1, 10, 60, 300] as const;
export type Rate = (typeof rates)[number];

/** An instant that can be moved and that runs by itself, within a window. */
export function usePlayback({ fromMs, toMs }: TrackWindow) {
  const [atMs, setAtMs] = useState(toMs);
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState<Rate>(60);
  const latest = useRef({ toMs, rate });
  latest.current = { toMs, rate };

  useEffect(() => {
    setPlaying(false);
    setAtMs(toMs);
  }, [fromMs, toMs]);

  useEffect(() => {
    if (!playing) return undefined;
    let lastFrameMs = performance.now();
    let frame = requestAnimationFrame(function step(frameMs) {
      const passedMs = (frameMs - lastFrameMs) * latest.current.rate;
      lastFrameMs = frameMs;
      setAtMs((now) => Math.min(now + passedMs, latest.current.toMs));
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  useEffect(() => {
    if (playing && atMs >= toMs) setPlaying(false);
  }, [playing, atMs, toMs]);

  return {
    atMs,
    playing,
    rate,
    setRate,
    seek: (ms: number) => setAtMs(Math.min(Math.max(ms, fromMs), toMs)),
    /** From the start where it had come to the end. */
    toggle: () => {
      if (!playing && atMs >= toMs) setAtMs(fromMs);
      setPlaying(!playing);
    },
  };
}
