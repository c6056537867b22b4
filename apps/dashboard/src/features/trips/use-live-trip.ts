import type { Outlook, TripClientEvents, TripDetails, TripServerEvents } from '@watch-tower/contracts';
import { useEffect, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import type { LiveTruck } from '../live-trucks/live-trucks.js';
import { openSocket, type Connection } from '../sockets/open-socket.js';
import { newerPosition, newerTrip } from './live-trip.js';

type Heard = {
  trip: TripDetails | null;
  truck: LiveTruck | null;
  outlook: Outlook | null;
  connection: Connection;
  heardAtMs: number | null;
};

const nothing: Heard = {
  trip: null,
  truck: null,
  outlook: null,
  connection: { status: 'connecting' },
  heardAtMs: null,
};

/** A trip as it is now and as it changes. REST answers first, or says why it cannot; the socket keeps it current. */
export function useLiveTrip(
  id: string,
): Heard & { error: unknown; reload: () => void; take: (trip: TripDetails) => void } {
  const answer = useLoaded<TripDetails>(`trip ${id}`, (signal) => call('getTrip', { path: { id }, signal }));
  const [heard, setHeard] = useState(nothing);

  useEffect(() => {
    setHeard(nothing);
    const opened = openSocket(`/ws/trips/${id}`, (connection) => setHeard((was) => ({ ...was, connection })));
    const socket: Socket<TripServerEvents, TripClientEvents> = opened.socket;
    const tell = (trip: TripDetails): void =>
      setHeard((was) => ({ ...was, trip: newerTrip(was.trip, trip), heardAtMs: Date.now() }));
    socket.on('snapshot', tell);
    socket.on('changed', tell);
    socket.on('position', (truck) => {
      const nowMs = Date.now();
      setHeard((was) => ({ ...was, truck: newerPosition(was.truck, truck, nowMs), heardAtMs: nowMs }));
    });
    socket.on('outlook', (outlook) => setHeard((was) => ({ ...was, outlook })));
    return opened.close;
  }, [id]);

  const trip = answer.value ? newerTrip(heard.trip, answer.value) : heard.trip;
  return {
    ...heard,
    trip: trip?.id === id ? trip : null,
    truck: heard.truck?.truckId === trip?.truck?.id ? heard.truck : null,
    error: answer.error,
    reload: answer.reload,
    /** Takes the answer to a command like news. */
    take: (after) => setHeard((was) => ({ ...was, trip: newerTrip(was.trip, after) })),
  };
}
