import { z } from 'zod';
import type { LoconavTransport } from './loconav-transport.js';
import { readList, readPages } from './pages.js';
import { inSeconds, piecesOf, type Window } from './window.js';

const word = z.string().nullish();
const id = z.union([z.number(), z.string()]);

/** As LocoNav gave it; `endedTs` is missing or null while it is open. */
const alert = z.looseObject({
  id,
  eventType: z.string(),
  eventTime: word,
  startedTs: word,
  endedTs: word,
  startLocation: z.looseObject({}).nullish(),
  endLocation: z.looseObject({}).nullish(),
  vehicle: z.looseObject({ uuid: word, number: word }).nullish(),
  vehicleId: id.nullish(),
});
export type Alert = z.output<typeof alert>;

/** What to be told of. `alertConfig` depends on the kind: `speedLimit`, `polygonIds`, `minDuration`, … */
export type AlertSubscription = {
  readonly kind: string;
  readonly vehicleIds: readonly (string | number)[];
  readonly includeAll: '0' | '1';
  readonly alertConfig: Readonly<Record<string, unknown>>;
};

const agreed = z.looseObject({ status: z.literal(true), data: z.unknown().optional() });

const pageSize = 100;

export class Alerts {
  constructor(private readonly transport: LoconavTransport) {}

  /** Alerts of all vehicles, from the other host. */
  async ofFleet(window: Window, alertType?: string): Promise<Alert[]> {
    const found: Alert[] = [];
    for (const piece of piecesOf(window)) {
      const query = { ...inSeconds(piece), alertType };
      const call = { endpoint: 'alerts', host: 'app', method: 'GET', path: '/alerts', query } as const;
      found.push(...(await readPages(this.transport, call, alert, pageSize)));
    }
    return found;
  }

  /** Alerts of one vehicle. */
  async ofVehicle(uuid: string, window: Window, alertType?: string): Promise<Alert[]> {
    const found: Alert[] = [];
    for (const piece of piecesOf(window)) {
      const path = `/vehicles/${encodeURIComponent(uuid)}/alerts`;
      const query = { ...inSeconds(piece), alertType };
      const call = { endpoint: 'vehicle_alerts', method: 'GET', path, query } as const;
      found.push(...(await readList(this.transport, call, alert)));
    }
    return found;
  }

  /** Not tried again: nobody can look whether it was taken, and twice may mean two subscriptions. */
  async subscribe(alertSubscriptions: readonly AlertSubscription[]): Promise<void> {
    await this.change('POST', alertSubscriptions);
  }

  async updateSubscriptions(alertSubscriptions: readonly AlertSubscription[]): Promise<void> {
    await this.change('PUT', alertSubscriptions);
  }

  private async change(
    method: 'POST' | 'PUT',
    alertSubscriptions: readonly AlertSubscription[],
  ): Promise<void> {
    await this.transport.call({
      endpoint: 'subscriptions',
      method,
      path: '/vehicles/alerts/subscriptions',
      body: { alertSubscriptions },
      answer: agreed,
      ...(method === 'POST' && { beforeRetry: 'never' as const }),
    });
  }
}
