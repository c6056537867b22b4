import { Injectable } from '@nestjs/common';
import type { AlertView, FindAlertsQuery, Page } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { z } from 'zod';
import { decodeCursor, toPage } from '../../edge/cursor.js';
import { toAlertView, type StoredAlert } from './to-alert-view.js';

type Row = StoredAlert & { id: string; opened: string };

const cursorKey = z.tuple([
  z.string().regex(/^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/),
  z.uuid(),
]);

/** Alerts, newest first. */
@Injectable()
export class FindAlerts {
  constructor(private readonly database: Database) {}

  async read(id: string): Promise<AlertView | undefined> {
    const [row] = await this.database.query<StoredAlert>(
      prepared(
        'alert_read',
        sql`
          select alert.state, withdrawn, stale, truck.label as number
          from alerts as alert left join registry as truck on truck.id = alert.truck_id
          where alert.id = ${id}`,
      ),
    );
    return row === undefined ? undefined : toAlertView(row, Date.now());
  }

  async find(query: FindAlertsQuery): Promise<Page<AlertView>> {
    const { kind = null, severity = null, source = null, status = null, truckId = null } = query;
    const { acknowledged = null, assignee = null, snoozed = null, text = null } = query;
    const { from = null, to = null, limit } = query;
    const [afterOpened, afterId] = decodeCursor(query.cursor, cursorKey) ?? [null, null];
    const rows = await this.database.query<Row>(
      prepared(
        'alerts_find',
        sql`
          select alert.id, opened_at::text as opened, alert.state, withdrawn, stale, truck.label as number
          from alerts as alert left join registry as truck on truck.id = alert.truck_id
          where withdrawn = coalesce(${status}::text = 'withdrawn', false)
            and (${status}::text is null or withdrawn or is_open = (${status} = 'open'))
            and (${kind}::text is null or alert.kind = ${kind})
            and (${severity}::text is null or severity = ${severity})
            and (${source}::text is null or source = ${source})
            and (${truckId}::uuid is null or truck_id = ${truckId})
            and (${acknowledged}::boolean is null or is_acknowledged = ${acknowledged})
            and (${assignee}::uuid is null or assignee = ${assignee})
            and (${snoozed}::boolean is null or coalesce(snoozed_until > now(), false) = ${snoozed})
            and (${from}::timestamptz is null or opened_at >= ${from})
            and (${to}::timestamptz is null or opened_at < ${to})
            and (${text}::text is null
              or position(lower(${text}::text) in lower(alert.kind)) > 0
              or position(lower(${text}::text) in truck.search) > 0)
            and (${afterOpened}::timestamptz is null
              or (opened_at, alert.id) < (${afterOpened}::timestamptz, ${afterId}::uuid))
          order by opened_at desc, alert.id desc
          limit ${limit + 1}`,
      ),
    );
    const nowMs = Date.now();
    return toPage(
      rows,
      limit,
      (row) => toAlertView(row, nowMs),
      ({ opened, id }) => [opened, id],
    );
  }
}
