/**
 * LocoNav's names of each kind of alert. It has three vocabularies (the webhook's `kind`, the pull's
 * `eventType`, the subscription's `kind`); written in small letters without `_` and without a final "alert"
 * they need one entry for each kind, some with a second name.
 */
const loconavNames = {
  geofence: ['geofence', 'entryexit'],
  idling: ['idling', 'vehicleidle'],
  overspeed: ['overspeed'],
  sudden_braking: ['suddenbraking'],
  sudden_acceleration: ['suddenacceleration'],
  sharp_turn: ['sharpturn'],
  fatigue: ['fatigue', 'driverfatigue'],
  driver_distracted: ['driverdistracted'],
  crash: ['crash', 'crashduringoverspeed'],
  fuel_theft: ['fueltheft', 'possiblefueltheft'],
  refueling: ['refueling'],
  ignition: ['ignition'],
  overrev: ['overrev'],
  movement: ['movement'],
  unwanted_movement: ['unwantedmovement'],
  stoppage: ['stoppage'],
  route_deviation: ['routedeviation'],
  tow_away: ['towaway'],
  anti_theft: ['antitheft'],
  sos: ['sos'],
  engine_fault: ['dtc'],
  vehicle_low_battery: ['vehiclelowbatteryvoltage'],
  device_low_battery: ['devicelowbattery'],
  device_offline: ['deviceoffline'],
  device_removal: ['deviceremoval'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What an alert that LocoNav sent is about, in our words. */
export type LoconavAlertKind = keyof typeof loconavNames;

const kinds = new Map<string, LoconavAlertKind>(
  (Object.keys(loconavNames) as LoconavAlertKind[]).flatMap((kind) =>
    loconavNames[kind].map((name) => [name, kind] as const),
  ),
);

/**
 * The kind of an alert by whichever of LocoNav's three names. Alerts are one alert where kind and id are
 * equal, so a name nobody has told us of is kept as it is written, and never mistaken for one of ours.
 */
export const alertKindOf = (loconavName: string): string =>
  kinds.get(
    loconavName
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/alert$/, ''),
  ) ?? loconavName.trim();
