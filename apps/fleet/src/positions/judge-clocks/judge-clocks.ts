import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '@watch-tower/bootstrap';
import { topics } from '@watch-tower/contracts';
import { Database, Schedule } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { judgeClock } from '@watch-tower/fleet-domain';
import { newId, toRecord, type OutgoingRecord } from '@watch-tower/messaging';
import { Gauge, type Registry } from 'prom-client';
import { keepChanges, recentReports, trucksAfter, type JudgedClock } from './device-clocks.js';

const intervalMs = 5 * 60_000;
const trucksAtOnceMax = 200;
const reportsMax = 60;

/** Finds devices whose clock or zone is off, by their newest reports; tells of each when that changes. */
@Injectable()
export class JudgeClocks {
  private readonly clocks: Gauge<'verdict'>;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    schedule: Schedule,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.clocks = new Gauge({
      name: 'watchtower_device_clocks',
      help: 'Devices by what their newest reports say about their clock; set where the work last ran',
      labelNames: ['verdict'],
      registers: [metrics],
    });
    schedule.every({ name: 'judge-clocks', intervalMs, run: (stopping) => this.judgeAll(stopping) });
  }

  async judgeAll(stopping?: AbortSignal): Promise<void> {
    const counts = new Map<JudgedClock['verdict'], number>();
    let truckIds = await trucksAfter(this.database, null, trucksAtOnceMax);
    while (truckIds.length > 0) {
      stopping?.throwIfAborted();
      for (const { verdict } of await this.judge(truckIds))
        counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      truckIds = await trucksAfter(this.database, truckIds.at(-1) ?? null, trucksAtOnceMax);
    }
    this.clocks.reset();
    for (const [verdict, count] of counts) this.clocks.set({ verdict }, count);
  }

  private async judge(truckIds: readonly string[]): Promise<JudgedClock[]> {
    const reports = await recentReports(this.database, truckIds, reportsMax);
    const judged = [...reports].flatMap(([truckId, ofTruck]) => {
      const judgement = judgeClock(ofTruck);
      return judgement === null ? [] : [{ truckId, ...judgement }];
    });
    if (judged.length === 0) return judged;
    await this.database.transaction(async (tx) => {
      await tx.lockSubjects(judged.map(({ truckId }) => `device-clock:${truckId}`));
      const versions = await keepChanges(tx, judged);
      const changed = judged.flatMap((clock) => {
        const version = versions.get(clock.truckId);
        return version === undefined ? [] : [judgedRecord(clock, version)];
      });
      await this.outbox.enqueue(tx, changed);
    });
    return judged;
  }
}

/** A clock as the topic of clocks tells it. */
const judgedRecord = ({ truckId, evidence, ...judged }: JudgedClock, version: number): OutgoingRecord => {
  const { fromMs, toMs, ...lags } = evidence;
  const now = new Date().toISOString();
  return toRecord(topics.deviceClocks, truckId, {
    id: newId(),
    source: 'watch-tower/fleet',
    time: now,
    subject: truckId,
    version,
    correlationId: newId(),
    type: 'watchtower.device-clock.judged.v1',
    data: {
      ...judged,
      truckId,
      judgedAt: now,
      evidence: { ...lags, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
    },
  });
};
