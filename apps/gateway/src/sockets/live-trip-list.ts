import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, type Logger } from '@watch-tower/bootstrap';
import type { TripsServerEvents } from '@watch-tower/contracts';
import { FindChangedTrips, type ChangedTrip } from '../read-models/find-trips/find-changed-trips.js';
import { SocketMetrics } from './socket-metrics.js';

/** Who is told: one socket, or all that watch. */
export type TripListener = {
  [Event in keyof TripsServerEvents]: (...told: Parameters<TripsServerEvents[Event]>) => void;
};
export type TripWatcher = TripListener & { readonly isConnected: () => boolean; readonly join: () => void };
export type TripWatchers = TripListener & { readonly hasMembers: () => boolean };

/** A packet holds so many trips at most, a hint so many ids. */
const toldMax = 25;
const namedMax = 200;

/** An event comes by before the read model of it: looks come soon after it, then ever later. */
const firstLookMs = 20;
const lastLookMs = 2_000;
/** After a packet, and after a hint, to which everybody answers with a question. */
const restAfterToldMs = 500;
const restAfterOutdatedMs = 5_000;

/**
 * Tells those who watch lists of trips what changes, from the read model, so that whatever is told can be read. One look
 * serves all, however many watch; of a trip that changes often only its newest state is told, and where much changes
 * only that it did.
 */
@Injectable()
export class LiveTripList implements OnModuleDestroy {
  private watchers: TripWatchers | undefined;
  /** Whoever watches was told everything before it; undefined while nobody does. */
  private position: bigint | undefined;
  /** The change of each trip that the last look found: the next one may find it again. */
  private found = new Map<string, string>();
  private looks = 0;
  private looking = false;
  private timer: NodeJS.Timeout | undefined;
  private lookAtMs = Infinity;
  private restedAtMs = 0;
  private waitMs = lastLookMs;

  constructor(
    private readonly trips: FindChangedTrips,
    private readonly metrics: SocketMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  serve(watchers: TripWatchers): void {
    this.watchers = watchers;
  }

  onModuleDestroy(): void {
    this.watchers = undefined;
    clearTimeout(this.timer);
  }

  /** An event of a trip came by. */
  announce(): void {
    this.waitMs = firstLookMs;
    if (this.position !== undefined) this.lookIn(firstLookMs);
  }

  /**
   * Tells what changed since a position, then joins in the same turn in which nobody was told more.
   * @param since null where nothing was heard before: then all that is shown may be out of date.
   */
  async join(watcher: TripWatcher, since: bigint | null): Promise<void> {
    let heard = since ?? (await this.trips.now());
    if (since === null) watcher.outdated(null, String(heard));
    for (let isLevel = false; !isLevel;) {
      const looks = this.looks;
      const changes = await this.trips.since(heard, namedMax);
      await this.tell(watcher, changes.changed, changes.position);
      heard = changes.position;
      isLevel = looks === this.looks && (this.position ?? heard) <= heard;
    }
    if (!watcher.isConnected()) return;
    watcher.join();
    if (this.position !== undefined) return;
    this.position = heard;
    this.lookIn(firstLookMs);
  }

  private lookIn(delayMs: number): void {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs + delayMs, this.restedAtMs);
    if (this.looking || atMs >= this.lookAtMs) return;
    clearTimeout(this.timer);
    this.lookAtMs = atMs;
    this.timer = setTimeout(() => void this.look(), atMs - nowMs).unref();
  }

  private async look(): Promise<void> {
    this.lookAtMs = Infinity;
    const { watchers, position } = this;
    if (position === undefined || watchers?.hasMembers() !== true) {
      this.position = undefined;
      this.found.clear();
      return;
    }
    this.looking = true;
    this.waitMs = Math.min(this.waitMs * 2, lastLookMs);
    try {
      await this.lookFrom(position, watchers);
    } catch (err) {
      // What was not told is found by a later look.
      this.waitMs = lastLookMs;
      this.logger.warn({ err }, 'changes of trips could not be read');
    } finally {
      this.looking = false;
      this.lookIn(this.waitMs);
    }
  }

  private async lookFrom(since: bigint, watchers: TripWatchers): Promise<void> {
    const { changed, position } = await this.trips.since(since, namedMax);
    const fresh = changed?.filter(({ id, changedIn }) => this.found.get(id) !== changedIn) ?? null;
    const told = await this.tell(watchers, fresh, position);
    this.position = position;
    this.found = new Map(changed?.map(({ id, changedIn }) => [id, changedIn]));
    this.looks++;
    const nowMs = performance.now();
    if (told === 'outdated') this.restedAtMs = nowMs + restAfterOutdatedMs;
    if (told === 'changed') this.restedAtMs = nowMs + restAfterToldMs;
  }

  private async tell(
    listener: TripListener,
    changed: readonly ChangedTrip[] | null,
    position: bigint,
  ): Promise<keyof TripsServerEvents | 'nothing'> {
    if (changed?.length === 0) return 'nothing';
    const ids = changed?.map(({ id }) => id) ?? null;
    if (ids === null || ids.length > toldMax) {
      listener.outdated(ids, String(position));
      this.metrics.tripsOutdated.inc();
      return 'outdated';
    }
    const trips = await this.trips.read(ids);
    listener.changed(trips, String(position));
    this.metrics.tripsTold.inc(trips.length);
    return 'changed';
  }
}
