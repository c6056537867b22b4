import { Injectable } from '@nestjs/common';
import { Database, prepared, sql, type Transaction } from '@watch-tower/database';
import type { MessageOn, Topics } from '@watch-tower/contracts';
import type { Incoming } from '@watch-tower/messaging';
import type { Registry } from '@watch-tower/trip-domain';
import { setTimeout as wait } from 'node:timers/promises';

type RegistryMessage = Incoming<Topics['registryState']>;
type Kind = 'organization' | 'truck' | 'driver' | 'location';

/** The little that decisions need of an entity: names of people stay with their owner. */
type Known = {
  readonly kind: Kind;
  readonly id: string;
  readonly operational: boolean;
  readonly onMap: boolean;
  readonly isDepot: boolean;
  readonly retired: boolean;
};

const knownFrom = (message: MessageOn<Topics['registryState']>): Known => {
  const { id, retiredAt } = message.data;
  const known = { id, operational: true, onMap: false, isDepot: false, retired: retiredAt !== null };
  switch (message.type) {
    case 'watchtower.registry.organization.v1':
      return { ...known, kind: 'organization' };
    case 'watchtower.registry.truck.v1':
      return { ...known, kind: 'truck', operational: message.data.status === 'operational' };
    case 'watchtower.registry.driver.v1':
      return { ...known, kind: 'driver' };
    case 'watchtower.registry.location.v1':
      return {
        ...known,
        kind: 'location',
        onMap: message.data.fence !== null,
        isDepot: message.data.type === 'depot',
      };
    default:
      return message satisfies never;
  }
};

/** How long a command may wait for an entity that the copy does not know yet (architecture, rule 6). */
const unknownWaitMsMax = 2_000;
const unknownPollMs = 50;

/** Trip's own copy of master data, kept from the registry topic: what exists is decided by it. */
@Injectable()
export class RegistryCopy {
  constructor(private readonly database: Database) {}

  /** Takes newer states; the version guard stands in the projection that calls this. */
  keep(tx: Transaction, messages: readonly RegistryMessage[]): void {
    const newest = new Map<string, Known>();
    for (const message of messages) newest.set(message.data.id, knownFrom(message));
    const known = [...newest.values()];
    tx.write(sql`
      INSERT INTO registry_copy (id, kind, operational, on_map, is_depot, retired)
      SELECT * FROM unnest(
        ${known.map(({ id }) => id)}::uuid[],
        ${known.map(({ kind }) => kind)}::text[],
        ${known.map(({ operational }) => operational)}::boolean[],
        ${known.map(({ onMap }) => onMap)}::boolean[],
        ${known.map(({ isDepot }) => isDepot)}::boolean[],
        ${known.map(({ retired }) => retired)}::boolean[]
      )
      ON CONFLICT (id) DO UPDATE
      SET operational = excluded.operational, on_map = excluded.on_map, is_depot = excluded.is_depot,
        retired = excluded.retired
    `);
  }

  /**
   * Looks up what a command names. An id the copy does not know is waited for, at most 2 s: its
   * registration may be on its way.
   */
  async lookUp(ids: readonly string[]): Promise<Registry> {
    const deadline = Date.now() + unknownWaitMsMax;
    let found = await this.find(ids);
    while (new Set(ids).size > found.size && Date.now() < deadline) {
      await wait(unknownPollMs);
      found = await this.find(ids);
    }
    const of = (kind: Kind) => (id: string) => {
      const known = found.get(id);
      return known?.kind === kind ? known : undefined;
    };
    return {
      truck: of('truck'),
      driver: of('driver'),
      location: of('location'),
      organization: of('organization'),
    };
  }

  /** Of these locations, the depots. */
  async depotsAmong(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.query<{ id: string }>(sql`
      SELECT id FROM registry_copy WHERE id = ANY(${ids}::uuid[]) AND is_depot
    `);
    return new Set(rows.map(({ id }) => id));
  }

  private async find(ids: readonly string[]): Promise<Map<string, Known>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<Known>(
      prepared(
        'registry_copy_find',
        sql`
          SELECT id, kind, operational, on_map AS "onMap", is_depot AS "isDepot", retired
          FROM registry_copy WHERE id = ANY(${ids}::uuid[])`,
      ),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
