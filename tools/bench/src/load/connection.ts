import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const endOfHead = Buffer.from('\r\n\r\n');

/**
 * One HTTP/1.1 connection that sends ready-made requests and reads of each answer no more than it must: a
 * load generator shares the machine with what it measures.
 */
export class Connection {
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(status: number): void; reject(error: Error): void } | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the connection was closed before the answer')));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Sends a request, made by `post`. One at a time. @returns the status of its answer. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.socket.write(request, (error) => {
        // The other end closes what is idle for long.
        if (error) reject(error);
      });
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    const headEnd = this.#received.indexOf(endOfHead);
    if (headEnd === -1) return;
    const head = this.#received.toString('latin1', 0, headEnd);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    const waiting = this.#waiting;
    if (length === undefined) {
      waiting?.reject(new Error(`an answer without a length: ${head}`));
      return;
    }
    const end = headEnd + endOfHead.length + Number(length);
    if (this.#received.length < end) return;
    this.#received = this.#received.subarray(end);
    this.#waiting = undefined;
    waiting?.resolve(Number(head.slice(9, 12)));
  }
}

/** The bytes of a GET. */
export const get = (url: string, headers: Readonly<Record<string, string>>): Buffer => {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
};

/** The bytes of a POST with a JSON body. */
export const post = (url: string, headers: Readonly<Record<string, string>>, body: string): Buffer => {
  const { host, pathname } = new URL(url);
  const all = {
    host,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
};
