import {
  DAY_MS,
  dayOf,
  type Job,
  organizations,
  places,
  planDay,
  roads,
  type Truck,
} from '@watch-tower/simulator-domain';
import { uuidOf } from './loconav/identities.js';

/** The world as JSON, for whoever needs its master data: the demo seeder, the base map, tests. */
export function describeWorld(seed: number, fleet: readonly Truck[], nowMs: number) {
  return {
    trucks: fleet.map((truck) => ({
      plate: truck.plate,
      imei: truck.imei,
      loconavVehicleId: uuidOf(truck.plate),
      brand: truck.brand,
      trailerSize: truck.trailerSize,
      transporter: truck.transporter,
      driver: truck.driver,
      jobs: jobsAround(seed, truck, nowMs).map((job) => ({
        pickup: job.terminal,
        delivery: job.clients[0],
        emptyReturn: job.depot,
        startsAt: new Date(job.startMs).toISOString(),
        endsAt: new Date(job.endMs).toISOString(),
      })),
    })),
    places: places.map((place) => ({ ...place })),
    organizations,
    clientsByPlace: Object.fromEntries(
      places.flatMap((place) => ('client' in place ? [[place.key, place.client] as const] : [])),
    ),
    roads: roads.map(({ name, roadClass, line }) => ({
      name,
      roadClass,
      coordinates: line.map(({ lat, lon }) => [lon, lat] as const),
    })),
  };
}

/** Jobs that end after now and begin within a day: the one under way and those that follow. */
function jobsAround(seed: number, truck: Truck, nowMs: number): Job[] {
  const today = dayOf(truck, nowMs);
  return [...planDay(seed, truck, today), ...planDay(seed, truck, today + 1)].filter(
    ({ startMs, endMs }) => endMs > nowMs && startMs < nowMs + DAY_MS,
  );
}
