import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Page, TripDetails, TripHistoryEntry, TripSummary } from '@watch-tower/contracts';
import { callerOf, runningStack, signInAs, until, type Call } from './running-stack.js';

/** What is asked of one trip at once, on connections of their own, through the real gateway and the real trip. */
const stack = runningStack();
const unique = randomUUID().slice(0, 8).toUpperCase();
let call: Call;
let token: string;
let stops: readonly { kind: string; locationId: string }[];

type Answer<Body> = { readonly status: number; readonly body: Body; readonly port: number };
type Sent = { readonly body: unknown; readonly headers: Readonly<Record<string, string>> };

/** Sends each on a connection that is already open, so that all are under way at once. */
const atOnce = async <Body>(method: string, path: string, sent: readonly Sent[]): Promise<Answer<Body>[]> => {
  const agents = sent.map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  const send = (agent: Agent, how: string, where: string, { body, headers }: Partial<Sent>) =>
    new Promise<Answer<Body>>((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const asked = request(`${stack.gateway.url}${where}`, {
        agent,
        method: how,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      });
      asked.once('error', reject).once('response', (response) => {
        const port = response.socket.localPort ?? 0;
        let answer = '';
        response.setEncoding('utf8').on('data', (part: string) => (answer += part));
        response.once('error', reject).once('end', () => {
          resolve({ status: response.statusCode ?? 0, port, body: JSON.parse(answer) as Body });
        });
      });
      asked.end(text);
    });
  try {
    await Promise.all(agents.map((agent) => send(agent, 'GET', '/api/v1/auth/me', {})));
    return await Promise.all(sent.map((one, nth) => send(agents[nth] ?? new Agent(), method, path, one)));
  } finally {
    for (const agent of agents) agent.destroy();
  }
};

/** Sent again with its key a command is carried out once: so one that is answered 202 at first comes to its 201. */
const created = async <Body extends { id: string }>(path: string, body: unknown): Promise<Body> => {
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await until(
    () => call<Body>('POST', path, { body, headers }),
    ({ status }) => status !== 202,
  );
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};

const planOf = (vpcId: string) => ({
  vpcId,
  stops,
  scheduledDeparture: new Date(Date.now() + 86_400_000).toISOString(),
});

beforeAll(async () => {
  token = await signInAs(stack, 'dispatcher');
  call = callerOf(stack, await signInAs(stack, 'admin'));
  const place = (name: string, latitude: number) =>
    created('/api/v1/locations', {
      name: `${name} ${unique}`,
      type: 'terminal',
      fence: { shape: 'circle', latitude, longitude: 3.36, radiusM: 200 },
    });
  const [pickup, delivery] = [await place('Here', 6.44), await place('There', 6.6)];
  stops = [
    { kind: 'pickup', locationId: pickup.id },
    { kind: 'delivery', locationId: delivery.id },
  ];
});

it.each([1, 2, 3])(
  'a command that is sent five times at once with one key makes one trip and has five equal answers (round %d)',
  async (round) => {
    const body = planOf(`SAME-${unique}-${round}`);
    const headers = { 'idempotency-key': randomUUID() };
    const send = () => atOnce<TripDetails>('POST', '/api/v1/trips', Array<Sent>(5).fill({ body, headers }));
    // A busy machine may answer 202; asked again under the key, the answer is the one of the first time.
    const answers = await until(send, (all) => all.every(({ status }) => status !== 202));
    expect(new Set(answers.map(({ port }) => port)).size).toBe(5);
    const [first] = answers;
    expect(first).toMatchObject({ status: 201, body: { version: 1, vpcId: body.vpcId } });
    for (const { status, body: answer } of answers) expect([status, answer]).toEqual([201, first?.body]);

    const found = await call<Page<TripSummary>>('GET', `/api/v1/trips?text=${body.vpcId}`);
    expect(found.body.items.map(({ id }) => id)).toEqual([first?.body.id]);
    const history = await call<Page<TripHistoryEntry>>('GET', `/api/v1/trips/${first?.body.id}/history`);
    expect(history.body.items.map(({ type }) => type)).toEqual(['watchtower.trip.created.v1']);
  },
);

it.each([1, 2, 3])(
  'of two different updates of one version at once, one is carried out and one is refused as stale (round %d)',
  async (round) => {
    const trip = await created<TripDetails>('/api/v1/trips', planOf(`STALE-${unique}-${round}`));
    const headers = { 'if-match': `"${trip.version}"` };
    const sent = [11, 22].map((weightTons) => ({
      body: { weightTons },
      headers: { ...headers, 'idempotency-key': randomUUID() },
    }));
    const send = () => atOnce<TripDetails & { code: string }>('PUT', `/api/v1/trips/${trip.id}`, sent);
    const answers = await until(send, (all) => all.every(({ status }) => status !== 202));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const done = answers.find(({ status }) => status === 200);
    const stale = answers.find(({ status }) => status === 412);
    expect(stale?.body.code).toBe('stale_version');

    const now = await call<TripDetails>('GET', `/api/v1/trips/${trip.id}`);
    expect(now.body).toMatchObject({ version: 2, weightTons: done?.body.weightTons });
  },
);
