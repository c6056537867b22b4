import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import type { Alert } from '@watch-tower/loconav';
import type { FleetConfig } from '../../config.js';
import { knownTrucks } from '../known-trucks.js';
import { Loconav } from '../loconav.js';
import { PollingMetrics } from '../polling-metrics.js';
import { toAlertRecord } from '../to-reported-record.js';
import { forgetPolledAlerts, polledUntil, rememberAlerts, setPolledUntil } from './polled-alerts.js';

const hourMs = 3_600_000;
/** After a longer outage older alerts are no news to anybody. */
const catchUpMsMax = 7 * 24 * hourMs;
/** Alerts asked for at once after an outage. */
const pieceMs = 6 * hourMs;
const sliceSizeMax = 500;
const forgottenPerRunMax = 5_000;

/**
 * Asks LocoNav from time to time for the alerts of a window that overlaps the one before: what came late, and
 * what has closed since, is in it. Where it stood still it goes on from where it was. What says the same as
 * before is not published again.
 */
@Injectable()
export class PollAlerts {
  private readonly overlapMs: number;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly loconav: Loconav,
    private readonly metrics: PollingMetrics,
    @Inject(CONFIG) config: Pick<FleetConfig, 'loconavAlertsOverlapMinutes'>,
  ) {
    this.overlapMs = config.loconavAlertsOverlapMinutes * 60_000;
  }

  poll(now: Date): Promise<void> {
    return this.loconav.run(async (client) => {
      const reached = (await polledUntil(this.database)) ?? now;
      const earliestMs = now.getTime() - catchUpMsMax;
      let fromMs = Math.max(earliestMs, Math.min(reached.getTime(), now.getTime()) - this.overlapMs);
      while (fromMs < now.getTime()) {
        const toMs = Math.min(fromMs + pieceMs, now.getTime());
        const alerts = await client.alerts.ofFleet({ from: new Date(fromMs), to: new Date(toMs) });
        await this.publish(alerts);
        // Only once all of the piece is safe: a run that fails goes on from here.
        await setPolledUntil(this.database, new Date(toMs));
        fromMs = toMs;
      }
      const olderThan = new Date(now.getTime() - catchUpMsMax - this.overlapMs);
      await forgetPolledAlerts(this.database, olderThan, forgottenPerRunMax);
    });
  }

  private async publish(alerts: readonly Alert[]): Promise<void> {
    const trucks = await knownTrucks(this.database);
    const plates = new Map(trucks.map(({ plate, loconavVehicleId }) => [loconavVehicleId ?? plate, plate]));
    const plateOf = ({ vehicle }: Alert): string | null =>
      plates.get(vehicle?.uuid ?? '') ?? vehicle?.number ?? null;
    // Last wins where a list that moved between two pages names one twice.
    const byKey = new Map(alerts.map((alert) => [keyOf(alert), alert]));
    const all = [...byKey];
    for (let from = 0; from < all.length; from += sliceSizeMax) {
      const slice = all.slice(from, from + sliceSizeMax);
      await this.database.transaction(async (tx) => {
        const changed = await rememberAlerts(
          tx,
          slice.map(([key, alert]) => ({ key, hash: hashOf(alert) })),
        );
        const receivedAt = new Date();
        const news = slice.filter(([key]) => changed.has(key));
        await this.outbox.enqueue(
          tx,
          news.map(([, alert]) => toAlertRecord({ plate: plateOf(alert), report: alert }, receivedAt)),
        );
        this.metrics.alerts({ published: news.length, unchanged: slice.length - news.length });
      });
    }
  }
}

/** As LocoNav tells alerts apart; NUL is no part of it that PostgreSQL could keep. */
const keyOf = ({ eventType, id }: Alert): string => `${eventType} ${id}`.replaceAll('\0', '');

const hashOf = (alert: Alert): string =>
  createHash('sha256').update(JSON.stringify(alert)).digest('base64url');
