export type Coordinates = { readonly latitude: number; readonly longitude: number };

/** Where a truck was seen, and when: device time in epoch milliseconds. */
export type Sighting = Coordinates & { readonly deviceTimeMs: number };

/** One fix as a device gave it. What a device does not say, or says impossibly, is null. */
export type Fix = Coordinates & {
  /** Epoch milliseconds of the device's clock. */
  readonly deviceTimeMs: number;
  /** At least 0. */
  readonly speedKmh: number | null;
  /** Clockwise from north, in [0, 360). */
  readonly headingDegrees: number | null;
  readonly ignition: boolean | null;
};

/** Below 0 where `a` is the smaller (latitude, longitude): of two fixes with one device time it stands. */
export const compareCoordinates = (a: Coordinates, b: Coordinates): number =>
  a.latitude - b.latitude || a.longitude - b.longitude;

/** What makes two fixes of one truck the same fix: device time and coordinates. */
export const fixKey = (fix: Sighting): string => `${fix.deviceTimeMs} ${fix.latitude} ${fix.longitude}`;
