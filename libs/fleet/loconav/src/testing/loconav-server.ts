import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { LoconavClient } from '../loconav-client.js';
import { passingClock } from './passing-clock.js';

export type Request = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
};

/** What the server says to one request: `hang up` breaks the connection, `silence` never answers. */
export type Reply = { readonly status?: number; readonly body: unknown } | 'hang up' | 'silence';

/** A real HTTP server that answers as it is told, and a client that asks it on a clock that passes only by waiting. */
export const startLoconav = async (
  reply: (request: Request, nth: number) => Reply,
  options: { readonly requestTimeoutMs?: number; readonly failuresMax?: number } = {},
) => {
  const requests: Request[] = [];
  const server = createServer((incoming, response) => {
    let text = '';
    incoming.setEncoding('utf8').on('data', (part: string) => (text += part));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://localhost');
      const request: Request = {
        method: incoming.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
      const answer = reply(request, requests.push(request));
      if (answer === 'hang up') incoming.socket.destroy();
      else if (answer !== 'silence') {
        response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = passingClock();
  const metrics = new Registry();
  const client = new LoconavClient({
    urls: { api: `${url}/api`, app: `${url}/app/` },
    token: 'a token',
    metrics,
    rateLimit: { requestsMax: 450, windowMs: 60_000 },
    requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
    circuit: { failuresMax: options.failuresMax ?? 20, openMs: 30_000 },
    backoffMs: 500,
    clock,
    random: () => 1,
  });
  return {
    client,
    requests,
    clock,
    metrics,
    stop: async () => {
      client.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
