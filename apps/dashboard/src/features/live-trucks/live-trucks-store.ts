import type { TrucksClientEvents, TrucksServerEvents } from '@watch-tower/contracts';
import { useEffect, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { create } from 'zustand';
import { openSocket, type Connection } from '../sockets/open-socket.js';
import { fromSnapshot, without, withPositions, type LiveTrucks } from './live-trucks.js';

type State = {
  trucks: LiveTrucks;
  connection: Connection;
  /** When the server last said anything about trucks; null before its first snapshot. */
  heardAtMs: number | null;
  /** Why the server would not show the fleet; null while it does. */
  refusal: string | null;
};

const nothing: State = {
  trucks: new Map(),
  connection: { status: 'connecting' },
  heardAtMs: null,
  refusal: null,
};

/** The fleet as it is now. Filled while `watchFleet` runs. */
export const useLiveTrucks = create<State>(() => nothing);

/** Follows the whole fleet: lists and counts need all of it, wherever the map looks. Returns the end of it. */
export function watchFleet(): () => void {
  const set = useLiveTrucks.setState;
  const opened = openSocket('/ws/trucks', (connection) => set({ connection }));
  const socket: Socket<TrucksServerEvents, TrucksClientEvents> = opened.socket;
  socket.on('connect', () => {
    socket.emit('watch', null, ({ ok, code }) => set({ refusal: ok ? null : (code ?? 'refused') }));
  });
  socket.on('snapshot', (snapshot) => {
    const nowMs = Date.now();
    set(({ trucks }) => ({ trucks: fromSnapshot(trucks, snapshot, nowMs), heardAtMs: nowMs }));
  });
  socket.on('positions', (positions) => {
    const nowMs = Date.now();
    set(({ trucks }) => ({ trucks: withPositions(trucks, positions, nowMs), heardAtMs: nowMs }));
  });
  socket.on('gone', (truckIds) => set(({ trucks }) => ({ trucks: without(trucks, truckIds) })));
  return () => {
    opened.close();
    set(nothing);
  };
}

/** The fleet at most every `everyMs`, for lists: packets may come twenty times a second, people read slower. */
export function useCalmTrucks(everyMs: number): LiveTrucks {
  const [trucks, setTrucks] = useState(() => useLiveTrucks.getState().trucks);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      timer = undefined;
      setTrucks(useLiveTrucks.getState().trucks);
    };
    show();
    const stop = useLiveTrucks.subscribe((now, before) => {
      if (now.trucks !== before.trucks) timer ??= setTimeout(show, everyMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [everyMs]);
  return trucks;
}
