import { randomUUID } from 'node:crypto';
import type { ReportedPosition } from './fleet-program.js';
import { plateOf, report } from './reports.js';

export type Point = { readonly latitude: number; readonly longitude: number };

type Region = {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
};

/** Where the trucks drive: Lagos and the roads to Sagamu and Ibadan, in degrees. */
const corridors: Region = { south: 6.4, north: 7.4, west: 3.1, east: 4 };
/** Where a company that has very many places has them: the south-west of Nigeria. */
const southWest: Region = { south: 6.3, north: 9.3, west: 2.7, east: 5.7 };
const stepSeconds = 10;
/** About 40 km/h. */
const degreesPerStep = 0.001;
/** A truck stands for ten minutes, then drives for half an hour. */
const [standSteps, driveSteps] = [60, 180] as const;

/** Numbers from 0 to 1 that are the same in every run. */
export const randomFrom = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const somewhere = (random: () => number, { south, north, west, east }: Region = corridors): Point => ({
  latitude: south + random() * (north - south),
  longitude: west + random() * (east - west),
});

/** Where a truck stands; it drives from each of these to the next. */
const standsOf = (truck: number): ((nth: number) => Point) => {
  const random = randomFrom(truck * 7_919 + 1);
  const stands = [somewhere(random)];
  return (nth) => {
    while (stands.length <= nth) {
      const { latitude, longitude } = stands.at(-1) ?? somewhere(random);
      const bearing = random() * 2 * Math.PI;
      const far = degreesPerStep * driveSteps;
      stands.push({
        latitude: latitude + Math.cos(bearing) * far,
        longitude: longitude + Math.sin(bearing) * far,
      });
    }
    return stands[nth] ?? somewhere(random);
  };
};

/** The reports of trucks that drive and stand in turn, in the order in which they are received. */
export const drives = (trucks: number, count: number, startMs: number): ReportedPosition[] => {
  const stands = Array.from({ length: trucks }, (_, truck) => standsOf(truck));
  return Array.from({ length: count }, (_, index) => {
    const truck = index % trucks;
    const step = Math.floor(index / trucks);
    const [leg, within] = [Math.floor(step / (standSteps + driveSteps)), step % (standSteps + driveSteps)];
    const [from, to] = [stands[truck]?.(leg), stands[truck]?.(leg + 1)] as [Point, Point];
    const share = Math.max(0, within - standSteps) / driveSteps;
    const timeMs = startMs + step * stepSeconds * 1_000;
    return {
      messageId: randomUUID(),
      correlationId: 'bench',
      provider: 'loconav',
      channel: 'webhook',
      receivedAt: new Date(timeMs + 1_500),
      plate: plateOf(truck),
      imei: null,
      report: {
        ...report(truck, timeMs, step),
        latitude: from.latitude + (to.latitude - from.latitude) * share,
        longitude: from.longitude + (to.longitude - from.longitude) * share,
      },
    };
  });
};

/** So many of the places are visited however many there are: else more places would be more visits, too. */
const visitedPlaces = 25;

/** Places of 50 to 300 m: some where trucks stand, the others anywhere. */
export const placesAround = (count: number): (Point & { readonly radiusM: number })[] => {
  const random = randomFrom(42);
  return Array.from({ length: count }, (_, index) => {
    const stand = index < visitedPlaces ? standsOf(index)(0) : somewhere(random, southWest);
    return { ...stand, radiusM: 50 + Math.round(random() * 250) };
  });
};
