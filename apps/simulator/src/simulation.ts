import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import { sendAlerts } from './alerts/send-alerts.js';
import { type Faults, sendersOf, toldBy, trackOf, type Truck } from '@watch-tower/simulator-domain';
import { createMemory, type Memory } from './loconav/memory.js';
import { createCounts, type Counts, type Totals } from './webhook/counts.js';
import { createDelivery, type Receiver } from './webhook/deliver.js';
import { gpsTimeFormat } from './webhook/gps-time.js';
import { createPace } from './webhook/pace.js';
import { transmit, type Progress } from './webhook/transmit.js';

/** What is simulated, and how it is sent. */
export interface SimulationSettings {
  readonly seed: number;
  readonly pastHours: number;
  readonly pastRate: number;
  readonly intervalSeconds: number;
  readonly batch: number;
  readonly timeZone: string;
  /** Where alerts go; without it none are sent. */
  readonly alertWebhookUrl?: string | undefined;
}

export interface Status extends Totals {
  /** `waiting` for the start, sending the `past`, `live`, or `stopped`. */
  readonly state: 'waiting' | 'past' | 'live' | 'stopped';
  readonly trucks: number;
  /** Device time of the first fix, RFC 3339. */
  readonly since: string | null;
  /** Age of the oldest fix that is due and not accepted. */
  readonly backlogSeconds: number;
  readonly alerts: Totals;
}

export interface Simulation {
  readonly counts: Counts;
  /** What LocoNav knows of the fleet. */
  readonly memory: Memory;
  /** Begins with the past; a second start is no start and returns false. */
  start(): boolean;
  status(): Status;
  /** Ends after the requests under way; what was not accepted is sent again after the next start, from the same seed. */
  stop(): Promise<void>;
}

/** A fleet that sends, once it is started. */
export function createSimulation(
  fleet: readonly Truck[],
  settings: SimulationSettings,
  receiver: Receiver,
  { clock, faults, logger }: { readonly clock: Clock; readonly faults: Faults; readonly logger: Logger },
): Simulation {
  const stopping = new AbortController();
  const { signal } = stopping;
  const progresses: Progress[] = [];
  const backlogS = () => {
    const oldestMs = progresses.reduce((oldest, { nextMs }) => Math.min(oldest, nextMs), clock.now());
    return (clock.now() - oldestMs) / 1000;
  };
  const counts = createCounts(backlogS);
  const delivery = createDelivery(receiver, clock, counts, logger, signal);
  let sinceMs: number | undefined;
  const memory = createMemory(fleet, settings, faults, clock, () => sinceMs);
  const { alertWebhookUrl } = settings;
  const alertDelivery =
    alertWebhookUrl === undefined
      ? undefined
      : createDelivery({ ...receiver, url: alertWebhookUrl }, clock, counts.alerts, logger, signal);
  let running: Promise<void> = Promise.resolve();

  const status = (): Status => ({
    state: stateOf(),
    trucks: fleet.length,
    since: sinceMs === undefined ? null : new Date(sinceMs).toISOString(),
    backlogSeconds: backlogS(),
    ...counts.totals(),
    alerts: counts.alerts.totals(),
  });
  const stateOf = (): Status['state'] => {
    if (signal.aborted) return 'stopped';
    if (sinceMs === undefined) return 'waiting';
    return progresses.length === fleet.length && progresses.every(({ caughtUp }) => caughtUp)
      ? 'live'
      : 'past';
  };

  const sendAll = async (fromMs: number) => {
    const uplink = {
      clock,
      delivery,
      pace: createPace(settings.pastRate, clock, signal),
      gpsTime: gpsTimeFormat(settings.timeZone),
      batch: settings.batch,
      signal,
    };
    const trucks: Promise<void>[] = [];
    for (const truck of sendersOf(fleet)) {
      const progress = { nextMs: fromMs, caughtUp: false };
      progresses.push(progress);
      const track = trackOf(settings.seed, truck, fromMs, settings.intervalSeconds);
      trucks.push(transmit(toldBy(track, truck, faults), progress, uplink));
      // Finding out where a truck is takes some milliseconds of computing: the HTTP server gets its turn in between.
      await yieldToEvents();
    }
    if (alertDelivery)
      trucks.push(sendAlerts(memory, faults, alertDelivery, { clock, signal, timeZone: settings.timeZone }));
    await Promise.all(trucks);
  };

  return {
    counts,
    memory,
    status,
    start: () => {
      if (sinceMs !== undefined || signal.aborted) return false;
      sinceMs = Math.floor(clock.now() / 1000) * 1000 - settings.pastHours * 3_600_000;
      logger.info(
        { trucks: fleet.length, since: new Date(sinceMs).toISOString() },
        'the fleet starts sending',
      );
      running = sendAll(sinceMs);
      return true;
    },
    stop: async () => {
      stopping.abort();
      await running;
      delivery.close();
      alertDelivery?.close();
      logger.info(counts.totals(), 'the fleet has stopped sending');
    },
  };
}
