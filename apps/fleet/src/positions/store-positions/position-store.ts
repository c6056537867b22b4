import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@watch-tower/database';
import type { IdentifiedReports } from '../identify-reports.js';
import { PositionPartitions } from '../keep-partitions/position-partitions.js';
import { PositionMetrics } from '../position-metrics.js';
import { SliceWriter } from './slice-writer.js';

/**
 * Judges fixes, merges them into what is stored, and tells of those that count, and of the visits that they make:
 * a slice is one transaction. Delivered again, or in another order, a fix changes nothing and is told once.
 */
@Injectable()
export class PositionStore {
  constructor(
    private readonly database: Database,
    private readonly partitions: PositionPartitions,
    private readonly metrics: PositionMetrics,
    private readonly writer: SliceWriter,
  ) {}

  /** @param also further work of the same transaction, once everything else is written. */
  async store(reports: IdentifiedReports, also?: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.partitions.ready();
    const startedAtMs = performance.now();
    const tally = await this.database.transaction(async (tx) => {
      const stored = await this.writer.write(tx, reports);
      await also?.(tx);
      return stored;
    });
    this.metrics.sliceStored(tally, (performance.now() - startedAtMs) / 1_000);
  }
}
