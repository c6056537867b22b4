import { Injectable } from '@nestjs/common';
import type { Topics } from '@watch-tower/contracts';
import { Database } from '@watch-tower/database';
import { newId, type Incoming } from '@watch-tower/messaging';
import { readOwnAlertStates, type OwnAlertState } from './own-alert-states.js';
import { WatchTrucks, type Occasion } from './watch-trucks.js';

type Message = Incoming<Topics['positionEvents']>;

/**
 * Has trucks looked at whose fixes changed. The fixes themselves are read where they are stored, so a message
 * says only from when on: a copy changes nothing, and where one is missing all that can change is looked at.
 */
@Injectable()
export class FixesArrived {
  constructor(
    private readonly database: Database,
    private readonly trucks: WatchTrucks,
  ) {}

  async take(messages: readonly Message[]): Promise<void> {
    const byTruck = Map.groupBy(messages, ({ data }) => data.truckId);
    const states = await readOwnAlertStates(this.database, [...byTruck.keys()]);
    const arrivals = states.flatMap((state) => {
      // What is not newer was taken before: a copy.
      const fresh = (byTruck.get(state.truckId) ?? []).filter(
        ({ version = 0 }) => version > state.positionsVersion,
      );
      return fresh.length === 0 ? [] : [{ state, fresh }];
    });
    await this.trucks.look(arrivals.map(({ state, fresh }) => occasionOf(state, fresh)));
  }
}

const occasionOf = (state: OwnAlertState, fresh: readonly Message[]): Occasion => {
  const versions = new Set(fresh.map(({ version = 0 }) => version));
  const positionsVersion = Math.max(...versions);
  const isWhole = versions.size === positionsVersion - state.positionsVersion;
  const changedFromMs = Math.min(...fresh.map(({ data }) => Date.parse(data.deviceTime)));
  const received = fresh.flatMap(({ data }) => ('receivedAt' in data ? Date.parse(data.receivedAt) : []));
  const last = fresh.at(-1);
  return {
    truckId: state.truckId,
    changedFromMs: isWhole ? changedFromMs : Number.NEGATIVE_INFINITY,
    positionsVersion,
    newestReceivedAt: new Date(Math.max(state.newestReceivedAt?.getTime() ?? 0, ...received)),
    cause: {
      correlationId: last?.correlationId ?? newId(),
      causationId: last?.id,
      traceparent: last?.traceparent,
    },
  };
};
