import type { Registry } from 'prom-client';
import type { z } from 'zod';
import { CircuitBreaker, type CircuitLimits, type CircuitState } from './circuit-breaker.js';
import { systemClock, type Clock } from './clock.js';
import { LoconavError } from './loconav-error.js';
import { LoconavMetrics } from './loconav-metrics.js';
import { readAnswer, readBody } from './read-answer.js';
import { TokenBucket, type RateLimit } from './token-bucket.js';

/** LocoNav has two hosts: nearly everything is on `api`, the fleet's alerts are on `app`. */
export type Host = 'api' | 'app';

export type LoconavOptions = {
  readonly urls: Readonly<Record<Host, string>>;
  readonly token: string;
  readonly metrics: Registry;
  /** Per endpoint. LocoNav takes 500 in any 60 s: stay below, for clocks and networks jitter. */
  readonly rateLimit: RateLimit;
  readonly requestTimeoutMs: number;
  readonly circuit: CircuitLimits;
  /** The first pause before another try; the next are twice as long each. */
  readonly backoffMs: number;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
};

export type Call<T> = {
  /** Names the endpoint in metrics and messages, and the limit it counts for. */
  readonly endpoint: string;
  readonly host?: Host;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  readonly answer: z.ZodType<T>;
  /**
   * What is asked before the same call is made again, where to make it twice would do it twice: what it was
   * to bring about, if it is there. `never`: it is not made again.
   */
  readonly beforeRetry?: (() => Promise<T | undefined>) | 'never';
};

const triesMax = 4;
/** How often a call outwaits a whole window of the rate limit. */
const windowsMax = 5;
const backoffMsMax = 30_000;
const answerBytesMax = 32 * 1_048_576;

/**
 * Makes calls of LocoNav's API: authenticated, below its rate limit, and again where that can help. 429 waits
 * until the window's end, 401 and 403 are final, everything that may pass is tried 4 times.
 */
export class LoconavTransport {
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly circuits: Readonly<Record<Host, CircuitBreaker>>;
  private readonly metrics: LoconavMetrics;
  private readonly stopping = new AbortController();

  constructor(private readonly options: LoconavOptions) {
    this.clock = options.clock ?? systemClock;
    this.random = options.random ?? Math.random;
    this.circuits = {
      api: new CircuitBreaker(options.circuit, this.clock),
      app: new CircuitBreaker(options.circuit, this.clock),
    };
    this.metrics = new LoconavMetrics(options.metrics, () => this.circuitStates());
  }

  circuitStates(): Record<Host, CircuitState> {
    return { api: this.circuits.api.state, app: this.circuits.app.state };
  }

  /** Gives up what is under way and whatever is asked from now on. */
  stop(): void {
    this.stopping.abort(new LoconavError('unavailable', 'the client was stopped'));
  }

  /** @throws LoconavError once nothing more can be done. */
  async call<T>(call: Call<T>): Promise<T> {
    for (let tries = 1, windows = 0; ;) {
      const answer = await this.attempt(call);
      if (!(answer instanceof LoconavError)) return readBody(call.endpoint, call.answer, answer.body);
      if (answer.kind === 'too_many' && windows < windowsMax) {
        windows += 1;
        this.bucketOf(call).close(this.options.rateLimit.windowMs);
        continue;
      }
      if (answer.kind !== 'unavailable' || tries === triesMax || call.beforeRetry === 'never') throw answer;
      await this.clock.pause(this.backoffMs(tries), this.stopping.signal);
      tries += 1;
      const found = await call.beforeRetry?.();
      if (found !== undefined) return found;
    }
  }

  private async attempt(call: Call<unknown>): Promise<{ readonly body: unknown } | LoconavError> {
    const { endpoint } = call;
    this.metrics.waited(endpoint, await this.bucketOf(call).take(this.stopping.signal));
    const circuit = this.circuits[call.host ?? 'api'];
    if (!circuit.admits()) {
      this.metrics.refusedByCircuit(endpoint);
      throw new LoconavError(
        'unavailable',
        `${endpoint}: not asked, for LocoNav has failed too often lately`,
      );
    }
    const sentAtMs = this.clock.now();
    const answer = await this.fetch(call);
    if (this.stopping.signal.aborted) circuit.abandoned();
    else if (answer instanceof LoconavError && answer.kind === 'unavailable') circuit.failed();
    else circuit.succeeded();
    const outcome = answer instanceof LoconavError ? answer.kind : 'ok';
    this.metrics.answered(endpoint, outcome, this.clock.now() - sentAtMs);
    return answer;
  }

  /** Never rejects. */
  private async fetch(call: Call<unknown>): Promise<{ readonly body: unknown } | LoconavError> {
    const { endpoint, method, body } = call;
    const timeout = AbortSignal.timeout(this.options.requestTimeoutMs);
    try {
      const response = await fetch(this.urlOf(call), {
        method,
        headers: {
          'user-authentication': this.options.token,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // Elsewhere nobody is to see the token.
        redirect: 'error',
        signal: AbortSignal.any([timeout, this.stopping.signal]),
      });
      const text = await textOf(response);
      if (text === undefined) {
        return new LoconavError(
          'unreadable',
          `${endpoint}: the answer has more than ${answerBytesMax} bytes`,
        );
      }
      return readAnswer(endpoint, response.status, text);
    } catch (cause) {
      const what = timeout.aborted ? `no answer within ${this.options.requestTimeoutMs} ms` : 'no answer';
      return new LoconavError('unavailable', `${endpoint}: ${what}`, { cause });
    }
  }

  private urlOf({ host = 'api', path, query = {} }: Call<unknown>): URL {
    const url = new URL(`${this.options.urls[host].replace(/\/+$/, '')}${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  private bucketOf({ endpoint }: Call<unknown>): TokenBucket {
    let bucket = this.buckets.get(endpoint);
    if (bucket === undefined) {
      bucket = new TokenBucket(this.options.rateLimit, this.clock);
      this.buckets.set(endpoint, bucket);
    }
    return bucket;
  }

  private backoffMs(tries: number): number {
    const ceilingMs = Math.min(backoffMsMax, this.options.backoffMs * 2 ** (tries - 1));
    return Math.ceil(ceilingMs * (0.5 + 0.5 * this.random()));
  }
}

/** @returns undefined where there is more than anybody should read. */
const textOf = async (response: Response): Promise<string | undefined> => {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const parts: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
  for await (const part of parts) {
    bytes += part.byteLength;
    if (bytes > answerBytesMax) return undefined;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
};
