import { type Fix, hash32, type Truck } from '@watch-tower/simulator-domain';
import { integerIdOf, uuidOf } from './identities.js';

/** Irregular in what it leaves out, as LocoNav is: the same truck always in the same way. */
export function vehicleAnswer(truck: Truck, deviceImei: string): object {
  const variant = hash32(`vehicle answer ${truck.plate}`) % 4;
  return {
    id: integerIdOf(truck.plate),
    number: truck.plate,
    displayNumber: variant === 0 ? truck.plate.toLowerCase() : truck.plate,
    vehicleUuid: uuidOf(truck.plate),
    ...(variant !== 1 && { vehicleType: 'Truck', make: truck.brand.split(' ')[0] }),
    model: variant === 2 ? null : truck.brand,
    ...(variant === 3 && { chassisNumber: `CH${integerIdOf(truck.plate)}` }),
    subscription: variant === 1 ? null : { expiresAt: '2030-12-31T00:00:00Z' },
    currentDevice: { serialNumber: deviceImei, deviceType: 'GT06N' },
  };
}

/** How far LocoNav's time of a speed may be from that of the place. */
const SPEED_LATER_MS = 90_000;

/**
 * Where a vehicle was last. A sensor without a value is left out, and so is all of `gps` where nothing was heard. Beside
 * most times with a Z some come without a zone, the reader's to know.
 */
export function lastKnownAnswer(
  { plate }: Truck,
  fix: Fix | undefined,
  time: (timeMs: number, nth: number) => string,
): object {
  const about = { vehicleNumber: plate, vehicleId: uuidOf(plate) };
  if (!fix) return about;
  const variant = hash32(`last known ${plate}`);
  const timestamp = time(fix.timeMs, variant % 3);
  const text = (value: number) => (variant % 2 === 0 ? String(value) : value);
  const speedAt = time(fix.timeMs + (variant % SPEED_LATER_MS), variant % 3);
  return {
    ...about,
    gps: {
      ...(variant % 11 !== 0 && { speed: { value: fix.speedKmh, unit: 'km/h', timestamp: speedAt } }),
      ...(variant % 13 !== 0 && { ignition: { value: fix.ignition ? 'ON' : 'OFF', timestamp } }),
      orientation: { value: String(fix.heading), timestamp },
      currentLocationCoordinates: {
        lat: { value: text(fix.lat), timestamp },
        long: { value: text(fix.lon), timestamp },
      },
    },
  };
}
