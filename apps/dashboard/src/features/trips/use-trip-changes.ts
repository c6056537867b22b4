import type { TripsClientEvents, TripsServerEvents, TripSummary } from '@watch-tower/contracts';
import { useEffect, useRef, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { openSocket, type Connection } from '../sockets/open-socket.js';
import { calmAsking } from './calm-asking.js';
import { heard, type HeardTrips } from './trip-news.js';

const retryMs = 10_000;

type Asking = {
  /** Whether a trip that changed leaves open what is to be shown, so that it must be asked for again. */
  leavesOpen: (trip: TripSummary) => boolean;
  /** Asks for what is shown; called while the page is visible, and not often. */
  ask: () => void;
  /** The last question was not answered: it is asked again. */
  hasFailed: boolean;
};

/**
 * What changes of trips, as it happens. Whoever lists trips shows the newest of each at once, and asks again where that
 * does not say what belongs to the list. After a cut the gateway tells what was missed.
 */
export function useTripChanges(asking: Asking): {
  newest: HeardTrips;
  connection: Connection;
  heardAtMs: number | null;
} {
  const [newest, setNewest] = useState<HeardTrips>(() => new Map());
  const [connection, setConnection] = useState<Connection>({ status: 'connecting' });
  const [heardAtMs, setHeardAtMs] = useState<number | null>(null);
  const latest = useRef(asking);
  latest.current = asking;
  const { hasFailed } = asking;
  const wake = useRef(() => {});

  useEffect(() => {
    let isAwaited = false;
    const calm = calmAsking(() => {
      isAwaited = document.visibilityState === 'hidden';
      if (!isAwaited) latest.current.ask();
    });
    wake.current = calm.wake;
    const onVisible = (): void => {
      if (isAwaited) calm.wake();
    };
    document.addEventListener('visibilitychange', onVisible);

    let position: string | null = null;
    const opened = openSocket('/ws/trips', setConnection);
    const socket: Socket<TripsServerEvents, TripsClientEvents> = opened.socket;
    const heardAt = (at: string): void => {
      position = at;
      setHeardAtMs(Date.now());
    };
    socket.on('connect', () => {
      setHeardAtMs(Date.now());
      socket.emit('watch', position, ({ ok }) => {
        if (!ok) position = null;
      });
    });
    socket.on('changed', (trips, at) => {
      heardAt(at);
      setNewest((before) => heard(before, trips));
      if (trips.some((trip) => latest.current.leavesOpen(trip))) calm.wake();
    });
    socket.on('outdated', (_tripIds, at) => {
      heardAt(at);
      calm.wake();
    });
    return () => {
      opened.close();
      calm.close();
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, []);

  useEffect(() => {
    if (!hasFailed) return undefined;
    const timer = setInterval(() => wake.current(), retryMs);
    return () => clearInterval(timer);
  }, [hasFailed]);

  return { newest, connection, heardAtMs };
}
