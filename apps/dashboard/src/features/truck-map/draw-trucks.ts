import type { FeatureCollection } from 'geojson';
import { useLiveTrucks } from '../live-trucks/live-trucks-store.js';
import type { LiveTrucks } from '../live-trucks/live-trucks.js';
import { isGliding, retarget, type Glides } from './glide.js';
import { truckFeatures, type MapView } from './truck-features.js';

/** Ages tick and fade also while nothing moves. */
const ageingMs = 10_000;

/** A frame that costs more is slow: after it the machine rests twice as long, so that the page stays usable. */
const slowFrameMs = 50;
/** From here on marks jump instead of gliding: movement in a few frames is no movement. */
const tooSlowToGlideMs = 100;

/**
 * Keeps the map's one source of trucks at what the store holds, or at the past that is looked at: at most once a
 * frame, and never before the last data is on the screen, so that a slow machine shows fewer frames instead of a
 * growing queue.
 */
export function drawTrucks(
  setData: (features: FeatureCollection) => Promise<void>,
  onDrawn: (trucks: number) => void,
): { start: () => void; show: (view: MapView) => void; stop: () => void } {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  let shown: LiveTrucks = new Map();
  let glides: Glides = new Map();
  let view: MapView = { selectedId: null, found: null, past: null };
  let frameCostMs = 0;
  let dirty = true;
  let running = false;
  let stopped = true;

  const drawOnce = async (): Promise<void> => {
    const startedAtMs = performance.now();
    const nowMs = Date.now();
    const { trucks } = view.past ?? useLiveTrucks.getState();
    if (trucks !== shown) {
      const glide = !still.matches && frameCostMs < tooSlowToGlideMs;
      glides = glide ? retarget(glides, shown, trucks, nowMs) : new Map();
      shown = trucks;
    }
    dirty = isGliding(glides, nowMs);
    await setData(truckFeatures(trucks, glides, view, nowMs));
    await nextFrame();
    frameCostMs = performance.now() - startedAtMs;
    onDrawn(trucks.size);
    if (frameCostMs > slowFrameMs) await pause(2 * frameCostMs);
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      await nextFrame();
      while (dirty && !stopped) await drawOnce();
    } catch (error) {
      // A map that is closed in the middle of a frame gives up what it was drawing.
      if (!stopped) throw error;
    } finally {
      running = false;
    }
  };
  const request = (): void => {
    dirty = true;
    if (!stopped) void run();
  };

  const ageing = setInterval(request, ageingMs);
  const unsubscribe = useLiveTrucks.subscribe((now, before) => {
    if (now.trucks !== before.trucks && view.past === null) request();
  });
  return {
    start: () => {
      stopped = false;
      request();
    },
    show: (next) => {
      view = next;
      request();
    },
    stop: () => {
      stopped = true;
      clearInterval(ageing);
      unsubscribe();
    },
  };
}

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
