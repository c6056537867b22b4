import { sql, type Queryable } from '@watch-tower/database';

/** A truck that is in service, by everything LocoNav may know it by. */
export type KnownTruck = {
  readonly plate: string;
  readonly imei: string | null;
  readonly loconavVehicleId: string | null;
};

export const knownTrucks = (database: Queryable): Promise<KnownTruck[]> =>
  database.query<KnownTruck>(sql`
    select plate, imei, loconav_vehicle_id as "loconavVehicleId"
    from trucks where retired_at is null order by id`);
