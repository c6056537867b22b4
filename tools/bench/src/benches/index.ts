import type { Bench } from '../bench.js';
import { b1 } from './b1-position-writer.js';
import { b3 } from './b3-consume-into-postgres.js';
import { b4 } from './b4-consume.js';
import { b6 } from './b6-idle.js';
import { b9 } from './b9-append.js';
import { b11 } from './b11-relay.js';
import { b18 } from './b18-read.js';
import { b19 } from './b19-stages.js';
import { b14, b15 } from './sockets.js';
import { lists } from './lists.js';
import { memory } from './memory.js';
import { tracks } from './tracks.js';
import { tripCommands } from './trip-commands.js';
import { visits } from './visits.js';
import { warmStart } from './warm-start.js';
import { webhookToSocket } from './webhook-to-socket.js';
import { b7, b8 } from './webhooks.js';

/** In the order of `measured.md`, and so that rest comes before load, and memory after it. */
export const benches: readonly Bench[] = [
  ...[b1, b3, b4, b6, b9, b11, visits, b14, b15],
  ...[webhookToSocket, b19, tripCommands, memory],
  ...[b7, b8, b18, tracks, lists],
  warmStart,
];
