import type { Clock } from '../clock.js';
import type { Faults } from '@watch-tower/simulator-domain';
import type { Memory } from '../loconav/memory.js';
import type { Delivery } from '../webhook/deliver.js';
import { alertMessage } from './alert-message.js';
import { alertTimeFormat } from './alert-time.js';
import type { Alert } from './alert.js';

/** Alerts that nobody takes are given up beyond so many. */
const WAITING_MAX = 10_000;

/** Sends every alert as it opens and as it closes, those of one truck in their order, until the signal aborts. */
export async function sendAlerts(
  memory: Memory,
  faults: Faults,
  delivery: Delivery,
  {
    clock,
    signal,
    timeZone,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly timeZone: string },
): Promise<void> {
  const time = alertTimeFormat(timeZone);
  const queues = new Map<string, Promise<unknown>>();
  let waiting = 0;

  const send = (alert: Alert) => {
    const atMs = alert.endedMs ?? alert.startedMs;
    if (waiting >= WAITING_MAX || faults.meets('lost', atMs, alert.id, atMs)) return;
    const copies = faults.meets('duplicates', atMs, alert.id, atMs) ? 2 : 1;
    const message = alertMessage(alert, clock.now(), time);
    waiting += 1;
    const sent = (queues.get(alert.plate) ?? Promise.resolve()).then(async () => {
      for (let copy = 0; copy < copies; copy++) await delivery.deliver([message]);
      waiting -= 1;
    });
    queues.set(alert.plate, sent);
  };

  await memory.watch(send, signal);
  await Promise.all(queues.values());
}
