import {
  entriesWithoutNul,
  prepared,
  sql,
  withoutNul,
  type Queryable,
  type Transaction,
} from '@watch-tower/database';
import type { Received } from '@watch-tower/messaging';
import type { Known, ToPark } from './guard.js';

/** A subject with something parked. */
export type Waiting = { readonly subject: string; readonly canGoOn: boolean };

/** The projector's two tables, in bulk. */
export const knownOf = async (
  tx: Queryable,
  projection: string,
  subjects: readonly string[],
): Promise<Map<string, Known>> => {
  if (subjects.length === 0) return new Map();
  const rows = await tx.query<Known & { subject: string }>(
    prepared(
      'projection_known',
      sql`
        select wanted.subject, applied.version::float8 as version,
          parked.first::float8 as "parkedFirst", parked.last::float8 as "parkedLast"
        from unnest(${subjects}::text[]) as wanted (subject)
        left join projection_subjects as applied
          on applied.projection = ${projection} and applied.subject = wanted.subject
        left join lateral (
          select min(version) as first, max(version) as last from projection_parked
          where projection = ${projection} and projection_parked.subject = wanted.subject
        ) as parked on true`,
    ),
  );
  return new Map(rows.map(({ subject, ...known }) => [subject, known]));
};

export const moveTo = (tx: Transaction, projection: string, versions: ReadonlyMap<string, number>): void => {
  const [subjects, reached] = [[...versions.keys()], [...versions.values()]];
  tx.write(
    prepared(
      'projection_move',
      sql`
        insert into projection_subjects as known (projection, subject, version)
        select ${projection}, subject, version
        from unnest(${subjects}::text[], ${reached}::bigint[]) as moved (subject, version)
        on conflict (projection, subject) do update set version = excluded.version`,
    ),
  );
};

/**
 * Parks records in the place of their version. What can be read takes the place of poison; what waited and
 * now proves to be poison is marked; the same poison delivered again has its place already.
 */
export const park = (tx: Transaction, projection: string, records: readonly ToPark[]): void => {
  const rows = records.map(({ subject, version, reason, received }) => ({
    subject,
    version,
    reason: reason === null ? null : withoutNul(reason),
    topic: received.topic,
    partition: received.partition,
    offset: String(received.offset),
    headers: entriesWithoutNul(received.headers),
    accepted_at: received.acceptedAt,
  }));
  const values = records.map(({ received }) => received.value);
  tx.write(sql`
    insert into projection_parked as parked
      (projection, subject, version, reason, topic, partition, "offset", headers, value, accepted_at)
    select distinct on (subject, version)
      ${projection}, subject, version, reason, topic, partition, "offset", headers, value, accepted_at
    from rows from (
      jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
        subject text, version bigint, reason text, topic text, partition int, "offset" bigint, headers jsonb,
        accepted_at timestamptz),
      unnest(${values}::bytea[])
    ) as record (subject, version, reason, topic, partition, "offset", headers, accepted_at, value)
    where reason is null or not exists (
      select from projection_parked as same
      where same.projection = ${projection} and same.subject = record.subject and same.reason is not null
        and same.topic = record.topic and same.partition = record.partition and same."offset" = record."offset"
    )
    order by subject, version, reason nulls first
    on conflict (projection, subject, version) do update
    set reason = excluded.reason, topic = excluded.topic, partition = excluded.partition,
      "offset" = excluded."offset", headers = excluded.headers, value = excluded.value,
      accepted_at = excluded.accepted_at
    where (parked.reason is not null and excluded.reason is null)
      or (parked.reason is null and parked.topic = excluded.topic
        and parked.partition = excluded.partition and parked."offset" = excluded."offset")`);
};

/**
 * Forgets what is parked of these subjects up to their applied versions.
 * @returns those with something parked still, and whether the next version is among it and can be read.
 */
export const unpark = async (
  tx: Queryable,
  projection: string,
  subjects: readonly string[],
): Promise<Waiting[]> => {
  await tx.query(sql`
    delete from projection_parked as parked
    using projection_subjects as applied
    where parked.projection = ${projection} and parked.subject = any(${subjects}::text[])
      and applied.projection = parked.projection and applied.subject = parked.subject
      and parked.version <= applied.version`);
  return tx.query<Waiting>(sql`
    select parked.subject,
      coalesce(bool_or(parked.reason is null and parked.version = applied.version + 1), false) as "canGoOn"
    from projection_parked as parked
    left join projection_subjects as applied
      on applied.projection = parked.projection and applied.subject = parked.subject
    where parked.projection = ${projection} and parked.subject = any(${subjects}::text[])
    group by parked.subject`);
};

type ParkedRow = {
  readonly subject: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly headers: Record<string, string>;
  readonly value: Buffer | null;
  readonly acceptedAt: Date;
};

const waitingRowsMax = 200;

/** The next records that wait, of each subject in order; at most 200 together. */
export const waitingOf = async (
  database: Queryable,
  projection: string,
  subjects: readonly string[],
): Promise<Received[]> => {
  const rows = await database.query<ParkedRow>(sql`
    select subject, topic, partition, "offset"::text, headers, value, accepted_at as "acceptedAt"
    from projection_parked
    where projection = ${projection} and subject = any(${subjects}::text[]) and reason is null
    order by subject, version
    limit ${waitingRowsMax}`);
  return rows.map(({ subject, offset, ...row }) => ({ ...row, key: subject, offset: BigInt(offset) }));
};
