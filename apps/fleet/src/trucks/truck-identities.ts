import { Injectable } from '@nestjs/common';
import { Database, prepared, sql, type Queryable } from '@watch-tower/database';

export type Identity = { readonly kind: 'plate' | 'imei'; readonly value: string };

/** What a report names its sender by: a normalised plate, an IMEI, both or neither. */
export type Sender = { readonly plate: string | null; readonly imei: string | null };

/** The subject under which everything that touches a truck waits for each other. */
export const truckSubject = (truckId: string): string => `truck:${truckId}`;

/** Which truck a report is of: the table in memory, as new as the last `refresh`. */
@Injectable()
export class TruckIdentities {
  private trucks: ReadonlyMap<string, string> = new Map();
  private version = -1;

  constructor(private readonly database: Database) {}

  /** Reads the table again if it changed since, by whichever replica: else one look at one number. */
  async refresh(): Promise<void> {
    const [current] = await this.database.query<{ version: string }>(
      prepared('truck_identities_version', sql`select version from truck_identities_version`),
    );
    if (Number(current?.version) !== this.version) await this.load();
  }

  /** The truck of a plate, else of an IMEI. */
  find({ plate, imei }: Sender): string | undefined {
    return (
      (plate === null ? undefined : this.trucks.get(mapKey('plate', plate))) ??
      (imei === null ? undefined : this.trucks.get(mapKey('imei', imei)))
    );
  }

  private async load(): Promise<void> {
    const [found] = await this.database.query<{ version: string; rows: (Identity & { truckId: string })[] }>(
      sql`
        select version, (
          select coalesce(json_agg(json_build_object('kind', kind, 'value', value, 'truckId', truck_id)), '[]')
          from truck_identities
        ) as rows
        from truck_identities_version`,
    );
    // Two slices may load at once, and the older answer come last.
    if (found === undefined || Number(found.version) <= this.version) return;
    this.version = Number(found.version);
    this.trucks = new Map(found.rows.map(({ kind, value, truckId }) => [mapKey(kind, value), truckId]));
  }
}

const mapKey = (kind: Identity['kind'], value: string): string => `${kind}:${value}`;

/** Which of these identities belong to a truck already. */
export const takenIdentities = (tx: Queryable, wanted: readonly Identity[]): Promise<Identity[]> =>
  tx.query<Identity>(sql`
    select kind, value from truck_identities
    join unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ value }) => value)}::text[])
      as wanted (kind, value) using (kind, value)`);

/** Gives a truck its identities. Whoever calls holds their locks. */
export const claimIdentities = async (
  tx: Queryable,
  truckId: string,
  claimed: readonly Identity[],
): Promise<void> => {
  await tx.query(sql`
    insert into truck_identities (kind, value, truck_id)
    select kind, value, ${truckId}
    from unnest(${claimed.map(({ kind }) => kind)}::text[], ${claimed.map(({ value }) => value)}::text[])
      as claimed (kind, value)`);
  await tx.query(sql`update truck_identities_version set version = version + 1`);
};
