import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, METRICS } from '@watch-tower/bootstrap';
import type { ImportPreview } from '@watch-tower/contracts';
import { Counter, Registry } from 'prom-client';
import type { GatewayConfig } from '../config.js';
import { checkRows } from './check-rows/check-rows.js';
import { toFields } from './check-rows/columns.js';
import { KnownNames } from './known-names.js';
import type { Table } from './read-table/table.js';
import { TripImports } from './trip-imports.js';

/** What the rows of a file would create, kept until somebody says that they shall. */
@Injectable()
export class PreviewImport {
  private readonly counted;

  constructor(
    private readonly known: KnownNames,
    private readonly imports: TripImports,
    @Inject(METRICS) metrics: Registry,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'timeZone'>,
  ) {
    this.counted = new Counter({
      name: 'watchtower_trip_import_rows_total',
      help: 'Rows of previewed imports, by whether they can be created',
      labelNames: ['verdict'],
      registers: [metrics],
    });
  }

  /** @throws ProblemError 422 where columns are missing. */
  async preview(table: Table, userId: string): Promise<ImportPreview> {
    const { rows: filled, ignoredColumns } = toFields(table);
    const vpcIds = filled.flatMap(({ fields }) => fields.vpc_id ?? []);
    const [names, takenVpcIds] = await Promise.all([this.known.names(), this.known.taken(vpcIds)]);
    const rows = checkRows(filled, { names, takenVpcIds, timeZone: this.config.timeZone });
    const good = rows.filter(({ creates }) => creates !== null).length;
    const bad = rows.length - good;
    this.counted.inc({ verdict: 'good' }, good);
    this.counted.inc({ verdict: 'bad' }, bad);
    return { importId: await this.imports.keep(userId, rows), rows, good, bad, ignoredColumns };
  }
}
