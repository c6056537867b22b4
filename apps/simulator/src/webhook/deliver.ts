import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import type { Tally } from './counts.js';
import { backoffMs, readAnswer, type Answer } from './retry.js';

/** Where the webhooks go. */
export interface Receiver {
  readonly url: string;
  readonly secretHeader: string;
  readonly secret: string;
  /** Requests under way at once, at most. */
  readonly concurrency: number;
}

export interface Delivery {
  /**
   * Delivers messages, one as an object, several as an array, and tries until the receiver has taken or refused them.
   * False only when the signal aborted before; a request under way is still waited for. Never rejects.
   */
  deliver(messages: readonly object[]): Promise<boolean>;
  /** Closes the connections that are kept open. */
  close(): void;
}

const ANSWER_TIMEOUT_MS = 15_000;
/** One lost answer is everyday; a message that fails so often in a row is worth a line, and again after as many more. */
const LOG_EVERY_RETRIES = 5;

/** A sender with connections that are kept open. */
export function createDelivery(
  receiver: Receiver,
  clock: Clock,
  counts: Tally,
  logger: Logger,
  signal: AbortSignal,
): Delivery {
  const url = new URL(receiver.url);
  const secure = url.protocol === 'https:';
  const options = { keepAlive: true, maxSockets: receiver.concurrency };
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  const open = secure ? httpsRequest : httpRequest;

  const attempt = (body: string) =>
    new Promise<Answer>((resolve) => {
      const started = performance.now();
      const finish = (answer: Answer) => {
        counts.requestTook((performance.now() - started) / 1000);
        resolve(answer);
      };
      const failed = (error: NodeJS.ErrnoException) =>
        finish({ kind: 'retry', reason: error.code ?? error.message });
      const request = open(url, {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          [receiver.secretHeader]: receiver.secret,
        },
        timeout: ANSWER_TIMEOUT_MS,
      });
      request.on('timeout', () =>
        request.destroy(Object.assign(new Error('No answer'), { code: 'ETIMEDOUT' })),
      );
      request.on('error', failed);
      request.on('response', (response) => {
        // The body is of no interest, but a connection is free for the next request only once it is read.
        response.on('error', failed);
        response.on('end', () =>
          finish(readAnswer(response.statusCode ?? 0, response.headers['retry-after'], clock.now())),
        );
        response.resume();
      });
      request.end(body);
    });

  return {
    close: () => agent.destroy(),
    deliver: async (messages) => {
      if (signal.aborted) return false;
      counts.sent(messages.length);
      const body = JSON.stringify(messages.length === 1 ? messages[0] : messages);
      for (let tries = 1; ; tries++) {
        const answer = await attempt(body);
        if (answer.kind === 'accepted') {
          counts.accepted(messages.length);
          return true;
        }
        const first = messages[0];
        if (answer.kind === 'refused') {
          counts.refused(messages.length);
          logger.error(
            {
              status: answer.status,
              messages: messages.length,
              first,
            },
            'the receiver refuses this message for good',
          );
          return true;
        }
        counts.retried(answer.reason);
        if (tries % LOG_EVERY_RETRIES === 0) {
          logger.warn({ reason: answer.reason, tries, first }, 'not accepted, will try again');
        }
        await clock.until(clock.now() + backoffMs(tries, answer.retryAfterMs, Math.random()), signal);
        if (signal.aborted) return false;
      }
    },
  };
}
