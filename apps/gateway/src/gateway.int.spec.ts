import { randomUUID } from 'node:crypto';
import {
  operation,
  topics,
  tripDetails,
  type Tokens,
  type TripDetails,
  type TripServerEvents,
  type TruckLocation,
} from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { io, type Socket } from 'socket.io-client';
import { AccessTokens } from './sign-in/access-tokens.js';
import { openOwners } from './testing/owners.js';
import { runGateway, type Answered, type RequestOptions, type RunningGateway } from './testing/running-gateway.js';

let gateway: RunningGateway;
let owners: ReturnType<typeof openOwners>;

const unique = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;
const someone = { kind: 'person', actorId: 'someone', role: 'dispatcher' } as const;
const nowText = (): string => new Date().toISOString();

const plan = (vpcId = unique('trip')) => ({
  vpcId,
  stops: [
    { kind: 'pickup', locationId: newId() },
    { kind: 'delivery', locationId: newId() },
  ],
  scheduledDeparture: '2026-05-01T08:00:00.000Z',
});

const created = (tripId: string, vpcId = unique('trip')) =>
  owners.tripEvent(tripId, 1, {
    type: 'watchtower.trip.created.v1',
    data: {
      tripId,
      recordedAt: nowText(),
      evidence: someone,
      backdated: false,
      plan: {
        ...plan(vpcId),
        clientId: null,
        stops: [
          { kind: 'pickup', locationId: newId(), plannedArrivalAt: null, plannedDepartureAt: null },
          { kind: 'delivery', locationId: newId(), plannedArrivalAt: null, plannedDepartureAt: null },
        ],
        containers: [{ number: 'TCNU3877560', lengthFeet: 20 }],
        cargoType: null,
        weightTons: null,
      },
    },
  });

const truckAssigned = (tripId: string, version: number, truckId: string) =>
  owners.tripEvent(tripId, version, {
    type: 'watchtower.trip.truck-assigned.v1',
    data: { tripId, recordedAt: nowText(), evidence: someone, truckId },
  });

/** A trip in the read model, as if trip had made it. */
const tripKnown = async (tripId = newId()): Promise<string> => {
  await owners.publish(created(tripId));
  await eventually(async () => {
    const answer = await gateway.request('GET', `/api/v1/trips/${tripId}`, { token: gateway.tokens.viewer });
    expect(answer.status).toBe(200);
  }, { timeoutMs: 20_000 });
  return tripId;
};

beforeAll(async () => {
  gateway = await runGateway({
    WEBHOOK_REQUESTS_PER_SECOND_MAX: '100',
    WEBHOOK_BODY_BYTES_MAX: '100000',
    SIGN_IN_ATTEMPTS_PER_EMAIL_MAX: '5',
    SIGN_IN_ATTEMPTS_PER_ADDRESS_MAX: '100000',
    SOCKETS_PER_USER_MAX: '3',
  });
  owners = openOwners(gateway.database);
}, 60_000);

afterAll(async () => {
  await owners.close();
  expect(await gateway.stop()).toBe(0);
}, 30_000);

describe('a request that must be refused', () => {
  const unknown = '0197b1a0-0000-7000-8000-000000000001';
  const as = (role: 'admin' | 'dispatcher' | 'viewer', options: RequestOptions = {}) => ({
    ...options,
    token: gateway.tokens[role],
  });

  it.each<[string, string, string, () => RequestOptions, number, string]>([
    ['without a token', 'GET', '/api/v1/trips', () => ({}), 401, 'unauthenticated'],
    ['with a token of nobody', 'GET', '/api/v1/trips', () => ({ token: 'x.y.z' }), 401, 'unauthenticated'],
    ['by a viewer who commands', 'POST', '/api/v1/trips', () => as('viewer', { body: plan() }), 403, 'forbidden'],
    ['by a dispatcher who registers', 'POST', '/api/v1/trucks', () => as('dispatcher', { body: {} }), 403, 'forbidden'],
    ['with malformed JSON', 'POST', '/api/v1/trips', () => as('admin', { body: '{' }), 400, 'malformed_request'],
    ['with nothing in it', 'POST', '/api/v1/trips', () => as('admin', { body: {} }), 400, 'validation_failed'],
    ['with NUL in a text', 'POST', '/api/v1/trips', () => as('admin', { body: plan('a\0b') }), 400, 'validation_failed'],
    ['with a body too large', 'POST', '/api/v1/trips', () => as('admin', { body: { x: 'x'.repeat(1_100_000) } }), 413, 'body_too_large'],
    ['with a body of another type', 'POST', '/api/v1/trips', () => as('admin', { body: 'x', headers: { 'content-type': 'text/csv' } }), 415, 'unsupported_media_type'],
    ['for a trip nobody knows', 'GET', `/api/v1/trips/${unknown}`, () => as('viewer'), 404, 'trip_not_found'],
    ['for a truck nobody knows', 'GET', `/api/v1/trucks/${unknown}`, () => as('viewer'), 404, 'truck_not_found'],
    ['for the place of a truck nobody knows', 'GET', `/api/v1/trucks/${unknown}/location`, () => as('viewer'), 404, 'truck_not_found'],
    ['for an operation nobody knows', 'GET', `/api/v1/operations/${unknown}`, () => as('viewer'), 404, 'operation_not_found'],
    ['for an id that is none', 'GET', '/api/v1/trips/7', () => as('viewer'), 400, 'validation_failed'],
    ['for more than a page holds', 'GET', '/api/v1/trips?limit=1000', () => as('viewer'), 400, 'validation_failed'],
    ['with a cursor of its own making', 'GET', '/api/v1/trips?cursor=abc', () => as('viewer'), 400, 'invalid_cursor'],
    ['with a malformed If-Match', 'PUT', `/api/v1/trips/${unknown}`, () => as('admin', { body: { cargoType: 'x' }, headers: { 'if-match': '3' } }), 400, 'invalid_header'],
    ['with a malformed Idempotency-Key', 'POST', '/api/v1/trips', () => as('admin', { body: plan(), headers: { 'idempotency-key': 'a b' } }), 400, 'invalid_header'],
    ['for two changes at once', 'PUT', `/api/v1/trips/${unknown}`, () => as('admin', { body: { cargoType: 'x', truckId: null } }), 400, 'one_change_at_a_time'],
    ['for an update of nothing', 'PUT', `/api/v1/trips/${unknown}`, () => as('admin', { body: {} }), 400, 'validation_failed'],
    ['for a path nobody serves', 'GET', '/api/v1/nothing', () => as('viewer'), 404, 'route_not_found'],
    ['by a method nobody serves', 'PATCH', '/api/v1/trips', () => as('viewer'), 404, 'route_not_found'],
    ['for metrics through a proxy', 'GET', '/metrics', () => ({ headers: { 'x-forwarded-for': '1.2.3.4' } }), 404, ''],
  ])('%s: %s %s', async (_what, method, path, options, status, code) => {
    const answer = await gateway.request(method, path, options());
    expect({ status: answer.status, code: answer.body['code'] ?? '' }).toEqual({ status, code });
    if (code === '') return;
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, correlationId: answer.headers.get('x-correlation-id') });
  });

  it('names each field at fault and what is allowed', async () => {
    const answer = await gateway.request('POST', '/api/v1/trips', {
      token: gateway.tokens.dispatcher,
      body: { ...plan(), stops: [{ kind: 'picnic', locationId: 'x' }] },
    });
    expect(answer.body['errors']).toEqual(
      expect.arrayContaining([
        { field: 'stops.0.kind', message: expect.stringContaining('"pickup"') as string },
        { field: 'stops.0.locationId', message: expect.any(String) as string },
      ]),
    );
  });
});

describe('a location webhook', () => {
  const inboxOf = (part: string) =>
    gateway.database.query<{ key: string; id: string; value: string }>(sql`
      select key, headers->>'ce_id' as id, value from inbox
      where topic = ${topics.telemetryPositions.name} and position(${part} in value) > 0
      order by transaction_id, position`);

  it('is in the inbox when it is answered, each element a message with the text that came', async () => {
    const imei = String(Date.now());
    const first = `{"imei":"${imei}", "speed":0.0,"vehiclenumber":"kbx 123-a"}`;
    const answer = await gateway.webhook(`[${first},7,{"imei":"${imei}"}]`);
    expect(answer).toMatchObject({ status: 202, body: { accepted: 3 } });
    const rows = await inboxOf(imei);
    expect(rows.map(({ key }) => key)).toEqual(['KBX123A', imei]);
    expect(rows[0]?.value).toContain(`"report":${first}}`);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
  });

  it('is counted in whole batches, every request once, under concurrency', async () => {
    const marker = unique('many');
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, nth) => gateway.webhook(`{"imei":"${nth}","marker":"${marker}"}`)),
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    expect(await inboxOf(marker)).toHaveLength(40);
  });

  it.each<[string, () => Promise<Answered>, number, string]>([
    ['without the secret', () => gateway.webhook('[]', {}), 401, 'wrong_secret'],
    ['with a wrong secret', () => gateway.webhook('[]', { 'x-loconav-secret': 'wrong' }), 401, 'wrong_secret'],
    ['that is no JSON', () => gateway.webhook('{"imei":'), 400, 'malformed_json'],
    ['without a body', () => gateway.webhook(''), 400, 'malformed_json'],
    ['that is too large', () => gateway.webhook(`["${'x'.repeat(100_001)}"]`), 413, 'body_too_large'],
  ])('%s is refused', async (_what, send, status, code) => {
    const answer = await send();
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is told to wait when too many come', async () => {
    const answers = await Promise.all(Array.from({ length: 400 }, () => gateway.webhook('[]')));
    const refused = answers.filter(({ status }) => status !== 202);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, headers } of refused) {
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('a command', () => {
  const create = (body: unknown, headers: Record<string, string> = {}) =>
    gateway.request('POST', '/api/v1/trips', { token: gateway.tokens.dispatcher, body, headers });

  /** Carries the command out as trip would: event, then outcome. */
  const carryOut = async (vpcId: string): Promise<void> => {
    const { id, key } = await owners.commandWith(vpcId);
    await owners.publish(created(key, vpcId), owners.outcome(id, key, { result: 'succeeded', version: 1 }));
  };

  it('is answered with what it made, once that can be read', async () => {
    const body = plan();
    const [answer] = await Promise.all([create(body), carryOut(body.vpcId)]);
    expect(answer.status).toBe(201);
    const trip = tripDetails.parse(answer.body);
    expect(trip).toMatchObject({ vpcId: body.vpcId, version: 1, status: 'scheduled', stage: 'planned' });
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe(`/api/v1/trips/${trip.id}`);
    const list = await gateway.request('GET', `/api/v1/trips?text=${body.vpcId}`, { token: gateway.tokens.viewer });
    expect(list.body['items']).toHaveLength(1);
  });

  it('carries the correlation of its request, as a webhook does', async () => {
    const headers = { 'x-correlation-id': unique('correlation') };
    const body = plan();
    const [answer] = await Promise.all([create(body, headers), carryOut(body.vpcId)]);
    await gateway.webhook('[{}]', { ...headers, 'x-loconav-secret': gateway.webhookSecret });
    expect(answer.headers.get('x-correlation-id')).toBe(headers['x-correlation-id']);
    const rows = await gateway.database.query(
      sql`select from inbox where headers->>'ce_correlationid' = ${headers['x-correlation-id']}`,
    );
    expect(rows).toHaveLength(2);
  });

  it('keeps who asked and what came', async () => {
    const body = { ...plan(), unknownField: 1 };
    await Promise.all([create(body), carryOut(body.vpcId)]);
    const { value, received } = await owners.commandWith(body.vpcId);
    expect(JSON.parse(value)).toMatchObject({ actor: { role: 'dispatcher' }, plan: { vpcId: body.vpcId } });
    expect(JSON.parse(received)).toEqual(body);
  });

  it('is one command however often it is sent with one key, and has one answer', async () => {
    const body = plan();
    const key = { 'idempotency-key': unique('key') };
    const [first, second] = await Promise.all([create(body, key), create(body, key), carryOut(body.vpcId)]);
    const third = await create(body, key);
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(second.body['id']).toBe(first.body['id']);
    expect(third.body).toEqual(first.body);
    const rows = await gateway.database.query(
      sql`select from inbox where topic = ${topics.tripCommands.name} and position(${body.vpcId} in value) > 0`,
    );
    expect(rows).toHaveLength(1);
  });

  it('is refused when its key was used for another', async () => {
    const body = plan();
    const key = { 'idempotency-key': unique('key') };
    await Promise.all([create(body, key), carryOut(body.vpcId)]);
    const answer = await create(plan(), key);
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it('of another person with the same key is another command', async () => {
    const body = plan();
    const headers = { 'idempotency-key': unique('key') };
    await Promise.all([create(body, headers), carryOut(body.vpcId)]);
    const other = plan();
    const [answer] = await Promise.all([
      gateway.request('POST', '/api/v1/trips', { token: gateway.tokens.admin, body: other, headers }),
      carryOut(other.vpcId),
    ]);
    expect(answer.status).toBe(201);
  });

  it.each([
    ['stale', 412],
    ['conflict', 409],
    ['not_found', 404],
    ['invalid', 422],
  ] as const)('that its owner refuses as %s is answered %i with the reason', async (kind, status) => {
    const tripId = newId();
    const cargoType = unique('cargo');
    const asked = gateway.request('PUT', `/api/v1/trips/${tripId}`, {
      token: gateway.tokens.dispatcher,
      body: { cargoType },
      headers: { 'if-match': '"4"' },
    });
    const { id, key, value } = await owners.commandWith(cargoType);
    expect(key).toBe(tripId);
    expect(JSON.parse(value)).toMatchObject({ expectedVersion: 4, change: { cargoType } });
    const refusal = { kind, code: `some_${kind}`, message: 'The reason.' };
    await owners.publish(owners.outcome(id, tripId, { result: 'refused', refusal }));
    const answer = await asked;
    expect(answer).toMatchObject({ status, body: { code: `some_${kind}`, detail: 'The reason.' } });
    await eventually(async () => {
      const seen = await gateway.request('GET', `/api/v1/operations/${id}`, { token: gateway.tokens.viewer });
      expect(seen.body).toMatchObject({ status: 'refused', problem: { status, code: `some_${kind}` } });
    });
  });

  it('is answered 202 with its operation while its owner is away, and carried out when that is back', async () => {
    const body = plan();
    const key = { 'idempotency-key': unique('key') };
    const answer = await create(body, key);
    expect(answer.status).toBe(202);
    const accepted = operation.parse(answer.body);
    expect(answer.headers.get('location')).toBe(`/api/v1/operations/${accepted.id}`);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(['accepted', 'published']).toContain(accepted.status);
    const look = () => gateway.request('GET', `/api/v1/operations/${accepted.id}`, { token: gateway.tokens.viewer });
    await eventually(async () => expect((await look()).body['status']).toBe('published'));
    await carryOut(body.vpcId);
    await eventually(async () =>
      expect((await look()).body).toMatchObject({
        status: 'succeeded',
        resultUrl: `/api/v1/trips/${accepted.subject.id}`,
      }),
    );
    expect((await create(body, key)).status).toBe(201);
  });
});

describe('read models', () => {
  const get = (path: string) => gateway.request('GET', path, { token: gateway.tokens.viewer });

  it('show trucks with where they are, and their trip', async () => {
    const truckId = newId();
    const number = unique('T').toUpperCase();
    await owners.publish(owners.truck(truckId, 1, number), owners.position(truckId, 1, 6.45, 3.36));
    const truck = await eventually(async () => {
      const { body } = await get(`/api/v1/trucks/${truckId}`);
      expect(body).toMatchObject({ number, version: 1, position: { version: 1, motion: 'moving', latitude: 6.45 } });
      return body;
    });
    const found = await get(`/api/v1/trucks?text=${number.replace('-', ' ')}&motion=moving`);
    expect(found.body['items']).toEqual([{ ...truck, position: expect.objectContaining({ truckId }) as object }]);
    expect((await get(`/api/v1/trucks?text=${number}&motion=idling`)).body).toEqual({ items: [], nextCursor: null });
    expect((await get(`/api/v1/trucks/${truckId}/location`)).body).toMatchObject({ truckId, speedKmh: 40 });

    const tripId = await tripKnown();
    await owners.publish(
      truckAssigned(tripId, 2, truckId),
      owners.tripEvent(tripId, 3, {
        type: 'watchtower.trip.started.v1',
        data: { tripId, recordedAt: nowText(), evidence: someone, at: nowText() },
      }),
    );
    await eventually(async () => {
      expect((await get(`/api/v1/trucks/${truckId}/status`)).body).toMatchObject({
        motion: 'moving',
        currentTrip: { id: tripId, stage: 'in_transit' },
      });
    });
    expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({
      version: 3,
      truck: { id: truckId, number },
      timeline: [{ version: 1 }, { version: 2, detail: number }, { version: 3 }],
    });
  });

  it('never take an older state, and apply an event once', async () => {
    const truckId = newId();
    const tripId = newId();
    const assigned = truckAssigned(tripId, 2, truckId);
    await owners.publish(owners.truck(truckId, 2, 'NEW'), owners.truck(truckId, 1, 'OLD'));
    await owners.publish(created(tripId), assigned, assigned, created(tripId), truckAssigned(tripId, 3, truckId));
    await eventually(async () => {
      expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({
        version: 3,
        timeline: [{ version: 1 }, { version: 2 }, { version: 3 }],
      });
      expect((await get(`/api/v1/trucks/${truckId}`)).body).toMatchObject({ version: 2, number: 'NEW' });
    });
  });

  it('show a trip as stale while one of its events is missing, and whole when it comes', async () => {
    const tripId = await tripKnown();
    await owners.publish(truckAssigned(tripId, 3, newId()));
    await eventually(async () =>
      expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({ version: 1, stale: true }),
    );
    await owners.publish(truckAssigned(tripId, 2, newId()));
    await eventually(async () =>
      expect((await get(`/api/v1/trips/${tripId}`)).body).toMatchObject({ version: 3, stale: false }),
    );
  });

  it('page through trips, newest departure first, each once', async () => {
    const marker = unique('page');
    const ids = Array.from({ length: 5 }, () => newId());
    await owners.publish(...ids.map((id, nth) => created(id, `${marker}/${nth}`)));
    await eventually(async () => {
      expect((await get(`/api/v1/trips?text=${marker}`)).body['items']).toHaveLength(5);
    });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = (await get(`/api/v1/trips?text=${marker}&limit=2${query}`)).body as {
        items: { id: string }[];
        nextCursor: string | null;
      };
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...ids].sort().reverse());
  });
});

describe('sockets', () => {
  const open: Socket[] = [];
  const connect = (path: string, token: string): Socket => {
    const socket = io(`${gateway.url}${path}`, {
      auth: { token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    open.push(socket);
    return socket;
  };
  const next = <Value>(socket: Socket, event: string): Promise<Value> =>
    new Promise((resolve) => socket.once(event, (value: Value) => resolve(value)));
  const refusal = async (path: string, token: string): Promise<string> =>
    (await next<Error>(connect(path, token), 'connect_error')).message;
  const watch = (socket: Socket, area: unknown) =>
    socket.timeout(5_000).emitWithAck('watch', area) as Promise<{ ok: boolean; code?: string }>;

  afterEach(() => {
    for (const socket of open.splice(0)) socket.disconnect();
  });

  it('are for those who are signed in', async () => {
    expect(await refusal('/ws/trucks', 'x')).toBe('unauthenticated');
    expect(await refusal(`/ws/trips/${newId()}`, '')).toBe('unauthenticated');
    expect(await refusal(`/ws/trips/${newId()}`, gateway.tokens.viewer)).toBe('trip_not_found');
    expect(await refusal('/ws/nothing', gateway.tokens.viewer)).toBe('Invalid namespace');
  });

  it('are bounded for each person, and places are free again once they close', async () => {
    const token = gateway.tokens.admin;
    const sockets = [1, 2, 3].map(() => connect('/ws/trucks', token));
    await Promise.all(sockets.map((socket) => next(socket, 'connect')));
    expect(await refusal('/ws/trucks', token)).toBe('too_many_sockets');
    sockets[0]?.disconnect();
    await eventually(async () => {
      const socket = connect('/ws/trucks', token);
      await Promise.race([next(socket, 'connect'), next(socket, 'connect_error')]);
      expect(socket.connected).toBe(true);
    });
  });

  it('show the fleet, then every newer position and none older', async () => {
    const truckId = newId();
    await owners.publish(owners.truck(truckId, 1, unique('T')), owners.position(truckId, 5, 6.45, 3.36));
    await eventually(async () => {
      const socket = connect('/ws/trucks', gateway.tokens.viewer);
      const snapshot = next<TruckLocation[]>(socket, 'snapshot');
      expect(await watch(socket, null)).toEqual({ ok: true });
      const known = (await snapshot).find((truck) => truck.truckId === truckId);
      socket.disconnect();
      expect(known).toMatchObject({ version: 5, latitude: 6.45 });
    });
    const socket = connect('/ws/trucks', gateway.tokens.viewer);
    const versions: number[] = [];
    socket.on('positions', (trucks: TruckLocation[]) => {
      for (const truck of trucks) if (truck.truckId === truckId) versions.push(truck.version);
    });
    await watch(socket, null);
    await owners.publish(owners.position(truckId, 4, 0, 0), owners.position(truckId, 6, 6.46, 3.36));
    await eventually(() => expect(versions).toEqual([6]));
  });

  it('tell an area of trucks in it, and of one that leaves it', async () => {
    const [inside, outside] = [newId(), newId()];
    await owners.publish(
      owners.truck(inside, 1, unique('T')),
      owners.truck(outside, 1, unique('T')),
      owners.position(inside, 1, -40.05, -20.05),
      owners.position(outside, 1, -45.05, -20.05),
    );
    const area = { north: -40, south: -40.1, west: -20.1, east: -20 };
    const socket = connect('/ws/trucks', gateway.tokens.viewer);
    const seen: [string, number][] = [];
    socket.on('positions', (trucks: TruckLocation[]) => {
      for (const { truckId, version } of trucks) seen.push([truckId, version]);
    });
    await eventually(async () => {
      const snapshot = next<TruckLocation[]>(socket, 'snapshot');
      await watch(socket, area);
      expect((await snapshot).map(({ truckId }) => truckId)).toEqual([inside]);
    });
    seen.length = 0;
    await owners.publish(
      owners.position(outside, 2, -45.06, -20.05),
      owners.position(inside, 2, -42.05, -20.05),
      owners.position(inside, 3, -42.06, -20.05),
    );
    await eventually(() => expect(seen.at(-1)?.[0]).toBe(inside));
    expect(seen.every(([truckId]) => truckId === inside)).toBe(true);
    expect(await watch(socket, { north: 'x' })).toEqual({ ok: false, code: 'invalid_viewport' });
  });

  it('show a trip, each change once it can be read, and where its truck is', async () => {
    const truckId = newId();
    const tripId = await tripKnown();
    await owners.publish(owners.truck(truckId, 1, unique('T')), owners.position(truckId, 1, 6.45, 3.36));
    const socket = connect(`/ws/trips/${tripId}`, gateway.tokens.viewer);
    const snapshot = await next<TripDetails>(socket, 'snapshot');
    expect(tripDetails.parse(snapshot)).toMatchObject({ id: tripId, version: 1 });

    const changed = next<TripDetails>(socket, 'changed');
    const position = next<Parameters<TripServerEvents['position']>[0]>(socket, 'position');
    await owners.publish(truckAssigned(tripId, 2, truckId));
    expect(await changed).toMatchObject({ version: 2, truck: { id: truckId } });
    expect(await position).toMatchObject({ truckId });

    const moved = next<TruckLocation>(socket, 'position');
    await owners.publish(owners.position(truckId, 2, 6.46, 3.36));
    expect(await moved).toMatchObject({ version: 2 });
  });

  it('miss nothing of a trip that changes while they connect', async () => {
    const tripId = await tripKnown();
    const newest = new Map<Socket, number>();
    for (let version = 2; version <= 9; version++) {
      const socket = connect(`/ws/trips/${tripId}`, gateway.tokens[version % 2 === 0 ? 'viewer' : 'dispatcher']);
      for (const event of ['snapshot', 'changed']) {
        socket.on(event, (trip: TripDetails) => newest.set(socket, Math.max(trip.version, newest.get(socket) ?? 0)));
      }
      await owners.publish(truckAssigned(tripId, version, newId()));
      await eventually(() => expect(newest.get(socket)).toBe(version));
      if (version >= 4) open.shift()?.disconnect();
    }
  });

  it('are cut off when their token expires', async () => {
    const soon = new AccessTokens({ jwtSecret: gateway.jwtSecret, accessTokenSeconds: 1 });
    const token = await soon.issue({ id: newId(), role: 'viewer' });
    const socket = connect('/ws/trucks', token);
    await next(socket, 'connect');
    expect(await next(socket, 'disconnect')).toBe('io server disconnect');
    const answer = await gateway.request('GET', '/api/v1/trips', { token });
    expect(answer).toMatchObject({ status: 401, body: { code: 'token_expired' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('go on with a renewed token of the same person only', async () => {
    const socket = connect('/ws/trucks', gateway.tokens.viewer);
    await next(socket, 'connect');
    const refresh = (token: unknown) => socket.timeout(5_000).emitWithAck('refresh', token) as Promise<unknown>;
    expect(await refresh(gateway.tokens.viewer)).toEqual({ ok: true });
    expect(await refresh(gateway.tokens.admin)).toEqual({ ok: false, code: 'forbidden' });
    expect(await refresh('x')).toEqual({ ok: false, code: 'unauthenticated' });
  });
});

describe('signing in', () => {
  const login = (email: string, password: string) =>
    gateway.request('POST', '/api/v1/auth/login', { body: { email, password } });
  const refresh = (refreshToken: string) =>
    gateway.request('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
  const signedIn = async () => (await login('Admin@Example.com', gateway.password)).body as unknown as Tokens;

  it('gives tokens that say who one is', async () => {
    const { accessToken, expiresInSeconds } = await signedIn();
    expect(expiresInSeconds).toBe(900);
    const me = await gateway.request('GET', '/api/v1/auth/me', { token: accessToken });
    expect(me.body).toMatchObject({ email: 'admin@example.com', role: 'admin', name: 'The admin' });
  });

  it('says the same of a wrong password and of an unknown person', async () => {
    const wrong = await login('viewer@example.com', 'wrong');
    const unknown = await login('nobody@example.com', 'wrong');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    expect(unknown.body['detail']).toBe(wrong.body['detail']);
  }, 30_000);

  it('is limited', async () => {
    const email = `${unique('guess')}@example.com`;
    const answers: Answered[] = [];
    for (let attempt = 0; attempt < 6; attempt++) answers.push(await login(email, 'wrong'));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(800);
  }, 30_000);

  it('goes on by refresh tokens that are good for once; a second use ends the whole session', async () => {
    const first = await signedIn();
    const second = await refresh(first.refreshToken);
    expect(second.status).toBe(200);
    const { refreshToken } = second.body as unknown as Tokens;
    expect(await refresh(first.refreshToken)).toMatchObject({ status: 401, body: { code: 'refresh_token_reused' } });
    expect((await refresh(refreshToken)).status).toBe(401);
    expect(await refresh('x')).toMatchObject({ status: 401, body: { code: 'refresh_token_invalid' } });
  }, 30_000);

  it('fails closed and fast while Redis is frozen or away, and nothing else does', async () => {
    for (const fail of [gateway.redis.freeze, gateway.redis.cut]) {
      fail();
      const startedAt = performance.now();
      const answer = await login('admin@example.com', gateway.password);
      expect(performance.now() - startedAt).toBeLessThan(250);
      expect(answer).toMatchObject({ status: 503, body: { code: 'sign_in_unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('5');
      const trips = await gateway.request('GET', '/api/v1/trips', { token: gateway.tokens.viewer });
      expect(trips.status).toBe(200);
    }
    gateway.redis.mend();
    await eventually(async () => expect((await login('admin@example.com', gateway.password)).status).toBe(200));
  }, 30_000);
});

describe('while PostgreSQL does not answer', () => {
  afterEach(async () => {
    gateway.postgres.mend();
    await eventually(async () => expect((await gateway.webhook('[{}]')).status).toBe(202), { timeoutMs: 15_000 });
  }, 20_000);

  it.each(['cut', 'freeze'] as const)('nothing is accepted, and everybody is told so soon (%s)', async (fault) => {
    gateway.postgres[fault]();
    const startedAt = performance.now();
    const marker = unique('lost');
    const answer = await gateway.webhook(`{"imei":"1","marker":"${marker}"}`);
    expect(answer).toMatchObject({ status: 503, body: { code: 'inbox_unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    const command = await gateway.request('POST', '/api/v1/trips', { token: gateway.tokens.admin, body: plan() });
    expect(command.status).toBe(503);
    const ready = await gateway.request('GET', '/health/ready');
    expect(ready.status).toBe(503);
    expect((await gateway.request('GET', '/health/live')).status).toBe(200);
  }, 20_000);
});

describe('beside the API', () => {
  it('is described, and tells browsers to load nothing from elsewhere', async () => {
    const document = await gateway.request('GET', '/docs/openapi.json');
    expect(document.body).toMatchObject({ openapi: '3.1.0' });
    expect(document.headers.get('content-security-policy')).toContain("default-src 'self'");
    const page = await gateway.request('GET', '/docs');
    expect(page.status).toBe(200);
    expect(String(page.body['text'])).toContain('swagger');
    expect((await gateway.request('GET', '/docs/static/swagger-ui.css')).status).toBe(200);
    const metrics = await gateway.request('GET', '/metrics');
    expect(String(metrics.body['text'])).toContain('watchtower_inbox_commit_rows_count');
  });

  it('is the dashboard: its files for ever, its page for every path of its own', async () => {
    const page = await gateway.request('GET', '/trips/some-trip');
    expect(page).toMatchObject({ status: 200, body: { text: '<html>the dashboard</html>' } });
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await gateway.request('GET', '/assets/app-1a2b3c.js');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('content-type')).toContain('javascript');
    for (const path of ['/assets/gone.js', '/api/v1/nothing', '/..%2f..%2fetc/passwd%00', '/%E0%A4%A']) {
      const answer = await gateway.request('GET', path);
      expect(answer.body['text'] ?? '').not.toContain('root:');
      expect([400, 404, 200]).toContain(answer.status);
    }
    expect((await gateway.request('GET', '/assets/gone.js')).status).toBe(404);
  });
});

describe('without Kafka and without Redis', () => {
  it('comes up, answers what it knows, and keeps what comes in', async () => {
    // Port 9 is `discard`: nobody listens there.
    const lonely = await runGateway({ KAFKA_BROKERS: '127.0.0.1:9', REDIS_URL: 'redis://127.0.0.1:9' });
    try {
      expect((await lonely.request('GET', '/health/ready')).status).toBe(200);
      expect((await lonely.request('GET', '/api/v1/trips', { token: lonely.tokens.viewer })).status).toBe(200);
      expect((await lonely.webhook('[{}]')).status).toBe(202);
      const command = { token: lonely.tokens.admin, body: plan() };
      expect(await lonely.request('POST', '/api/v1/trips', command)).toMatchObject({
        status: 202,
        body: { status: 'accepted' },
      });
    } finally {
      expect(await lonely.stop()).toBe(0);
    }
  }, 60_000);
});
