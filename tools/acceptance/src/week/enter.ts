import type { CreateTripRequest, TripDetails } from '@watch-tower/contracts';
import { imeiOf, places } from '@watch-tower/simulator-domain';
import type { Api, StackFacts } from '@watch-tower/stack';
import { sendFixes } from '../system/webhook.js';
import type { SeenTrip } from './compare.js';
import { untilFollowed } from './followed.js';
import type { SimulatedTruck } from './simulated.js';

const concurrency = 8;

/** Where a simulated world is entered. */
export type World = {
  /** Stands in every name, so that a system can hold several worlds. */
  readonly mark: string;
  /** The real time at which each truck's span ends (epoch ms): all times are shifted to it. */
  readonly endMs: number;
};

/** What a simulated world is in a running system. */
export type Entered = {
  /** By the simulator's plates. */
  readonly truckIds: ReadonlyMap<string, string>;
  /** By business ids. */
  readonly tripIds: ReadonlyMap<string, string>;
};

/** From simulated to real times. */
const shiftMsOf = ({ untilMs }: SimulatedTruck, { endMs }: World): number => endMs - untilMs;
const markedPlate = (plate: string, { mark }: World): string => `${plate}${mark}`;
const markedImei = (imei: string, { mark }: World): string => imeiOf(`${imei}${mark}`);

/**
 * Enters the places, trucks, drivers and trips of a simulated world, as a dispatcher would: over REST, and trips of days past
 * all at once.
 */
export const enterWorld = async (
  api: Api,
  trucks: readonly SimulatedTruck[],
  world: World,
): Promise<Entered> => {
  const { mark } = world;
  const placeIds = new Map<string, string>();
  const truckIds = new Map<string, string>();
  const driverIds = new Map<string, string>();
  const tripIds = new Map<string, string>();
  const trips = trucks.flatMap((simulated) => simulated.trips.map((trip) => ({ trip, simulated })));
  await inParallel(places, async ({ key, name, type, lat, lon, radiusM }) => {
    const fence = { shape: 'circle', latitude: lat, longitude: lon, radiusM };
    const body = { name: `${name} ${mark}`, type, fence };
    placeIds.set(key, (await api.command('POST /api/v1/locations', keyOf(mark, key), body)).id);
  });
  await inParallel(trucks, async ({ truck }) => {
    const key = keyOf(mark, truck.plate);
    const body = { number: markedPlate(truck.plate, world), imei: markedImei(truck.imei, world) };
    const { id } = await api.command('POST /api/v1/trucks', `truck-${key}`, body);
    const driver = { name: `${truck.driver.name} ${mark}`, truckId: id };
    truckIds.set(truck.plate, id);
    driverIds.set(truck.plate, (await api.command('POST /api/v1/drivers', `driver-${key}`, driver)).id);
  });
  const idOf = (ids: ReadonlyMap<string, string>, name: string): string => {
    const id = ids.get(name);
    if (id === undefined) throw new RangeError(`${name} was not entered`);
    return id;
  };
  await inParallel(trips, async ({ trip, simulated }) => {
    const body: CreateTripRequest = {
      vpcId: `${trip.vpcId}-${mark}`,
      truckId: idOf(truckIds, trip.plate),
      driverId: idOf(driverIds, trip.plate),
      stops: trip.stops.map(({ kind, place }) => ({ kind, locationId: idOf(placeIds, place) })),
      scheduledDeparture: new Date(trip.scheduledDepartureMs + shiftMsOf(simulated, world)).toISOString(),
    };
    const { id } = await api.command('POST /api/v1/trips', `trip-${keyOf(mark, trip.vpcId)}`, body);
    tripIds.set(trip.vpcId, id);
  });
  return { truckIds, tripIds };
};

/** Trips as the gateway shows them, by business id, in simulated times. */
export const seenTrips = async (
  api: Api,
  trucks: readonly SimulatedTruck[],
  { tripIds }: Entered,
  world: World,
): Promise<ReadonlyMap<string, SeenTrip>> => {
  const seen = new Map<string, SeenTrip>();
  const shifts = new Map(
    trucks.flatMap((simulated) =>
      simulated.trips.map(({ vpcId }) => [vpcId, shiftMsOf(simulated, world)] as const),
    ),
  );
  await inParallel([...tripIds], async ([vpcId, id]) => {
    const { stage, stops, timeline } = (await api.get(`/api/v1/trips/${id}`)) as TripDetails;
    const end = timeline.find(
      ({ type, evidence }) => type === 'watchtower.trip.completed.v1' && evidence.kind === 'person',
    );
    const shiftMs = shifts.get(vpcId) ?? 0;
    seen.set(vpcId, {
      stage,
      endToldMs: end === undefined ? null : Date.parse(end.at) - shiftMs,
      timeOf: (milestone, stopIndex) => {
        const at = stops[stopIndex]?.actual[milestone]?.at;
        return at === undefined ? null : Date.parse(at) - shiftMs;
      },
    });
  });
  return seen;
};

/** Sends what trucks tell, each in the order of arrival, as fast as it is taken, and waits until all of it is followed. */
export const sendTold = async (
  facts: Pick<StackFacts, 'loconav' | 'postgres'>,
  trucks: readonly SimulatedTruck[],
  { truckIds }: Entered,
  world: World,
): Promise<{ readonly reports: number }> => {
  let reports = 0;
  let positionsMin = 0;
  await inParallel(trucks, async (simulated) => {
    const sent = reportsOf(simulated, world);
    await sendFixes(facts, markedPlate(simulated.truck.plate, world), sent);
    reports += sent.length;
    const counting = sent.filter(
      ({ deviceTimeMs, latitude, longitude }) =>
        deviceTimeMs <= world.endMs && (latitude !== 0 || longitude !== 0),
    );
    positionsMin += new Set(counting.map(({ deviceTimeMs }) => deviceTimeMs)).size;
  });
  await untilFollowed(facts, { truckIds: [...truckIds.values()], positionsMin });
  return { reports };
};

const reportsOf = (simulated: SimulatedTruck, world: World) =>
  simulated.told
    .filter(({ isLost }) => !isLost)
    .map(({ fix }) => ({
      deviceTimeMs: fix.timeMs + shiftMsOf(simulated, world),
      latitude: fix.lat,
      longitude: fix.lon,
      imei: markedImei(fix.imei, world),
    }));

/** A few at a time: enough to be quick. */
const inParallel = async <T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> => {
  const queue = things.values();
  const worker = async (): Promise<void> => {
    for (const thing of queue) await work(thing);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
};

const keyOf = (mark: string, name: string): string => `${mark}-${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
