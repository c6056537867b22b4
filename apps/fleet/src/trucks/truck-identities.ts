import { Injectable } from '@nestjs/common';
import { Database, prepared, sql, type Queryable } from '@watch-tower/database';
import { heldAt, type Held, type Identity, type LastHolder } from '@watch-tower/fleet-domain';

/** What a report names its sender by: a normalised plate, an IMEI, in alerts LocoNav's id, some or none of them. */
export type Sender = {
  readonly plate: string | null;
  readonly imei: string | null;
  readonly loconavVehicleId?: string | null;
};

/** The subject under which everything that touches a truck waits for each other. */
export const truckSubject = (truckId: string): string => `truck:${truckId}`;

type Holder = Pick<Held, 'from' | 'until'> & { readonly truckId: string };

/** Which truck a report is of: the table in memory, as new as the last `refresh`. */
@Injectable()
export class TruckIdentities {
  private holders: ReadonlyMap<string, readonly Holder[]> = new Map();
  private version = -1;

  constructor(private readonly database: Database) {}

  /** Reads the table again if it changed since, by whichever replica: else one look at one number. */
  async refresh(): Promise<void> {
    const [current] = await this.database.query<{ version: string }>(
      prepared('truck_identities_version', sql`select version from truck_identities_version`),
    );
    if (Number(current?.version) !== this.version) await this.load();
  }

  /**
   * The truck that was known so at a time (epoch ms): by plate, as its number or else as LocoNav shows it, else
   * by the device that was in it then, else by LocoNav's id of the vehicle.
   */
  find({ plate, imei, loconavVehicleId = null }: Sender, atMs: number): string | undefined {
    return (
      this.holderAt('plate', plate, atMs) ??
      this.holderAt('display_number', plate, atMs) ??
      this.holderAt('imei', imei, atMs) ??
      this.holderAt('loconav_vehicle', loconavVehicleId, atMs)
    );
  }

  private holderAt(kind: Identity['kind'], value: string | null, atMs: number): string | undefined {
    if (value === null) return undefined;
    return heldAt(this.holders.get(mapKey(kind, value)) ?? [], atMs)?.truckId;
  }

  private async load(): Promise<void> {
    type Row = Identity & { truckId: string; from: string | null; until: string | null };
    const [found] = await this.database.query<{ version: string; rows: Row[] }>(sql`
      select version, (
        select coalesce(json_agg(json_build_object(
          'kind', kind, 'value', value, 'truckId', truck_id, 'from', nullif(held_from, '-infinity'),
          'until', held_until)), '[]')
        from truck_identities
      ) as rows
      from truck_identities_version`);
    // Two slices may load at once, and the older answer come last.
    if (found === undefined || Number(found.version) <= this.version) return;
    this.version = Number(found.version);
    const holders = new Map<string, Holder[]>();
    for (const { kind, value, truckId, from, until } of found.rows) {
      const key = mapKey(kind, value);
      const holder = { truckId, from: toDate(from), until: toDate(until) };
      holders.set(key, [...(holders.get(key) ?? []), holder]);
    }
    this.holders = holders;
  }
}

const mapKey = (kind: Identity['kind'], value: string): string => `${kind}:${value}`;

const toDate = (written: string | null): Date | null => (written === null ? null : new Date(written));

/** Of each identity that a truck has or had, the last one. */
export const lastHolders = (tx: Queryable, wanted: readonly Identity[]): Promise<LastHolder[]> =>
  tx.query<LastHolder>(sql`
    select distinct on (kind, value) kind, value, truck_id as "truckId", held_until as until
    from truck_identities
    join unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ value }) => value)}::text[])
      as wanted (kind, value) using (kind, value)
    order by kind, value, held_until desc nulls first`);

/** By what a truck is and was known. */
export const historyOf = (tx: Queryable, truckId: string): Promise<Held[]> =>
  tx.query<Held>(sql`
    select kind, value, nullif(held_from, '-infinity') as from, held_until as until
    from truck_identities where truck_id = ${truckId}`);

/** Replaces the history of a truck, where it is another. Whoever calls holds the locks of the identities. */
export const keepHistory = async (
  tx: Queryable,
  truckId: string,
  before: readonly Held[],
  after: readonly Held[],
): Promise<void> => {
  if (after.length === before.length && after.every((held, index) => held === before[index])) return;
  await tx.query(sql`delete from truck_identities where truck_id = ${truckId}`);
  await tx.query(sql`
    insert into truck_identities (kind, value, truck_id, held_from, held_until)
    select kind, value, ${truckId}, coalesce(held_from, '-infinity'), held_until
    from unnest(
      ${after.map(({ kind }) => kind)}::text[], ${after.map(({ value }) => value)}::text[],
      ${after.map(({ from }) => from)}::timestamptz[], ${after.map(({ until }) => until)}::timestamptz[]
    ) as held (kind, value, held_from, held_until)`);
  await tx.query(sql`update truck_identities_version set version = version + 1`);
};
