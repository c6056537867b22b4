import { randomUUID } from 'node:crypto';
import {
  topics,
  toHeaders,
  type CommandOutcome,
  type DataOf,
  type Topics,
  type TypeOn,
} from '@watch-tower/contracts';
import { sql, type Database } from '@watch-tower/database';
import { EventStore, Outbox } from '@watch-tower/event-store';
import { read, type Incoming } from '@watch-tower/messaging';
import { aPlan, createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import { migrations } from '../../database/migrations/index.js';
import { RegistryCopy } from '../../registry/registry-copy.js';
import { TripStreams } from '../trip-streams.js';
import { CommandDecider } from './command-decider.js';

type Commands = Topics['tripCommands'];

const actor = { id: 'user-1', role: 'dispatcher' };
const hourMs = 3_600_000;
const at = (hours: number): string =>
  new Date(Math.floor(Date.now() / 1_000) * 1_000 + hours * hourMs).toISOString();

let test: TestDatabase;
let database: Database;
let decider: CommandDecider;
let truckId: string;
let pickupId: string;
let deliveryId: string;

const know = async (kind: string, id: string): Promise<string> => {
  await database.query(
    sql`INSERT INTO registry_copy (id, kind, operational, on_map) VALUES (${id}, ${kind}, true, ${kind === 'location'})`,
  );
  return id;
};

const command = <K extends TypeOn<Commands>>(
  type: K,
  tripId: string,
  data: Omit<DataOf<Commands, K>, 'actor'>,
  id: string = randomUUID(),
): Incoming<Commands> => {
  const message = read(topics.tripCommands, {
    topic: topics.tripCommands.name,
    partition: 0,
    offset: 0n,
    key: tripId,
    headers: toHeaders({
      specversion: '1.0',
      id,
      type,
      source: 'test',
      time: new Date().toISOString(),
      subject: tripId,
      correlationId: 'test',
    }),
    value: Buffer.from(JSON.stringify({ actor, ...data })),
    acceptedAt: new Date(),
  });
  if (!message.readable) throw new Error(message.reason);
  return message;
};

const create = (tripId: string, options: { vpcId?: string; locationId?: string; id?: string } = {}) =>
  command(
    'watchtower.trip.create.v1',
    tripId,
    {
      plan: {
        ...aPlan(
          [
            ['pickup', pickupId],
            ['delivery', options.locationId ?? deliveryId],
          ],
          at(1),
          { vpcId: options.vpcId ?? randomUUID() },
        ),
        truckId,
        driverId: null,
      },
    },
    options.id,
  );

type Published = { topic: string; id: string; version: string | null; type: string; value: string };

const published = (key: string): Promise<Published[]> =>
  database.query<Published>(sql`
    SELECT topic, headers->>'ce_id' AS id, headers->>'ce_version' AS version, headers->>'ce_type' AS type, value
    FROM outbox WHERE key = ${key} ORDER BY transaction_id, position`);

const outcomesOf = async (message: Incoming<Commands>): Promise<CommandOutcome[]> =>
  (await published(message.id)).map(({ value }) => JSON.parse(value) as CommandOutcome);

beforeAll(async () => {
  test = await createTestDatabase();
  database = await test.open('trip', { migrations: [...migrations] });
  const relay = { wake: () => undefined };
  const outbox = new Outbox(database, relay);
  await outbox.maintain({ keptDays: 7 });
  const streams = new TripStreams(new EventStore(database, relay));
  decider = new CommandDecider(streams, new RegistryCopy(database), database, outbox);
  pickupId = await know('location', randomUUID());
  deliveryId = await know('location', randomUUID());
});
beforeEach(async () => {
  truckId = await know('truck', randomUUID());
});
afterAll(() => test.close());

describe('a command', () => {
  it('leaves its events with contiguous versions and one outcome', async () => {
    const tripId = randomUUID();
    const message = create(tripId);
    await decider.decide(message);
    expect((await published(tripId)).map(({ type, version }) => [type, version])).toEqual([
      ['watchtower.trip.created.v1', '1'],
      ['watchtower.trip.truck-assigned.v1', '2'],
    ]);
    expect(await outcomesOf(message)).toEqual([
      { result: 'succeeded', commandId: message.id, subject: { kind: 'trip', id: tripId }, version: 2 },
    ]);
  });

  it('is decided once, however often and at once it comes, and every time answered by the same message', async () => {
    const tripId = randomUUID();
    const message = create(tripId);
    await Promise.all(Array.from({ length: 5 }, () => decider.decide(message)));
    expect(await published(tripId)).toHaveLength(2);
    const answers = await published(message.id);
    expect(answers).toHaveLength(5);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  });

  it('is refused under an id that was used with another body', async () => {
    const tripId = randomUUID();
    const first = create(tripId);
    await decider.decide(first);
    await decider.decide(create(tripId, { id: first.id }));
    expect(await published(tripId)).toHaveLength(2);
    expect((await outcomesOf(first)).at(-1)).toMatchObject({
      result: 'refused',
      refusal: { code: 'key_reused' },
    });
  });

  it('that fails by a fault of ours is answered as failed, and the fault goes on to the runner', async () => {
    const tripId = randomUUID();
    const started = { at: at(0), recordedAt: at(0), evidence: {} };
    await database.query(
      sql`INSERT INTO events (stream_id, version, type, data) VALUES (${tripId}, 1, 'TripStarted', ${JSON.stringify(started)})`,
    );
    const impossible = command('watchtower.trip.complete.v1', tripId, { at: at(0) });
    await expect(decider.decide(impossible)).rejects.toThrow('before TripCreated');
    expect(await outcomesOf(impossible)).toMatchObject([{ result: 'failed' }]);
  });

  it('is refused as stale when the trip went on', async () => {
    const tripId = randomUUID();
    await decider.decide(create(tripId));
    const stale = command('watchtower.trip.change-plan.v1', tripId, {
      expectedVersion: 1,
      change: { cargoType: 'reefer' },
    });
    await decider.decide(stale);
    expect(await outcomesOf(stale)).toMatchObject([
      { result: 'refused', refusal: { code: 'stale_version' } },
    ]);
    expect(await published(tripId)).toHaveLength(2);
  });

  it('that asks for what is so already succeeds at the present version', async () => {
    const tripId = randomUUID();
    await decider.decide(create(tripId));
    const silent = command('watchtower.trip.assign.v1', tripId, { truckId });
    await decider.decide(silent);
    expect(await outcomesOf(silent)).toMatchObject([{ result: 'succeeded', version: 2 }]);
  });

  it('for a trip that nobody created is refused', async () => {
    const start = command('watchtower.trip.start.v1', randomUUID(), { at: at(0) });
    await decider.decide(start);
    expect(await outcomesOf(start)).toMatchObject([
      { result: 'refused', refusal: { code: 'trip_not_found' } },
    ]);
  });
});

describe('what is exclusive across trips', () => {
  it('a business id belongs to one trip, also when two ask at once', async () => {
    const vpcId = randomUUID();
    const rivals = [create(randomUUID(), { vpcId }), create(randomUUID(), { vpcId })];
    await Promise.all(rivals.map((rival) => decider.decide(rival)));
    const results = (await Promise.all(rivals.map(outcomesOf))).flat().map(({ result }) => result);
    expect(results.sort()).toEqual(['refused', 'succeeded']);
  });

  it('a truck is under way on one trip, and free for the next after its end', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await decider.decide(create(first));
    await decider.decide(create(second));
    await decider.decide(command('watchtower.trip.start.v1', first, { at: at(0) }));
    const tooEarly = command('watchtower.trip.start.v1', second, { at: at(0) });
    await decider.decide(tooEarly);
    expect(await outcomesOf(tooEarly)).toMatchObject([
      { result: 'refused', refusal: { code: 'truck_under_way' } },
    ]);

    await decider.decide(command('watchtower.trip.cancel.v1', first, { at: at(0), reason: 'breakdown' }));
    const afterwards = command('watchtower.trip.start.v1', second, { at: at(0) });
    await decider.decide(afterwards);
    expect(await outcomesOf(afterwards)).toMatchObject([{ result: 'succeeded' }]);
  });
});

describe('an entity that the copy does not know', () => {
  it('is waited for while its registration is on its way', async () => {
    const message = create(randomUUID(), { locationId: randomUUID() });
    const stops = message.type === 'watchtower.trip.create.v1' ? message.data.plan.stops : [];
    const deciding = decider.decide(message);
    await know('location', stops[1]?.locationId ?? '');
    await deciding;
    expect(await outcomesOf(message)).toMatchObject([{ result: 'succeeded' }]);
  });

  it('is refused when it does not come', async () => {
    const message = create(randomUUID(), { locationId: randomUUID() });
    await decider.decide(message);
    expect(await outcomesOf(message)).toMatchObject([
      { result: 'refused', refusal: { code: 'location_unknown', field: 'stops.1.locationId' } },
    ]);
  });
});

describe('master data as the registry tells of it', () => {
  it('is kept by its newest state: what is retired is refused for a new trip', async () => {
    const id = randomUUID();
    const instant = at(-1);
    const state = (retiredAt: string | null) =>
      ({
        type: 'watchtower.registry.location.v1',
        data: {
          ...{ id, createdAt: instant, updatedAt: instant, retiredAt, name: 'Yard', type: 'depot' },
          ...{ address: null, city: null, state: null, loconavGeofenceId: null },
          fence: { shape: 'circle', latitude: 6.4, longitude: 3.3, radiusM: 100 },
        },
      }) as Parameters<RegistryCopy['keep']>[1][number];
    const copy = new RegistryCopy(database);
    const answerTo = async (retiredAt: string | null) => {
      await database.transaction(async (tx) => copy.keep(tx, [state(retiredAt)]));
      const message = create(randomUUID(), { locationId: id });
      await decider.decide(message);
      return (await outcomesOf(message))[0];
    };
    expect(await answerTo(instant)).toMatchObject({
      refusal: { kind: 'conflict', code: 'location_retired', field: 'stops.1.locationId' },
    });
    expect(await answerTo(null)).toMatchObject({ result: 'succeeded' });
  });
});
