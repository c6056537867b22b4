import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../errors.js';
import type { User } from '../facts.js';

/** What the gateway answers to a command: the thing as it now is. */
export interface Entity {
  readonly id: string;
  readonly version: number;
}

type CommandRoute = `POST ${string}` | `DELETE ${string}`;

const patienceMs = 60_000;

/** The gateway's REST API, as one signed-in person uses it. */
export class Api {
  private constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  static async signIn(baseUrl: string, user: User): Promise<Api> {
    const body = { email: user.email, password: user.password };
    const { accessToken } = (await new Api(baseUrl, '').call('POST', '/api/v1/auth/login', { body })) as {
      accessToken: string;
    };
    return new Api(baseUrl, accessToken);
  }

  async get(path: string): Promise<unknown> {
    return this.call('GET', path);
  }

  /**
   * Carries out a command and waits until it is done, also where the gateway answers 202 and an operation to ask for.
   * The same key and body again give the same outcome.
   */
  async command(route: CommandRoute, key: string, body: unknown): Promise<Entity> {
    const entity = await this.carryOut(route, key, body, []);
    if (entity === undefined) throw new StackError(`${route} was answered with nothing`);
    return entity;
  }

  /** A command that is done as well where it is refused with a code that says that it is so already. */
  async ensure(route: CommandRoute, key: string, body: unknown, alreadySo: readonly string[]): Promise<void> {
    await this.carryOut(route, key, body, alreadySo);
  }

  private async carryOut(
    route: CommandRoute,
    key: string,
    body: unknown,
    alreadySo: readonly string[],
  ): Promise<Entity | undefined> {
    const [method = 'POST', path = ''] = route.split(' ');
    const answer = await this.call(method, path, { body, key, alreadySo });
    if (answer === undefined || isEntity(answer)) return answer;
    const { id } = answer as { id: string };
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const operation = (await this.get(`/api/v1/operations/${id}`)) as {
        status: string;
        resultUrl: string | null;
        problem: { title: string; code?: string } | null;
      };
      if (operation.status === 'succeeded' && operation.resultUrl) {
        // The read model may come a moment after the outcome.
        const result = await this.call('GET', operation.resultUrl, { mayBeMissing: true });
        if (isEntity(result)) return result;
      }
      if (alreadySo.includes(operation.problem?.code ?? '')) return undefined;
      if (operation.problem) throw new StackError(`${route} was refused: ${operation.problem.title}`);
      if (Date.now() > deadline)
        throw new StackError(`${route} was not carried out within ${patienceMs / 1000} s.`);
      await delay(200);
    }
  }

  private async call(method: string, path: string, options: CallOptions = {}): Promise<unknown> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const response = await fetch(`${this.baseUrl}${path}`, {
        method,
        headers: {
          ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
          ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
        },
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
        signal: AbortSignal.timeout(15_000),
      });
      if (response.ok) return response.json();
      if (response.status === 404 && options.mayBeMissing) {
        await response.body?.cancel();
        return undefined;
      }
      const mayTryAgain = response.status === 429 || response.status === 503;
      if (!mayTryAgain || Date.now() > deadline) {
        const text = await response.text();
        if (options.alreadySo?.some((code) => text.includes(`"code":"${code}"`))) return undefined;
        throw new StackError(`${method} ${path} was answered ${response.status}: ${text.slice(0, 500)}`);
      }
      await response.body?.cancel();
      await delay(Number(response.headers.get('retry-after') ?? 1) * 1_000);
    }
  }
}

interface CallOptions {
  readonly body?: unknown;
  readonly key?: string | undefined;
  readonly alreadySo?: readonly string[];
  /** Then a 404 is answered undefined. */
  readonly mayBeMissing?: boolean;
}

function isEntity(answer: unknown): answer is Entity {
  return typeof answer === 'object' && answer !== null && 'id' in answer && 'version' in answer;
}
