import { setTimeout as pause } from 'node:timers/promises';
import type { StackFacts, User } from '@watch-tower/stack';

export type Entity = { readonly id: string; readonly version: number };

const patienceMs = 30_000;

/** The gateway's REST API as its admin uses it. */
export class GatewayClient {
  private constructor(
    private readonly url: string,
    readonly token: string,
  ) {}

  static async signIn({ gateway, users }: StackFacts): Promise<GatewayClient> {
    const admin = users.find(({ role }) => role === 'admin');
    if (admin === undefined) throw new Error('the stack has no admin');
    const { email, password }: User = admin;
    const answer = await fetch(`${gateway.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!answer.ok) throw new Error(`signing in was answered ${answer.status}: ${await answer.text()}`);
    const { accessToken } = (await answer.json()) as { accessToken: string };
    return new GatewayClient(gateway.url, accessToken);
  }

  async get<Answer>(path: string): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${this.token}` } });
    if (!answer.ok) throw new Error(`GET ${path} was answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  /** One command, answered at once (200, 201) or later (202). @throws where it was refused. */
  async command(
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    given: { readonly key?: string; readonly version?: number } = {},
  ): Promise<{ readonly status: number; readonly entity: Entity }> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        ...(given.key !== undefined && { 'idempotency-key': given.key }),
        ...(given.version !== undefined && { 'if-match': `"${given.version}"` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    return { status: answer.status, entity: (await answer.json()) as Entity };
  }

  /** Creates a thing, or finds it made by an earlier run: the same key gives the same outcome. */
  async create(path: string, key: string, body: object): Promise<Entity> {
    const deadlineMs = performance.now() + patienceMs;
    for (;;) {
      const { status, entity } = await this.command('POST', path, body, { key });
      if (status === 201) return entity;
      if (performance.now() > deadlineMs)
        throw new Error(`POST ${path} was not carried out in ${patienceMs} ms`);
      await pause(200);
    }
  }
}
