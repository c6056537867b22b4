import type { AlertView } from './http/alerts.js';
import type { Outlook } from './http/outlook.js';
import type { TripDetails, TripSummary } from './http/trips.js';
import type { TruckLocation } from './http/trucks.js';

/**
 * Sockets authenticate with `auth: { token }` in the handshake; an expiring token is renewed with `refresh`,
 * else the socket is cut at its expiry. Errors of a connection carry the problem's code as message.
 */
export type RefreshToken = (token: string, done: (answer: { ok: boolean; code?: string }) => void) => void;

/** Without an area the whole fleet. Degrees; `west` may exceed `east` across the date line. */
export type Viewport = { north: number; south: number; east: number; west: number };

/** Namespace `/ws/trucks`. After every (re)connect: `watch`, then a snapshot, then deltas. */
export type TrucksClientEvents = {
  refresh: RefreshToken;
  watch: (viewport: Viewport | null, done: (answer: { ok: boolean; code?: string }) => void) => void;
};
export type TrucksServerEvents = {
  /** All trucks in the area. Sent after each `watch`; replaces what the client knew, save higher versions. */
  snapshot: (trucks: TruckLocation[]) => void;
  /** Newer positions, several trucks in one packet; keep the higher version of each. */
  positions: (trucks: TruckLocation[]) => void;
  /** Trucks that were retired: they are shown no more, until they are brought back. */
  gone: (truckIds: string[]) => void;
};

/** Namespace `/ws/trips/{id}`: a snapshot on (re)connect, then every change. */
export type TripClientEvents = { refresh: RefreshToken };
export type TripServerEvents = {
  snapshot: (trip: TripDetails) => void;
  /** The trip after a change of it or of its mirror at LocoNav; keep the newer one (`isNewerTrip`). */
  changed: (trip: TripDetails) => void;
  /** A newer position of the trip's truck. */
  position: (truck: TruckLocation) => void;
  /** When its truck is expected at the next stop: after the snapshot, and with each change and position. */
  outlook: (outlook: Outlook | null) => void;
};

/**
 * Namespace `/ws/trips`: what changes of any trip, as lists show it; the list itself is asked of the API, after `watch`
 * was answered or again after `outdated`. Every packet names a position; who connects again names the newest one it
 * heard, to any gateway, and is told what changed since. What is told twice is the same twice.
 */
export type TripsClientEvents = {
  refresh: RefreshToken;
  watch: (position: string | null, done: (answer: { ok: boolean; code?: string }) => void) => void;
};
export type TripsServerEvents = {
  /** Trips after a change, several in one packet; of each keep the higher version, of one version what came last. */
  changed: (trips: TripSummary[], position: string) => void;
  /** More changed than is told trip by trip: ask again for these, or, null, for all that is shown. */
  outdated: (tripIds: string[] | null, position: string) => void;
};

/** Namespace `/ws/alerts`: what is news of any truck's alerts, as it comes; what was before is asked of the API. */
export type AlertsClientEvents = { refresh: RefreshToken };
export type AlertsServerEvents = {
  opened: (alert: AlertView) => void;
  closed: (alert: AlertView) => void;
  /** Its facts, or what people did about it; keep the higher version of each alert. */
  changed: (alert: AlertView) => void;
};
