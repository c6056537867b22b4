import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { Alert } from '../alerts/alert.js';
import { watchTruck } from '../alerts/watch-truck.js';
import type { Clock } from '../clock.js';
import {
  type Faults,
  type Fix,
  type Sender,
  sendersOf,
  type Told,
  toldBy,
  trackOf,
  type Truck,
} from '@watch-tower/simulator-domain';

/** What LocoNav knows by now. It hears devices whether or not anybody takes its webhooks. */
export interface Memory {
  /** Where a truck's device last said it was; undefined before it said anything. */
  lastOf(truck: Truck): Fix | undefined;
  /** Alerts that began in a span or were open in it, oldest first. */
  alerts(fromMs: number, toMs: number): readonly Alert[];
  /** Hands on what opens or closes, until the signal aborts. Never rejects. */
  watch(take: (alert: Alert) => void, signal: AbortSignal): Promise<void>;
}

/** A day and more of alerts; the oldest are forgotten. */
const ALERTS_MAX_PER_TRUCK = 5000;
/** What LocoNav takes to notice. */
const NOTICE_MS = 2000;
const LOOK_EVERY_MS = 1000;

interface Known {
  readonly told: Iterator<Told, never>;
  next: Told;
  last: Fix | undefined;
  readonly alerts: Map<number, Alert>;
  /** Seen in the track, not noticed yet. */
  readonly coming: { readonly alert: Alert; readonly dueMs: number }[];
}

/** @param sinceMs when the fleet began, epoch ms; undefined before. */
export function createMemory(
  fleet: readonly Truck[],
  settings: { readonly seed: number; readonly intervalSeconds: number },
  faults: Faults,
  clock: Clock,
  sinceMs: () => number | undefined,
): Memory {
  const known = new Map<string, Known>();
  const senders = new Map(sendersOf(fleet).map((sender) => [sender.plate, sender]));
  let notice: (alert: Alert) => void = () => {};

  const begin = (truck: Truck & Sender, fromMs: number): Known => {
    const watch = watchTruck(truck.plate);
    const coming: Known['coming'] = [];
    const track = trackOf(settings.seed, truck, fromMs, settings.intervalSeconds);
    const watched: Iterator<Fix, never> = {
      next: () => {
        const next = track.next();
        const dueMs = next.value.timeMs + truck.uplinkMs + NOTICE_MS;
        coming.push(...watch(next.value).map((alert) => ({ alert, dueMs })));
        return next;
      },
    };
    const told = toldBy(watched, truck, faults);
    return { told, next: told.next().value, last: undefined, alerts: new Map(), coming };
  };

  /** Hears all that has come by now. */
  const heard = (truck: Truck): Known | undefined => {
    const fromMs = sinceMs();
    const sender = senders.get(truck.plate);
    if (fromMs === undefined || !sender) return undefined;
    const of = known.get(truck.plate) ?? begin(sender, fromMs);
    known.set(truck.plate, of);
    const nowMs = clock.now();
    for (; of.next.dueMs <= nowMs; of.next = of.told.next().value) {
      const { fix } = of.next;
      // A fix from the future is believed only until the future is the present.
      if (!of.last || fix.timeMs >= of.last.timeMs || of.last.timeMs > nowMs) of.last = fix;
    }
    for (let first = of.coming[0]; first && first.dueMs <= nowMs; first = of.coming[0]) {
      of.coming.shift();
      of.alerts.set(first.alert.id, first.alert);
      notice(first.alert);
    }
    for (const id of of.alerts.keys()) {
      if (of.alerts.size <= ALERTS_MAX_PER_TRUCK) break;
      of.alerts.delete(id);
    }
    return of;
  };

  return {
    lastOf: (truck) => heard(truck)?.last,
    alerts: (fromMs, toMs) =>
      fleet
        .flatMap((truck) => [...(heard(truck)?.alerts.values() ?? [])])
        .filter(({ startedMs, endedMs = Infinity }) => startedMs < toMs && endedMs >= fromMs)
        .sort((a, b) => a.startedMs - b.startedMs),
    watch: async (take, signal) => {
      notice = take;
      while (!signal.aborted) {
        for (const truck of fleet) {
          heard(truck);
          await yieldToEvents();
        }
        await clock.until(clock.now() + LOOK_EVERY_MS, signal);
      }
    },
  };
}
