import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Retirement of everything, and by what a truck was known from when until when: LocoNav's names of the vehicle
 * join plate and IMEI, and an interval is kept when it ends. What a truck has alone, it has by its identities
 * that hold: the columns of `trucks` only say what they are.
 */
export class KeepIdentityHistory1767225614000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table organizations add column retired_at timestamptz;
      alter table drivers add column retired_at timestamptz;
      alter table locations add column retired_at timestamptz;

      alter table trucks
        add column display_number text,
        add column loconav_numeric_id bigint,
        drop constraint trucks_loconav_vehicle_id_key;
      drop index trucks_plate;
      drop index trucks_imei;

      alter table truck_identities
        add column held_from timestamptz not null default '-infinity',
        add column held_until timestamptz check (held_until > held_from),
        drop constraint truck_identities_kind_check,
        add constraint truck_identities_kind_check
          check (kind in ('plate', 'display_number', 'loconav_vehicle', 'loconav_number', 'imei')),
        drop constraint truck_identities_pkey,
        add primary key (kind, value, held_from);
      alter table truck_identities alter column held_from drop default;
      create unique index truck_identities_held on truck_identities (kind, value) where held_until is null;
      insert into truck_identities (kind, value, truck_id, held_from)
      select 'loconav_vehicle', loconav_vehicle_id, id, '-infinity' from trucks
      where loconav_vehicle_id is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from truck_identities where held_until is not null or kind not in ('plate', 'imei');
      drop index truck_identities_held;
      alter table truck_identities
        drop constraint truck_identities_pkey,
        drop constraint truck_identities_kind_check,
        drop column held_from,
        drop column held_until,
        add primary key (kind, value),
        add constraint truck_identities_kind_check check (kind in ('plate', 'imei'));

      create unique index trucks_plate on trucks (plate) where retired_at is null;
      create unique index trucks_imei on trucks (imei) where retired_at is null;
      alter table trucks
        drop column display_number,
        drop column loconav_numeric_id,
        add constraint trucks_loconav_vehicle_id_key unique (loconav_vehicle_id);

      alter table locations drop column retired_at;
      alter table drivers drop column retired_at;
      alter table organizations drop column retired_at`);
  }
}
