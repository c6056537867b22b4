import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { LocationMessage } from '../webhook/location-message.js';

/** One call as the receiver saw it. */
export interface Call {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly messages: readonly LocationMessage[];
}

/** A real HTTP receiver that keeps what it accepted; `answer` decides on each call, and by default accepts. */
export async function startReceiver(
  answer: (call: Call, response: ServerResponse) => void = (_call, response) => response.writeHead(202).end(),
) {
  const calls: Call[] = [];
  const accepted: LocationMessage[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const call = {
        headers: request.headers,
        body,
        messages: [JSON.parse(body)].flat() as LocationMessage[],
      };
      calls.push(call);
      answer(call, response);
      if (response.statusCode === 202 && response.writableEnded) accepted.push(...call.messages);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/loconav/location`,
    calls,
    accepted,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** `dd-MM-yyyy HH:mm:ss`, read as UTC, in epoch ms. */
export function readGpsTime(text: string): number {
  const [, day, month, year, time] = /^(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d:\d\d)$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${time}Z`);
}
