import { Injectable } from '@nestjs/common';
import { Database, Schedule, type Transaction } from '@watch-tower/database';
import { Outbox } from '@watch-tower/event-store';
import { newId } from '@watch-tower/messaging';
import { rejudgedRecord } from '../../positions/store-positions/to-position-records.js';
import { readTruckStates, writeTruckStates } from '../../positions/store-positions/truck-states.js';
import { truckSubject } from '../../trucks/truck-identities.js';
import { takeDirtyHours, trucksWithDirtyHours } from '../keep-visits/checkpoints.js';
import { visitRecord } from '../keep-visits/to-visit-records.js';
import { VisitKeeper } from '../keep-visits/visit-keeper.js';
import { FenceEvaluation } from './fence-evaluation.js';

const intervalMs = 2_000;
const trucksAtOnceMax = 100;
const replayBudget = { fixesMax: 20_000 };

/** Looks again at hours of trucks whose past has changed: by a fence, or more than one slice could look at. */
@Injectable()
export class CatchUpVisits {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly visits: VisitKeeper,
    private readonly fences: FenceEvaluation,
    schedule: Schedule,
  ) {
    schedule.every({ name: 'catch-up-visits', intervalMs, run: (stopping) => this.catchUp(stopping) });
  }

  async catchUp(stopping?: AbortSignal): Promise<void> {
    await this.fences.evaluate(stopping);
    for (;;) {
      const trucks = await trucksWithDirtyHours(this.database, trucksAtOnceMax);
      if (trucks.length === 0) return;
      for (const { truckId } of trucks) {
        stopping?.throwIfAborted();
        await this.database.transaction((tx) => this.catchUpTruck(tx, truckId));
      }
    }
  }

  private async catchUpTruck(tx: Transaction, truckId: string): Promise<void> {
    await tx.lockSubjects([truckSubject(truckId)]);
    const { placesVersion, states } = await readTruckStates(tx, [truckId]);
    const changedHours = await takeDirtyHours(tx, truckId);
    for (const state of states) {
      const { visits, visitsVersion, positionsVersion } = state;
      const news = { truckId, visits, visitsVersion, inOrder: [], changedHours };
      for (const kept of await this.visits.keep(tx, placesVersion, [news], replayBudget)) {
        const { changes, rejudged } = kept;
        writeTruckStates(tx, [
          {
            ...state,
            positionsVersion: positionsVersion + rejudged.length,
            visitsVersion: visitsVersion + changes.length,
            visits: kept.visits,
          },
        ]);
        const cause = { correlationId: newId() };
        await this.outbox.enqueue(tx, [
          ...rejudged.map((judged, nth) =>
            rejudgedRecord(truckId, judged, positionsVersion + nth + 1, cause),
          ),
          ...changes.map((change, nth) => visitRecord(truckId, change, visitsVersion + nth + 1, cause)),
        ]);
      }
    }
  }
}
