import { Injectable } from '@nestjs/common';
import {
  topics,
  type Driver,
  type Location,
  type Organization,
  type Page,
  type Topics,
  type Truck,
} from '@watch-tower/contracts';
import { Database, prepared, sql, type Queryable } from '@watch-tower/database';
import type { Incoming } from '@watch-tower/messaging';
import type { ReadModel } from '@watch-tower/projections';
import { decodeCursor, labelAndId, toPage } from '../../edge/cursor.js';
import { projectionsGroup } from '../../consumers/groups.js';
import { markRenamed } from '../find-trips/mark-renamed.js';

type Message = Incoming<Topics['registryState']>;

/** Master data by kind; one table holds all, since one topic brings all. */
export type Entities = { organization: Organization; truck: Truck; driver: Driver; location: Location };
export type RegistryKind = keyof Entities;
export type Versioned<Entity> = Entity & { version: number };

const kindOf = (type: Message['type']): RegistryKind => {
  switch (type) {
    case 'watchtower.registry.organization.v1':
      return 'organization';
    case 'watchtower.registry.truck.v1':
      return 'truck';
    case 'watchtower.registry.driver.v1':
      return 'driver';
    case 'watchtower.registry.location.v1':
      return 'location';
    default:
      return type satisfies never;
  }
};

export type RegistryRow = { id: string; kind: RegistryKind; version: number; state: string };

/** The newest state of each entity: what stood between is of no interest. */
export const newestRows = (messages: readonly Message[]): RegistryRow[] => {
  const newest = new Map<string, RegistryRow>();
  for (const { type, data, version = 0 } of messages) {
    const known = newest.get(data.id);
    if (known === undefined || known.version < version) {
      newest.set(data.id, { id: data.id, kind: kindOf(type), version, state: JSON.stringify(data) });
    }
  }
  return [...newest.values()];
};

/** @returns whose name is another now. */
const write = async (tx: Queryable, rows: readonly RegistryRow[]): Promise<string[]> => {
  const ids = rows.map(({ id }) => id);
  const kinds = rows.map(({ kind }) => kind);
  const versions = rows.map(({ version }) => version);
  const states = rows.map(({ state }) => state);
  const renamed = await tx.query<{ id: string }>(
    prepared(
      'registry_write',
      sql`
        with before as (
          select id, label from registry where id = any(${ids}::uuid[])
        ), written as (
          insert into registry (id, kind, version, state)
          select id, kind, version, state::jsonb
          from unnest(${ids}::uuid[], ${kinds}::text[], ${versions}::int[], ${states}::text[])
            as row (id, kind, version, state)
          on conflict (id) do update set version = excluded.version, state = excluded.state
          where registry.version < excluded.version
          returning id, label
        )
        select id from written join before using (id) where written.label <> before.label`,
    ),
  );
  return renamed.map(({ id }) => id);
};

const keep = (tx: Queryable, messages: readonly Message[]): Promise<string[]> =>
  write(tx, newestRows(messages));

export const registryProjection: ReadModel<Topics['registryState']> = {
  name: 'registry',
  group: projectionsGroup,
  topic: topics.registryState,
  tables: ['registry'],
  apply: async (tx, messages) => markRenamed(tx, await keep(tx, messages)),
  anew: {
    apply: keep,
    exchanged: async (tx, replaced) => {
      const renamed = await tx.query<{ id: string }>(sql`
        select id from registry join ${replaced}.registry as before using (id)
        where registry.label <> before.label`);
      markRenamed(
        tx,
        renamed.map(({ id }) => id),
      );
    },
  },
};

/** What every list of master data takes; whatever else a query names must be equal. */
export type RegistryQuery = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly text?: string | undefined;
  readonly retired: boolean;
  /** West, south, east, north in degrees. */
  readonly bbox?: readonly [number, number, number, number] | undefined;
} & Readonly<Record<string, unknown>>;

/** Master data by name; trucks with where they are have a question of their own. */
@Injectable()
export class RegistryView {
  constructor(private readonly database: Database) {}

  /** What is asked about one kind. */
  of<Kind extends RegistryKind>(kind: Kind) {
    return {
      read: (id: string) => this.read(kind, id),
      find: (query: RegistryQuery) => this.find(kind, query),
    };
  }

  private async read<Kind extends RegistryKind>(
    kind: Kind,
    id: string,
  ): Promise<Versioned<Entities[Kind]> | undefined> {
    const [row] = await this.database.query<{ version: number; state: Entities[Kind] }>(
      prepared('registry_read', sql`select version, state from registry where id = ${id} and kind = ${kind}`),
    );
    return row === undefined ? undefined : { ...row.state, version: row.version };
  }

  private async find<Kind extends RegistryKind>(
    kind: Kind,
    { limit, cursor, text, retired, bbox, ...equal }: RegistryQuery,
  ): Promise<Page<Versioned<Entities[Kind]>>> {
    const [afterLabel, afterId] = decodeCursor(cursor, labelAndId) ?? [null, null];
    const box = bbox === undefined ? null : `(${bbox[0]},${bbox[1]}),(${bbox[2]},${bbox[3]})`;
    type Row = { id: string; label: string; version: number; state: Entities[Kind] };
    const rows = await this.database.query<Row>(
      prepared(
        'registry_find',
        sql`
          select id, label, version, state from registry
          where kind = ${kind}
            and retired = ${retired}
            and state @> ${JSON.stringify(equal)}::jsonb
            and (${text ?? null}::text is null or position(lower(${text ?? null}::text) in search) > 0)
            and (${box}::box is null or extent && ${box}::box)
            and (${afterLabel}::text is null or (label, id) > (${afterLabel}::text collate "C", ${afterId}::uuid))
          order by label, id
          limit ${limit + 1}`,
      ),
    );
    return toPage(
      rows,
      limit,
      ({ state, version }) => ({ ...state, version }),
      ({ label, id }) => [label, id],
    );
  }
}
