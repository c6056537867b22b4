import type { RefreshToken } from '@watch-tower/contracts';
import { io, type Socket } from 'socket.io-client';
import { renewSession, usableAccessToken, useSession } from '../../session/session.js';

export type Connection =
  { status: 'connecting' } | { status: 'live' } | { status: 'reconnecting'; sinceMs: number; reason: string };

const retryAfterRefusalMs = 3_000;

/**
 * A socket that stays: it signs in with the current token, passes renewed tokens on, and comes back after every
 * kind of cut. socket.io itself does so only when the transport breaks, not when the server refuses or ends it.
 */
export function openSocket(
  namespace: string,
  onConnection: (connection: Connection) => void,
): { socket: Socket; close: () => void } {
  const socket = io(namespace, {
    auth: (authenticate) => {
      usableAccessToken().then(
        (token) => authenticate({ token: token ?? '' }),
        // No token to be had now: the refusal that follows leads to another try.
        () => authenticate({ token: '' }),
      );
    },
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    // Closing one page's socket must not be undone by another page's: each socket has its own connection.
    forceNew: true,
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lostAtMs: number | undefined;

  const lost = (reason: string): void => {
    lostAtMs ??= Date.now();
    onConnection({ status: 'reconnecting', sinceMs: lostAtMs, reason });
  };
  const retryLater = (): void => {
    clearTimeout(retry);
    retry = setTimeout(() => {
      // Whatever the server did not like, a new token is the one thing this side can bring.
      renewSession().then(
        () => socket.connect(),
        () => retryLater(),
      );
    }, retryAfterRefusalMs);
  };

  onConnection({ status: 'connecting' });
  socket.on('connect', () => {
    lostAtMs = undefined;
    onConnection({ status: 'live' });
  });
  socket.on('disconnect', (reason) => {
    lost(reason);
    if (reason === 'io server disconnect') retryLater();
  });
  socket.on('connect_error', (error) => {
    lost(error.message);
    if (!socket.active) retryLater();
  });

  const stopRenewing = useSession.subscribe(({ session }, before) => {
    if (!session || session.accessToken === before.session?.accessToken || !socket.connected) return;
    const refreshed: Parameters<RefreshToken>[1] = ({ ok }) => {
      if (!ok) socket.disconnect().connect();
    };
    socket.emit('refresh', session.accessToken, refreshed);
  });

  return {
    socket,
    close: () => {
      clearTimeout(retry);
      stopRenewing();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
