import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, joinTexts, prepared, sql } from '@watch-tower/database';
import { ProblemError, severityOf } from '@watch-tower/errors';
import { Relay } from '@watch-tower/event-store';
import { MicroBatcher, type Trace } from '@watch-tower/messaging';
import type { GatewayConfig } from '../../config.js';
import { headersWriter } from '../../inbox/headers.js';
import { InboxMetrics } from '../../inbox/inbox-metrics.js';
import { inboxUnavailable } from '../../inbox/unavailable.js';
import { dialects, type ReportKind } from './dialects.js';
import { toReports, type Report } from './to-report.js';

/** Longer than any healthy commit, shorter than anybody's patience. */
const deadlineMs = 2_500;

type Received = { readonly reports: readonly Report[]; readonly receivedAt: string; readonly trace: Trace };

/** Accepts reports of locations and alerts: they are safe in the inbox when this has answered. */
@Injectable()
export class ReceiveReports {
  private readonly batchers: Readonly<Record<ReportKind, MicroBatcher<Received, void>>>;

  constructor(
    private readonly database: Database,
    private readonly relay: Relay,
    metrics: InboxMetrics,
    @Inject(CONFIG) config: Pick<GatewayConfig, 'inboxFlushRowsMax' | 'inboxWaitingRowsMax'>,
  ) {
    const observe = metrics.observer('telemetry');
    const batcherOf = (kind: ReportKind): MicroBatcher<Received, void> =>
      new MicroBatcher({
        flush: (requests) => this.commit(kind, requests),
        weightOf: ({ reports }) => reports.length,
        flushWeightMax: config.inboxFlushRowsMax,
        patience: { waitingWeightMax: config.inboxWaitingRowsMax, deadlineMs, overloaded: inboxUnavailable },
        observe,
      });
    this.batchers = { location: batcherOf('location'), alert: batcherOf('alert') };
  }

  /**
   * @returns how many reports were committed.
   * @throws ProblemError 400 where the body is no JSON, 503 where nothing could be committed in time.
   */
  async receive(kind: ReportKind, body: Uint8Array, trace: Trace): Promise<number> {
    const receivedAt = new Date().toISOString();
    const reports = read(kind, body, receivedAt);
    if (reports.length === 0) return 0;
    try {
      await this.batchers[kind].add({ reports, receivedAt, trace });
    } catch (error) {
      throw severityOf(error) === 'outage' || severityOf(error) === 'transient'
        ? inboxUnavailable(error)
        : error;
    }
    this.relay.wake();
    return reports.length;
  }

  /**
   * One statement, hence one transaction and one round trip, for everything that came meanwhile.
   */
  private async commit(kind: ReportKind, requests: readonly Received[]): Promise<void[]> {
    const { topic, type } = dialects[kind];
    const keys: string[] = [];
    const headers: string[] = [];
    const values: string[] = [];
    for (const { reports, receivedAt, trace } of requests) {
      const headersOf = headersWriter(type, receivedAt, trace);
      for (const { key, value } of reports) {
        keys.push(key);
        headers.push(headersOf(key));
        values.push(value);
      }
    }
    await this.database.query(
      prepared(
        'inbox_accept_reports',
        sql`
          insert into inbox (topic, key, headers, value)
          select ${topic}, key, headers::jsonb, value
          from unnest(
            string_to_array(${joinTexts(keys)}, chr(30)),
            string_to_array(${joinTexts(headers)}, chr(30)),
            string_to_array(${joinTexts(values)}, chr(30))
          ) as report (key, headers, value)`,
      ),
    );
    return requests.map(() => undefined);
  }
}

const read = (kind: ReportKind, body: Uint8Array, receivedAt: string): Report[] => {
  try {
    return toReports(dialects[kind], body, receivedAt);
  } catch (cause) {
    throw new ProblemError(
      'invalid',
      'malformed_json',
      'The body must be JSON in UTF-8: an object, or an array of them.',
      {
        cause,
      },
    );
  }
};
