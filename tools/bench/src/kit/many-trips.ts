import { Client } from 'pg';

const schema = 'bench_trips';
const kept = ['trips', 'trip_events'] as const;
const sliceSize = 20_000;

/** Ids of one kind are alike but for their number: trips 1, trucks 2, drivers 3, clients 4, places 5. */
export const idOf = (kind: number, nth: number): string =>
  `0000000${kind}-0000-7000-8000-${String(nth).padStart(12, '0')}`;
const uuid = (kind: number, nth: string): string =>
  `'0000000${kind}-0000-7000-8000-' || lpad((${nth})::text, 12, '0')`;

const evidence = `{"kind":"person","actorId":"${idOf(6, 1)}","role":"dispatcher"}`;

/** A thousand trips a day; the newest 3 in 1,000 are under way, a few of all are late or wait. */
const tripState = (trips: number): string => `
  jsonb_build_object(
    'id', ${uuid(1, 'nth')}, 'version', 5, 'originTripId', null, 'backdated', false,
    'vpcId', to_char(departure, 'DD/Mon/YYYY') || '-T' || lpad((nth * 7919 % 100000)::text, 5, '0') || 'LA-' || nth,
    'status', case when live then 'ongoing' else 'completed' end,
    'stage', case when not live then 'completed' when nth % 3 = 0 then 'at_delivery' else 'in_transit' end,
    'clientId', ${uuid(4, 'nth % 50')}, 'truckId', ${uuid(2, 'nth % 500')}, 'driverId', ${uuid(3, 'nth % 400')},
    'pickupId', pickup, 'deliveryId', delivery,
    'stops', jsonb_build_array(
      jsonb_build_object(
        'kind', 'pickup', 'locationId', pickup, 'plannedArrivalAt', null, 'plannedDepartureAt', left_at),
      jsonb_build_object(
        'kind', 'delivery', 'locationId', delivery, 'plannedArrivalAt', came_at, 'plannedDepartureAt', null)),
    'containers', jsonb_build_array(
      jsonb_build_object('number', 'TCNU' || lpad((nth * 31 % 10000000)::text, 7, '0'), 'lengthFeet', 40)),
    'cargoType', 'General cargo', 'weightTons', 20 + nth % 10, 'scheduledDeparture', left_at,
    'milestones', jsonb_build_array(
      jsonb_build_object('milestone', 'departure', 'stopIndex', 0, 'at', left_at, 'evidence', evidence),
      jsonb_build_object('milestone', 'arrival', 'stopIndex', 1, 'at', came_at, 'evidence', evidence),
      jsonb_build_object('milestone', 'offload', 'stopIndex', 1, 'at', came_at, 'evidence', evidence)),
    'actualDeparture', left_at,
    'arrivalTime', case when not live then came_at end,
    'offloadTime', case when not live then came_at end,
    'completedAt', case when not live then came_at end,
    'cancellation', null, 'failure', null, 'handOvers', '[]'::jsonb,
    'hold', case when nth % 20000 = 0 then '{"at":"2026-01-01T00:00:00.000Z","reason":"gate"}'::jsonb end,
    'delay', case when nth % 500 = 0 then
      '{"cause":"arrived_late","stopIndex":1,"lateMinutes":45,"notedAt":"2026-01-01T00:00:00.000Z"}'::jsonb end,
    'createdAt', left_at,
    'updatedAt', gateway.to_rfc3339(departure + (nth * 31 % ${trips}) * interval '1 minute'))`;

const fillTrips = (trips: number): string => `
  insert into ${schema}.trips (id, state)
  select (${uuid(1, 'nth')})::uuid, ${tripState(trips)}
  from generate_series($1::bigint, $2::bigint) as nth,
    lateral (select timestamptz '2026-11-01' - (${trips} - nth) * interval '86.4 s' as departure) as planned,
    lateral (
      select nth > ${trips} * 0.997 as live, gateway.to_rfc3339(departure) as left_at,
        gateway.to_rfc3339(departure + (2 + nth % 9) * interval '1 hour') as came_at,
        ${uuid(5, 'nth % 4')} as pickup, ${uuid(5, '10 + nth % 300')} as delivery, '${evidence}'::jsonb as evidence
    ) as part`;

const eventTypes = [
  'watchtower.trip.created.v1',
  'watchtower.trip.truck-assigned.v1',
  'watchtower.trip.started.v1',
  'watchtower.trip.delivery-reached.v1',
  'watchtower.trip.completed.v1',
];

/** The events of every fifth trip. */
const fillEvents = `
  insert into ${schema}.trip_events (trip_id, version, type, at, recorded_at, data, about, detail)
  select (${uuid(1, 'nth')})::uuid, version, type, now(), now(),
    jsonb_build_object('tripId', ${uuid(1, 'nth')}, 'at', '2026-11-01T00:00:00.000Z',
      'recordedAt', '2026-11-01T00:00:00.000Z', 'evidence', '${evidence}'::jsonb),
    case when version = 2 then (${uuid(2, 'nth % 500')})::uuid end, null
  from generate_series($1::bigint, $2::bigint) as nth, unnest($3::text[]) with ordinality as event (type, version)
  where nth % 5 = 0`;

const registrySql = `
  insert into gateway.registry (id, kind, version, state)
  select ('0000000' || kind.number || '-0000-7000-8000-' || lpad(nth::text, 12, '0'))::uuid, kind.name, 1,
    jsonb_build_object('name', 'Bench ' || kind.name || ' ' || nth, 'number', case when kind.number = 2 then 'T' || nth || 'LA' end)
  from (values (2, 'truck', 500), (3, 'driver', 400), (4, 'organization', 50), (5, 'location', 310)) as kind (number, name, count),
    generate_series(0, kind.count - 1) as nth
  on conflict do nothing`;

/** The definition of the tables, to see whether what an earlier run has kept is of this shape. */
const shapeSql = `
  select md5(string_agg(line, ' ' order by line)) as shape from (
    select indexdef from pg_indexes where schemaname = 'gateway' and tablename = any($1::text[])
    union all
    select attrelid::regclass || attname || format_type(atttypid, atttypmod)
    from pg_attribute
    where attrelid = any(array['gateway.trips', 'gateway.trip_events']::regclass[]) and attnum > 0 and not attisdropped
  ) as lines (line)`;

type Say = (line: string) => void;

/**
 * Many trips in place of the gateway's own while `work` runs. They are made once and kept beside them in the same
 * database. Indices are built after the rows, which takes a part of the time.
 */
export const withManyTrips = async <Result>(
  url: string,
  { trips, say }: { readonly trips: number; readonly say: Say },
  work: (owner: Client) => Promise<Result>,
): Promise<Result> => {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    // A run that was cut short may have left them exchanged.
    const { rowCount } = await owner.query(`select from pg_tables where schemaname = '${schema}_aside'`);
    if ((rowCount ?? 0) > 0) await putBack(owner);
    await provide(url, owner, trips, say);
    await owner.query(registrySql);
    await putIn(owner);
    try {
      await owner.query('vacuum (analyze) gateway.registry');
      return await work(owner);
    } finally {
      await putBack(owner);
      await owner.query(`delete from gateway.registry where id::text like '0000000_-0000-7000-8000-%'`);
    }
  } finally {
    await owner.end();
  }
};

const exchange = (from: string, to: string): string =>
  kept.map((table) => `alter table ${from}.${table} set schema ${to};`).join(' ');

const putIn = (owner: Client): Promise<unknown> =>
  owner.query(
    `begin; create schema ${schema}_aside; ${exchange('gateway', `${schema}_aside`)} ${exchange(schema, 'gateway')} commit`,
  );

const putBack = (owner: Client): Promise<unknown> =>
  owner.query(
    `begin; ${exchange('gateway', schema)} ${exchange(`${schema}_aside`, 'gateway')} drop schema ${schema}_aside; commit`,
  );

/** How many of them are made at once, each by a connection of its own. */
const makers = 2;

const provide = async (url: string, owner: Client, trips: number, say: Say): Promise<void> => {
  const { rows } = await owner.query<{ shape: string }>(shapeSql, [kept]);
  const wanted = `${trips} ${rows[0]?.shape}`;
  const found = await owner.query<{ made: string | null }>(
    `select obj_description(oid, 'pg_namespace') as made from pg_namespace where nspname = '${schema}'`,
  );
  const made = found.rows[0]?.made;
  if (made === wanted) return;
  say(`making ${trips.toLocaleString('en')} trips, once`);
  const startedAtMs = performance.now();
  const after = (): string => `after ${Math.round((performance.now() - startedAtMs) / 1_000)} s`;
  // What a run that was cut short has made is gone on with.
  if (made !== `begun ${wanted}`) await begin(owner, wanted);
  const slices = await slicesToMake(owner, trips);
  await Promise.all(Array.from({ length: makers }, () => makeSlices(url, slices, trips)));
  say(`their rows ${after()}`);
  await owner.query(`set maintenance_work_mem = '512MB'`);
  const indices = await owner.query<{ definition: string }>(
    `select indexdef as definition from pg_indexes where schemaname = 'gateway' and tablename = any($1::text[])`,
    [kept],
  );
  const role = await owner.query<{ name: string }>(
    `select tableowner as name from pg_tables where schemaname = 'gateway' and tablename = 'trips'`,
  );
  for (const { definition } of indices.rows)
    await owner.query(
      definition.replace(' INDEX ', ' INDEX IF NOT EXISTS ').replaceAll(' gateway.', ` ${schema}.`),
    );
  for (const table of kept) {
    await owner.query(`alter table ${schema}.${table} owner to ${role.rows[0]?.name}`);
    await owner.query(`vacuum (analyze) ${schema}.${table}`);
  }
  await owner.query(`comment on schema ${schema} is '${wanted}'`);
  say(`with their indices ${after()}`);
};

const begin = async (owner: Client, wanted: string): Promise<void> => {
  await owner.query(`drop schema if exists ${schema} cascade; create schema ${schema};
    create unlogged table ${schema}.slices (first int primary key);
    comment on schema ${schema} is 'begun ${wanted}'`);
  for (const table of kept) {
    await owner.query(
      `create unlogged table ${schema}.${table} (like gateway.${table} including defaults including generated)`,
    );
  }
};

/** The first number of each slice that is not there. */
const slicesToMake = async (owner: Client, trips: number): Promise<IterableIterator<number>> => {
  const { rows } = await owner.query<{ first: number }>(
    `select first from generate_series(1, $1::int, $2::int) as first
     where first not in (select made.first from ${schema}.slices as made)`,
    [trips, sliceSize],
  );
  return rows.map(({ first }) => first).values();
};

const makeSlices = async (url: string, slices: IterableIterator<number>, trips: number): Promise<void> => {
  const maker = new Client({ connectionString: url });
  await maker.connect();
  try {
    for (const first of slices) {
      const last = Math.min(first + sliceSize - 1, trips);
      await maker.query('begin');
      await maker.query(fillTrips(trips), [first, last]);
      await maker.query(fillEvents, [first, last, eventTypes]);
      await maker.query(`insert into ${schema}.slices values ($1)`, [first]);
      await maker.query('commit');
    }
  } finally {
    await maker.end();
  }
};
