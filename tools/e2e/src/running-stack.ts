import { readFileSync, statSync } from 'node:fs';

/** What a running stack says of itself in `stack.json`. */
export type StackFacts = {
  readonly gateway: { readonly url: string };
  readonly kafka: { readonly brokers: readonly string[] };
  readonly postgres: { readonly url: string };
  readonly users: readonly {
    readonly email: string;
    readonly password: string;
    readonly role: 'admin' | 'dispatcher' | 'viewer';
  }[];
  readonly loconav: { readonly webhookUrl: string; readonly headers: Readonly<Record<string, string>> };
};

const factsFile = (): string => {
  const file = process.env['WATCH_TOWER_STACK'];
  if (file === undefined) throw new Error('WATCH_TOWER_STACK must name the stack.json of a running stack');
  return file;
};

/** The stack that these tests run against. @throws where `WATCH_TOWER_STACK` names no stack.json. */
export const runningStack = (): StackFacts => JSON.parse(readFileSync(factsFile(), 'utf8')) as StackFacts;

/** When it came up, in whole seconds. */
export const stackStart = (): Date => new Date(Math.floor(statSync(factsFile()).mtimeMs / 1_000) * 1_000);

export type Answer<Body> = { readonly status: number; readonly body: Body; readonly headers: Headers };
export type Call = <Body>(method: string, path: string, options?: CallOptions) => Promise<Answer<Body>>;
type CallOptions = {
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Asks the gateway; answers whatever comes back, JSON read. */
export const callerOf =
  (stack: StackFacts, token?: string): Call =>
  async <Body>(
    method: string,
    path: string,
    { body, rawBody, headers }: CallOptions = {},
  ): Promise<Answer<Body>> => {
    const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${stack.gateway.url}${path}`, {
      method,
      ...(sent === undefined ? {} : { body: sent }),
      headers: {
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? null : JSON.parse(text)) as Body,
    };
  };

/** Signs in as the demo user of a role; a gateway that says it cannot for the moment is asked again. */
export const signInAs = async (
  stack: StackFacts,
  role: 'admin' | 'dispatcher' | 'viewer',
): Promise<string> => {
  const user = stack.users.find((one) => one.role === role);
  if (user === undefined) throw new Error(`the stack has no ${role}`);
  const credentials = { email: user.email, password: user.password };
  const { status, body } = await until(
    () => callerOf(stack)<{ accessToken: string }>('POST', '/api/v1/auth/login', { body: credentials }),
    (answer) => answer.status !== 503,
  );
  if (status !== 200) throw new Error(`sign-in as ${role} answered ${status}`);
  return body.accessToken;
};

/** Asks again until the answer satisfies, at most `timeoutMs`. @throws with the last answer when it never does. */
export const until = async <Result>(
  ask: () => Promise<Result>,
  satisfied: (result: Result) => boolean,
  timeoutMs = 20_000,
): Promise<Result> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const result = await ask();
    if (satisfied(result)) return result;
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms; last: ${JSON.stringify(result)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
