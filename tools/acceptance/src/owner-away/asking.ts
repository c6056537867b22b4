import { randomUUID } from 'node:crypto';
import type { StackFacts } from '@watch-tower/stack';

export type Answer = { readonly status: number; readonly body: unknown; readonly ms: number };

const patienceMs = 15_000;

/** The gateway's REST API as it answers, whatever that is: here a 202 is what is asked for. */
export class Asking {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn({ gateway, users }: StackFacts): Promise<Asking> {
    const [admin] = users;
    if (admin === undefined) throw new Error('the stack has no user');
    const { email, password } = admin;
    const { status, body } = await new Asking(gateway.url, '').send('POST', '/api/v1/auth/login', {
      email,
      password,
    });
    if (status !== 200) throw new Error(`sign-in was answered ${status}`);
    return new Asking(gateway.url, (body as { accessToken: string }).accessToken);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  /** Sends one command so many times at once, each on a connection of its own, under one key. */
  command(method: 'POST' | 'PUT', path: string, body: object, copies: number): Promise<Answer[]> {
    const key = randomUUID();
    return Promise.all(Array.from({ length: copies }, () => this.send(method, path, body, key)));
  }

  private async send(method: string, path: string, body?: object, key?: string): Promise<Answer> {
    const startMs = performance.now();
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? null : (JSON.parse(text) as unknown),
      ms: performance.now() - startMs,
    };
  }
}
