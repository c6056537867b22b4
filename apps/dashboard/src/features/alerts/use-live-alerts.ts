import type { AlertsClientEvents, AlertsServerEvents, AlertView } from '@watch-tower/contracts';
import { useEffect, useRef, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { call } from '../../api/call.js';
import { usePages } from '../../api/use-pages.js';
import { openSocket, type Connection } from '../sockets/open-socket.js';
import { alertQueryOf, writeAlertFilter, type AlertFilter } from './alert-filter.js';
import { asHeard, countNew, heard, heardNothing } from './heard-alerts.js';

const pageSize = 50;

/**
 * The alerts of a filter, newest first, each as it is now. What begins meanwhile is counted and shown on demand, so
 * that nothing moves under the cursor.
 */
export function useLiveAlerts(filter: AlertFilter, meId: string | null) {
  const key = `alerts ${writeAlertFilter(filter)} ${meId}`;
  const list = usePages<AlertView>(
    key,
    ({ cursor, signal }) => {
      if (cursor === undefined) setSince(heardNothing);
      const query = { ...alertQueryOf(filter, meId), limit: pageSize, cursor };
      return call('findAlerts', { query, signal });
    },
    ({ id }) => id,
  );
  const [since, setSince] = useState(heardNothing);
  const [connection, setConnection] = useState<Connection>({ status: 'connecting' });
  const [heardAtMs, setHeardAtMs] = useState<number | null>(null);
  const reload = useRef(list.reload);
  reload.current = list.reload;

  useEffect(() => {
    const opened = openSocket('/ws/alerts', setConnection);
    const socket: Socket<AlertsServerEvents, AlertsClientEvents> = opened.socket;
    let connectedBefore = false;
    socket.on('connect', () => {
      setHeardAtMs(Date.now());
      // What was announced while the line was cut is only to be had from the list.
      if (connectedBefore) reload.current();
      connectedBefore = true;
    });
    for (const announcement of ['opened', 'closed', 'changed'] as const)
      socket.on(announcement, (alert) => {
        setHeardAtMs(Date.now());
        setSince((before) => heard(before, announcement, alert));
      });
    return opened.close;
  }, []);

  const listed = list.pages?.items ?? [];
  return {
    ...list,
    alerts: asHeard(listed, since),
    newCount: countNew(listed, since),
    connection,
    heardAtMs,
    /** Takes the answer to a command like news. */
    take: (alert: AlertView) => setSince((before) => heard(before, 'changed', alert)),
  };
}
