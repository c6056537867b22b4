import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { Bench, Figure, Session } from '../bench.js';
import { compare, ratioFigure } from '../compare.js';
import type { Drive, Driven, Way } from '../floors/socket-server.js';
import { startFloor } from '../kit/floor-program.js';

const clients = 50;
const patienceMs = 10_000;
/** 2,000 trucks move in a second, as at 1,000 fixes/s in a burst. */
const drive = { perTick: 20, everyMs: 10 } as const;

/** Those who look on, and how many trucks they were told of. */
class Watchers {
  told = 0;
  readonly #close: (() => void)[] = [];

  /** Resolves once all of them are there. */
  async watch(url: string, way: Way): Promise<void> {
    await Promise.all(
      Array.from({ length: clients }, () => (way === 'ws' ? this.#bare(url) : this.#socketIo(url))),
    );
    // The server puts who connects into the room a moment later.
    await pause(100);
  }

  close(): void {
    for (const close of this.#close.splice(0)) close();
  }

  #socketIo(url: string): Promise<void> {
    const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
    socket.on('positions', (trucks: unknown[]) => (this.told += trucks.length));
    this.#close.push(() => socket.disconnect());
    return new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
  }

  #bare(url: string): Promise<void> {
    const socket = new WebSocket(url.replace('http', 'ws'));
    socket.on('message', (bytes: Buffer) => {
      const [, trucks] = JSON.parse(bytes.toString()) as [string, unknown[]];
      this.told += trucks.length;
    });
    this.#close.push(() => socket.close());
    return new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
  }
}

/** CPU of the server for each truck that somebody was told of, in µs, and which share of them was told. */
const measured = async (way: Way, ticks: number): Promise<{ cost: number; share: number }> => {
  const server = await startFloor('socket-server', { BENCH_WAY: way });
  const watchers = new Watchers();
  try {
    await watchers.watch(server.url, way);
    const { cpuMs } = await server.ask<Driven>({ ticks, ...drive } satisfies Drive);
    const sent = ticks * drive.perTick * clients;
    const deadlineMs = performance.now() + patienceMs;
    while (watchers.told < sent && performance.now() < deadlineMs) await pause(20);
    return { cost: (cpuMs * 1_000) / watchers.told, share: watchers.told / sent };
  } finally {
    watchers.close();
    await server.stop();
  }
};

const against = async (
  floorWay: Way,
  what: string,
  aim: Figure['aim'],
  { scale, rounds }: Session,
  isRate: boolean,
): Promise<Figure[]> => {
  const ticks = Math.max(100, scale(500));
  const shares: number[] = [];
  const side = (way: Way) => async (): Promise<number> => {
    const { cost, share } = await measured(way, ticks);
    if (way === 'broadcast') shares.push(share);
    return isRate ? 1_000 / cost : cost;
  };
  const comparison = await compare({ ours: side('broadcast'), floor: side(floorWay) }, rounds);
  return [
    ratioFigure({ what, ...(aim && { aim }), unit: isRate ? 'trucks told/ms CPU' : 'µs CPU' }, comparison),
    { what: 'told of those that moved', value: Math.min(...shares), unit: '', aim: { atLeast: 0.99 } },
  ];
};

export const b14: Bench = {
  id: 'B14',
  title: 'CPU of telling sockets of a truck, against one emit for each truck',
  needs: 'nothing',
  run: (session) => against('each', 'CPU for a truck told', { atMost: 0.15 }, session, false),
};

export const b15: Bench = {
  id: 'B15',
  title: 'Fan-out to sockets, against the same bytes over bare ws',
  needs: 'nothing',
  run: (session) => against('ws', 'trucks told for the CPU', { atLeast: 0.6 }, session, true),
};
