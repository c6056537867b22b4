import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, METRICS } from '@watch-tower/bootstrap';
import { Database, type Transaction } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { mergeAlerts, type ReportedAlert } from '@watch-tower/fleet-domain';
import { Counter, Registry } from 'prom-client';
import type { FleetConfig } from '../../config.js';
import { quarantinedRecord, releasedRecord } from '../../positions/quarantine/to-quarantine-records.js';
import { AlertBook, alertsSubject, type AlertChanged, type StoredAlert } from '../alert-book.js';
import { isNews } from '../news.js';
import { idOfReported, toReportedAlert } from '../to-alert.js';
import type { IdentifiedAlert, IdentifiedAlerts } from './identify-alerts.js';
import { markAlertsReleased, setAlertsApart, type AlertSetApart } from './quarantined-alerts.js';

const minuteMs = 60_000;

/**
 * Takes what providers say of alerts into the book. Kind and id name an alert: by webhook and by poll, opened
 * and closed, once and again it is one, and stands in the end as it does in any other order.
 */
@Injectable()
export class ReportedAlerts {
  private readonly quarantined: Counter<'reason'>;

  constructor(
    private readonly database: Database,
    private readonly book: AlertBook,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Pick<FleetConfig, 'alertNewsMinutes'>,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.quarantined = new Counter({
      name: 'watchtower_alert_reports_quarantined_total',
      help: 'Reports of alerts set apart, by reason',
      labelNames: ['reason'],
      registers: [metrics],
    });
  }

  take(reports: IdentifiedAlerts): Promise<void> {
    return this.database.transaction((tx) => this.write(tx, reports));
  }

  /** Takes what waited in quarantine for its vehicle to become known. */
  release(reports: IdentifiedAlerts): Promise<void> {
    const ids = reports.alerts.map(({ source }) => source.messageId);
    return this.database.transaction(async (tx) => {
      await this.write(tx, reports);
      const released = await markAlertsReleased(tx, ids);
      await this.outbox.enqueue(tx, released.map(releasedRecord));
    });
  }

  private async write(tx: Transaction, { alerts, apart }: IdentifiedAlerts): Promise<void> {
    await tx.lockSubjects(alerts.map(({ truckId }) => alertsSubject(truckId)));
    const known = await this.book.read(
      tx,
      alerts.map(({ alert }) => idOfReported(alert)),
    );
    const { changes, strangers } = this.changesBy(alerts, known);
    await this.book.change(tx, changes);
    const setApart = await setAlertsApart(tx, [...apart, ...strangers]);
    await this.outbox.enqueue(
      tx,
      setApart.map((report) => quarantinedRecord('alert', report)),
    );
    tx.afterCommit(() => setApart.forEach(({ reason }) => this.quarantined.inc({ reason })));
  }

  private changesBy(alerts: readonly IdentifiedAlert[], known: ReadonlyMap<string, StoredAlert>) {
    const changes: AlertChanged[] = [];
    const strangers: AlertSetApart[] = [];
    const standing = new Map<string, { truckId: string; facts: ReportedAlert }>();
    for (const [id, { alert, facts }] of known) {
      // Facts of an alert of LocoNav were stored from one.
      standing.set(id, { truckId: alert.truckId, facts: facts as ReportedAlert });
    }
    const newsWindow = { nowMs: Date.now(), ageMsMax: this.config.alertNewsMinutes * minuteMs };
    for (const { truckId, alert, source } of alerts) {
      const id = idOfReported(alert);
      const before = standing.get(id);
      if (before !== undefined && before.truckId !== truckId) {
        const detail = 'id: this alert is known as one of another truck';
        strangers.push({ reason: 'other_vehicle', detail, source });
        continue;
      }
      const facts = before === undefined ? alert : mergeAlerts(before.facts, alert);
      standing.set(id, { truckId, facts });
      const deeds = known.get(id)?.alert;
      const cause = {
        correlationId: source.correlationId,
        causationId: source.messageId,
        traceparent: source.traceparent,
      };
      for (const { event, facts: after, sinceMs } of stepsTo(before?.facts, facts)) {
        const news = isNews(sinceMs, null, newsWindow);
        changes.push({
          event,
          alert: toReportedAlert(truckId, after, news, deeds),
          facts: after,
          settledAt: null,
          cause,
          newsSinceMs: news ? sinceMs : null,
        });
      }
    }
    return { changes, strangers };
  }
}

type Step = {
  readonly event: 'opened' | 'closed' | 'updated';
  readonly facts: ReportedAlert;
  readonly sinceMs: number;
};

/** What is told of an alert on its way from what was known to what is. */
const stepsTo = (before: ReportedAlert | undefined, after: ReportedAlert): Step[] => {
  const closing = (): Step[] =>
    after.closedAtMs === null ? [] : [{ event: 'closed', facts: after, sinceMs: after.closedAtMs }];
  if (before === undefined) {
    const opened = { ...after, closedAtMs: null };
    return [{ event: 'opened', facts: opened, sinceMs: after.openedAtMs }, ...closing()];
  }
  if (before.closedAtMs === null && after.closedAtMs !== null) return closing();
  if (isDeepStrictEqual(before, after)) return [];
  return [{ event: 'updated', facts: after, sinceMs: after.closedAtMs ?? after.openedAtMs }];
};
