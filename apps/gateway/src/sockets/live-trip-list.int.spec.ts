import { topics } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { eventually } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { FindChangedTrips } from '../read-models/find-trips/find-changed-trips.js';
import { registryProjection } from '../read-models/registry/registry.js';
import { messageOf, openReadModels, type ReadModels } from '../testing/read-models.js';
import { LiveTripList, type TripWatcher } from './live-trip-list.js';
import { SocketMetrics } from './socket-metrics.js';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

let models: ReadModels;
const lists: LiveTripList[] = [];
beforeAll(async () => {
  models = await openReadModels();
});
afterAll(() => models.close());
beforeEach(() => models.clear());
afterEach(() => {
  for (const list of lists.splice(0)) list.onModuleDestroy();
});

/** A process of the gateway, with those who are connected to it. */
const startProcess = () => {
  const list = new LiveTripList(
    new FindChangedTrips(models.database),
    new SocketMetrics(new Registry()),
    silent,
  );
  lists.push(list);
  const members = new Set<TripWatcher>();
  list.serve({
    hasMembers: () => members.size > 0,
    changed: (...told) => members.forEach((member) => member.changed(...told)),
    outdated: (...told) => members.forEach((member) => member.outdated(...told)),
  });
  return { list, members };
};
type Process = ReturnType<typeof startProcess>;

/** A client: what it knows by what it is told, and where it goes on when it comes back. */
const newClient = () => {
  const known = new Map<string, number>();
  const hints: (readonly string[] | null)[] = [];
  let position: string | null = null;
  let process: Process | undefined;
  const watcher: TripWatcher = {
    isConnected: () => process !== undefined,
    join: () => process?.members.add(watcher),
    changed: (trips, at) => {
      for (const { id, version } of trips) known.set(id, Math.max(version, known.get(id) ?? 0));
      position = at;
    },
    outdated: (ids, at) => {
      hints.push(ids);
      position = at;
    },
  };
  return {
    known,
    hints,
    connect: (to: Process, since = position) => {
      process = to;
      return to.list.join(watcher, since === null ? null : BigInt(since));
    },
    disconnect: () => {
      process?.members.delete(watcher);
      process = undefined;
    },
  };
};

const aTime = '2026-01-01T00:00:00.000Z';

const idOf = (nth: number): string => `00000001-0000-7000-8000-${String(nth).padStart(12, '0')}`;

/** These trips at a version, as the projection writes them: in one transaction. */
const write = (version: number, from: number, to = from, database = models.database) =>
  database.query(sql`
    insert into trips (id, state)
    select (${'00000001-0000-7000-8000-'} || lpad(nth::text, 12, '0'))::uuid, jsonb_build_object(
      'id', ${'00000001-0000-7000-8000-'} || lpad(nth::text, 12, '0'), 'version', ${version}::int, 'vpcId', 'V' || nth,
      'status', 'scheduled', 'stage', 'planned', 'clientId', null, 'truckId', null, 'driverId', null,
      'pickupId', ${idOf(1)}::text, 'deliveryId', ${idOf(2)}::text, 'stops', '[]'::jsonb, 'containers', '[]'::jsonb,
      'scheduledDeparture', '2026-01-01T00:00:00.000Z', 'actualDeparture', null, 'arrivalTime', null,
      'offloadTime', null, 'completedAt', null, 'hold', null, 'delay', null, 'originTripId', null, 'backdated', false,
      'createdAt', '2026-01-01T00:00:00.000Z', 'updatedAt', '2026-01-01T00:00:00.000Z')
    from generate_series(${from}::int, ${to}::int) as nth
    on conflict (id) do update set state = excluded.state, changed_in = excluded.changed_in`);

/** Whoever joins now hears of none of it: no transaction of anybody is open that began before what is written. */
const longAgo = () =>
  eventually(async () => {
    const [row] = await models.database.query<{ isOver: boolean }>(sql`
      select pg_snapshot_xmin(pg_current_snapshot()) > max(changed_in) as "isOver" from trips`);
    expect(row?.isOver).toBe(true);
  });

describe('lists of trips', () => {
  it('are told every change, whichever process they are connected to', async () => {
    const [one, other] = [startProcess(), startProcess()];
    const clients = [newClient(), newClient(), newClient()];
    await Promise.all(clients.map((client, index) => client.connect(index === 0 ? one : other)));
    await write(1, 1);
    await write(2, 1);
    await write(1, 2);
    other.list.announce();
    for (const { known, hints } of clients) {
      await eventually(() => expect(Object.fromEntries(known)).toEqual({ [idOf(1)]: 2, [idOf(2)]: 1 }));
      // The first time all that is shown may be out of date.
      expect(hints).toEqual([null]);
    }
  });

  it('that come back are told what they missed and nothing else, also by another process', async () => {
    const [one, other] = [startProcess(), startProcess()];
    const client = newClient();
    await write(1, 1, 10);
    await longAgo();
    await client.connect(one);
    await write(2, 1);
    await eventually(() => expect(client.known.get(idOf(1))).toBe(2));
    client.disconnect();
    client.known.clear();
    await write(2, 2);
    await client.connect(other);
    expect(client.known.get(idOf(2))).toBe(2);
    expect([...client.known.keys()].filter((id) => id !== idOf(1) && id !== idOf(2))).toEqual([]);
    expect(client.hints).toEqual([null]);
  });

  it('miss nothing that is committed late', async () => {
    const client = newClient();
    await write(1, 1, 2);
    await client.connect(startProcess());
    let commit = () => {};
    const committed = new Promise<void>((resolve) => (commit = resolve));
    const late = models.database.transaction(async (tx) => {
      await tx.query(sql`
        update trips set state = state || '{"version": 2}', changed_in = pg_current_xact_id() where id = ${idOf(1)}`);
      await committed;
    });
    await write(2, 2);
    await eventually(() => expect(client.known.get(idOf(2))).toBe(2));
    expect(client.known.get(idOf(1)) ?? 1).toBe(1);
    commit();
    await late;
    await eventually(() => expect(client.known.get(idOf(1))).toBe(2));
  });

  it('miss nothing, however often they come and go while trips change', async () => {
    const processes = [startProcess(), startProcess()];
    const clients = Array.from({ length: 10 }, newClient);
    await write(1, 1, 5);
    const rounds = 60;
    const visits = async (client: ReturnType<typeof newClient>, index: number): Promise<void> => {
      for (let round = 0; round < 12; round++) {
        const process = processes[(index + round) % 2];
        if (process !== undefined) await client.connect(process, round === 0 ? '0' : undefined);
        if (round < 11) client.disconnect();
      }
    };
    const changes = async (): Promise<void> => {
      for (let round = 1; round <= rounds; round++) {
        await write(1 + round, 1 + (round % 5));
        for (const { list } of processes) list.announce();
      }
    };
    await Promise.all([changes(), ...clients.map(visits)]);
    const final = { [idOf(1)]: 61, [idOf(2)]: 57, [idOf(3)]: 58, [idOf(4)]: 59, [idOf(5)]: 60 };
    for (const { known } of clients) {
      await eventually(() => expect(Object.fromEntries(known)).toEqual(final));
    }
  });

  it('are told that a trip waits for a message that could not be read', async () => {
    const client = newClient();
    await write(1, 1);
    await client.connect(startProcess());
    await models.database.query(sql`update trips set stale = true, changed_in = pg_current_xact_id()`);
    await eventually(() => expect(client.known.get(idOf(1))).toBe(1));
  });

  it.each([
    [25, []],
    [26, [Array.from({ length: 26 }, (_, index) => idOf(index + 1))]],
    [201, [null]],
  ])('are told of %d changes at once by %j', async (count, hints) => {
    const client = newClient();
    await client.connect(startProcess());
    await write(1, 1, count);
    const told = hints.length === 0 ? count : 0;
    await eventually(() =>
      expect([client.known.size, client.hints.length]).toEqual([told, 1 + hints.length]),
    );
    expect(client.hints.slice(1).map((ids) => ids?.toSorted() ?? null)).toEqual(hints);
  });

  it('are told of trips that are not over when what they name is called otherwise', async () => {
    const truckId = idOf(900);
    const rename = (version: number, number: string) =>
      models.project(registryProjection, [
        messageOf(
          topics.registryState,
          'watchtower.registry.truck.v1',
          topics.registryState.messages['watchtower.registry.truck.v1'].parse({
            ...{ id: truckId, number, plate: number, createdAt: aTime, updatedAt: aTime },
          }),
          { key: `truck:${truckId}`, version },
        ),
      ]);
    await rename(1, 'T1');
    await write(1, 1, 3);
    await models.database.query(sql`
      update trips set state = state || jsonb_build_object('truckId', ${truckId}::text,
        'status', case id when ${idOf(2)} then 'completed' else 'scheduled' end)
      where id <> ${idOf(3)}`);
    await longAgo();
    const process = startProcess();
    const told: string[] = [];
    await newClient().connect(process);
    process.members.add({
      isConnected: () => true,
      join: () => undefined,
      outdated: () => undefined,
      changed: (trips) => told.push(...trips.map(({ truck, vpcId }) => `${vpcId} ${truck?.number}`)),
    });
    await rename(2, 'T1');
    await rename(3, 'T2');
    await eventually(() => expect(told).toEqual(['V1 T2']), { timeoutMs: 5_000 });
  });

  it('that name a position which no database has reached are to ask again', async () => {
    const client = newClient();
    await client.connect(startProcess(), '900000000000000000');
    expect(client.hints).toEqual([null]);
  });
});
