import type { Socket } from 'socket.io';

/** Some seconds of packets at the highest rate; who is farther behind reads a fresh snapshot faster. */
const packetsWaitingMax = 500;

/** Closes the connection of a client that does not read: what waits for it would grow without end. */
export const cutOffSlow = (socket: Socket, onCutOff: () => void): void => {
  const { conn } = socket;
  let waiting = 0;
  const onFlush = (): void => {
    waiting = 0;
  };
  const onPacket = (): void => {
    waiting++;
    if (waiting <= packetsWaitingMax) return;
    conn.off('packetCreate', onPacket);
    onCutOff();
    conn.close(true);
  };
  conn.on('flush', onFlush);
  conn.on('packetCreate', onPacket);
  socket.once('disconnect', () => {
    conn.off('flush', onFlush);
    conn.off('packetCreate', onPacket);
  });
};
