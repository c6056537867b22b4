/** Where the hand-written receivers put fixes; the key is the one that LocoNav's contract names. */
export const fixesDdl = `
  create table fixes (
    imei text not null,
    device_time timestamptz not null,
    received_at timestamptz not null default now(),
    plate text not null,
    latitude float8 not null,
    longitude float8 not null,
    speed_kmh float8,
    heading_degrees float8,
    ignition boolean,
    primary key (imei, device_time)
  )`;

/** A location report as LocoNav sends it. */
export type Report = {
  readonly imei: string;
  readonly vehiclenumber: string;
  readonly gpstime: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly speed: number;
  readonly orientation: number;
  readonly ignition: string;
};

/** `17-12-2021 09:57:07` → `2021-12-17 09:57:07Z` */
export const timeOf = ({ gpstime }: Report): string =>
  `${gpstime.slice(6, 10)}-${gpstime.slice(3, 5)}-${gpstime.slice(0, 2)} ${gpstime.slice(11)}Z`;
