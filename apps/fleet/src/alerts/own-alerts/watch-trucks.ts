import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { Database, type Transaction } from '@watch-tower/database';
import {
  checkpointBefore,
  compareAlerts,
  keepCheckpoint,
  newestCheckpoint,
  oldestCheckpoint,
  watch,
  type AlertChange,
  type AlertRules,
  type AlertCheckpoint,
} from '@watch-tower/fleet-domain';
import type { FleetConfig } from '../../config.js';
import { AlertBook, alertsSubject, type AlertChanged, type Cause, type StoredAlert } from '../alert-book.js';
import { isNews } from '../news.js';
import { idOfOwn, toOwnAlert } from '../to-alert.js';
import {
  readOwnAlertStates,
  takeMarks,
  writeOwnAlertStates,
  type OwnAlertState,
} from './own-alert-states.js';
import { rulesOf } from './rules-of.js';
import { readFixesSince, readSurroundings, readUnsettled } from './surroundings.js';

/** Why a truck is looked at. */
export type Occasion = {
  readonly truckId: string;
  /**
   * The earliest device time (epoch ms) at which something changed; minus infinity where nobody knows; null
   * where nothing but time went on.
   */
  readonly changedFromMs: number | null;
  /** Of the last message about a fix. */
  readonly positionsVersion?: number;
  readonly newestReceivedAt?: Date;
  /** Until when its silence was observed. */
  readonly observedUntil?: Date;
  readonly cause: Cause;
};

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const trucksAtOnceMax = 50;
const longAtOnceMax = 4;

type Seen = { readonly occasion: Occasion; readonly state: OwnAlertState; readonly from: AlertCheckpoint };

/**
 * Applies our own rules to trucks of which something changed: looks again from the checkpoint before the
 * change, over what is stored, and tells what differs from what was told. So the alerts are those of the fixes
 * in device-time order, whatever came when.
 */
@Injectable()
export class WatchTrucks {
  private readonly rules: AlertRules;

  constructor(
    private readonly database: Database,
    private readonly book: AlertBook,
    @Inject(CONFIG) private readonly config: FleetConfig,
  ) {
    this.rules = rulesOf(config);
  }

  /** @param occasions one of each truck. */
  async look(occasions: readonly Occasion[]): Promise<void> {
    const isLong = ({ changedFromMs }: Occasion): boolean =>
      changedFromMs !== null && changedFromMs < Date.now() - dayMs;
    const short = occasions.filter((occasion) => !isLong(occasion));
    for (let from = 0; from < short.length; from += trucksAtOnceMax) {
      await this.lookAt(short.slice(from, from + trucksAtOnceMax));
    }
    // Each by itself: no transaction may last long.
    const long = occasions.filter(isLong);
    for (let from = 0; from < long.length; from += longAtOnceMax) {
      await Promise.all(long.slice(from, from + longAtOnceMax).map((occasion) => this.lookAt([occasion])));
    }
  }

  private lookAt(occasions: readonly Occasion[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const truckIds = occasions.map(({ truckId }) => truckId);
      const [, marks, known] = await Promise.all([
        tx.lockSubjects(truckIds.map(alertsSubject)),
        takeMarks(tx, truckIds),
        readOwnAlertStates(tx, truckIds),
      ]);
      const states = new Map(known.map((state) => [state.truckId, state]));
      const seen = occasions.flatMap((occasion) => {
        const state = states.get(occasion.truckId);
        return state === undefined ? [] : [beginningOf(occasion, state, marks.get(occasion.truckId))];
      });
      await this.lookFrom(tx, seen);
    });
  }

  private async lookFrom(tx: Transaction, seen: readonly Seen[]): Promise<void> {
    const asked = seen.map(({ state, from }) => ({ truckId: state.truckId, sinceMs: from.timeMs }));
    const [fixes, surroundings, unsettled] = await Promise.all([
      readFixesSince(tx, asked),
      readSurroundings(tx, asked),
      readUnsettled(tx, asked),
    ]);
    const stored = await this.book.read(
      tx,
      [...unsettled].flatMap(([truckId, alerts]) => alerts.map((alert) => idOfOwn(truckId, alert))),
    );
    const changes: AlertChanged[] = [];
    const states = seen.map(({ occasion, state, from }): OwnAlertState => {
      const { truckId } = state;
      const observedUntil = occasion.observedUntil ?? state.observedUntil;
      const around = surroundings(truckId, observedUntil?.getTime() ?? null);
      const watched = watch(from.state, fixes.get(truckId) ?? [], around, this.rules);
      const told = compareAlerts(unsettled.get(truckId) ?? [], watched.alerts);
      const newestBeforeMs = state.checkpoints.at(-1)?.timeMs ?? null;
      changes.push(...told.map((change) => this.changed(change, occasion, newestBeforeMs, stored)));
      const newest = { timeMs: watched.state.last?.deviceTimeMs ?? null, state: watched.state };
      const horizonMs = this.config.alertHorizonDays * dayMs;
      return {
        truckId,
        positionsVersion: occasion.positionsVersion ?? state.positionsVersion,
        newestReceivedAt: occasion.newestReceivedAt ?? state.newestReceivedAt,
        observedUntil,
        checkpoints: keepCheckpoint(state.checkpoints, from, newest, horizonMs),
      };
    });
    await this.book.change(tx, changes);
    writeOwnAlertStates(tx, states);
  }

  private changed(
    { change, alert }: AlertChange,
    { truckId, cause }: Occasion,
    newestBeforeMs: number | null,
    stored: ReadonlyMap<string, StoredAlert>,
  ): AlertChanged {
    const known = stored.get(idOfOwn(truckId, alert))?.alert;
    const sinceMs =
      change === 'opened' ? alert.provedMs : (alert.settledMs ?? alert.closedMs ?? alert.provedMs);
    const isNewOrOver = change === 'opened' || change === 'closed';
    const newsWindow = { nowMs: Date.now(), ageMsMax: this.config.alertNewsMinutes * minuteMs };
    const news = isNewOrOver && isNews(sinceMs, newestBeforeMs, newsWindow);
    // Who was told of an alert must hear that there was none.
    const wasNews = change === 'withdrawn' && known?.isNews === true;
    const isKept = change === 'settled' && known?.isNews === true;
    return {
      event: change === 'settled' ? null : change,
      alert: toOwnAlert(truckId, alert, this.rules, news || wasNews || isKept, known),
      facts: alert,
      settledAt: alert.settledMs === null ? null : new Date(alert.settledMs),
      cause,
      newsSinceMs: news ? sinceMs : null,
    };
  }
}

/** From where a truck is looked at again. What is older than all checkpoints is history nobody changes. */
const beginningOf = (occasion: Occasion, state: OwnAlertState, markedFromMs: number | undefined): Seen => {
  const { checkpoints } = state;
  const changes = [occasion.changedFromMs, markedFromMs].filter((ms) => ms !== null && ms !== undefined);
  const earliestMs = Math.min(...changes);
  const from =
    earliestMs === Number.NEGATIVE_INFINITY
      ? oldestCheckpoint(checkpoints)
      : (checkpointBefore(checkpoints, earliestMs) ?? newestCheckpoint(checkpoints));
  return { occasion, state, from };
};
