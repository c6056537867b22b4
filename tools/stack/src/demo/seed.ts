import type {
  createDriverRequest,
  createLocationRequest,
  createOrganizationRequest,
  createTruckRequest,
  CreateTripRequest,
} from '@watch-tower/contracts';
import type { z } from 'zod';
import { StackError } from '../errors.js';
import type { User } from '../facts.js';
import { readJson, writeJson } from '../files.js';
import type { Log } from '../workspace.js';
import { Api, type Entity } from './api.js';
import { demoTrips, type DemoTrip, type Step } from './trips.js';
import type { World, WorldPlace, WorldTruck } from './world.js';

const concurrency = 8;

export interface SeedOptions {
  readonly gatewayUrl: string;
  readonly world: World;
  readonly admin: User;
  /** Remembers the moment that the demo's trips are told from: a seeding that was interrupted goes on with the same. */
  readonly markFile: string;
  readonly log: Log;
}

/**
 * Enters the simulator's world and some trips, as an admin would, over REST. Nothing is entered twice: every request has an
 * `Idempotency-Key`, and a gateway that knows trucks already is left as it is.
 */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const api = await Api.signIn(options.gatewayUrl, options.admin);
  const mark = ((await readJson(options.markFile)) ?? {}) as { seededAt?: string; isDone?: boolean };
  const { items } = (await api.get('/api/v1/trucks?limit=1')) as { items: unknown[] };
  const isInterrupted = mark.isDone === false && mark.seededAt !== undefined;
  if (items.length > 0 && !isInterrupted) return;

  const seededAt = items.length > 0 && mark.seededAt ? mark.seededAt : new Date().toISOString();
  await writeJson(options.markFile, { seededAt, isDone: false }, 0o644);
  const ids = await enterRegistry(api, options.world);
  const trips = demoTrips(options.world, new Date(seededAt));
  await inParallel(trips, (trip) => enterTrip(api, trip, ids));
  await writeJson(options.markFile, { seededAt, isDone: true }, 0o644);
  options.log(
    `Demo: entered ${options.world.organizations.length} organizations, ${options.world.places.length} places, ` +
      `${options.world.trucks.length} trucks with their drivers and ${trips.length} trips`,
  );
}

interface Ids {
  readonly organizations: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, string>;
  readonly trucks: ReadonlyMap<string, string>;
  readonly drivers: ReadonlyMap<string, string>;
  readonly clients: Readonly<Record<string, string>>;
}

async function enterRegistry(api: Api, world: World): Promise<Ids> {
  const [organizations, places] = await Promise.all([
    enterAll(world.organizations, (organization) => {
      const body: z.input<typeof createOrganizationRequest> = organization;
      return [
        organization.name,
        () => api.command('POST /api/v1/organizations', keyOf('organization', organization.name), body),
      ];
    }),
    enterAll(world.places, (place) => [
      place.key,
      () => api.command('POST /api/v1/locations', keyOf('location', place.key), locationOf(place)),
    ]),
  ]);
  const trucks = await enterAll(world.trucks, (truck) => [
    truck.plate,
    () =>
      api.command(
        'POST /api/v1/trucks',
        keyOf('truck', truck.imei),
        truckOf(truck, idOf(organizations, truck.transporter)),
      ),
  ]);
  const drivers = await enterAll(world.trucks, (truck) => {
    const body: z.input<typeof createDriverRequest> = { ...truck.driver, truckId: idOf(trucks, truck.plate) };
    return [truck.plate, () => api.command('POST /api/v1/drivers', keyOf('driver', truck.imei), body)];
  });
  return { organizations, places, trucks, drivers, clients: world.clientsByPlace };
}

function locationOf({
  name,
  type,
  address,
  city,
  state,
  lat,
  lon,
  radiusM,
}: WorldPlace): z.input<typeof createLocationRequest> {
  const fence = { shape: 'circle' as const, latitude: lat, longitude: lon, radiusM };
  return { name, type, address, city, state, fence };
}

function truckOf(truck: WorldTruck, organizationId: string): z.input<typeof createTruckRequest> {
  const { plate: number, imei, loconavVehicleId, brand, trailerSize, transporter: company } = truck;
  return {
    number,
    imei,
    loconavVehicleId,
    brand,
    trailerSize,
    company,
    organizationId,
    operatingLocation: 'Lagos',
  };
}

async function enterTrip(api: Api, trip: DemoTrip, ids: Ids): Promise<void> {
  const { job, truck } = trip;
  const client = ids.clients[job.delivery];
  const body: CreateTripRequest = {
    vpcId: trip.vpcId,
    clientId: client === undefined ? null : idOf(ids.organizations, client),
    truckId: trip.isAssigned ? idOf(ids.trucks, truck.plate) : null,
    driverId: trip.isAssigned ? idOf(ids.drivers, truck.plate) : null,
    stops: [
      { kind: 'pickup', locationId: idOf(ids.places, job.pickup), plannedArrivalAt: job.startsAt },
      { kind: 'delivery', locationId: idOf(ids.places, job.delivery) },
      { kind: 'empty_return', locationId: idOf(ids.places, job.emptyReturn), plannedArrivalAt: job.endsAt },
    ],
    containers: [{ number: trip.containerNumber, lengthFeet: truck.trailerSize === '20ft' ? 20 : 40 }],
    cargoType: trip.cargoType,
    weightTons: trip.weightTons,
    scheduledDeparture: job.startsAt,
  };
  const key = keyOf('trip', trip.vpcId);
  const { id } = await api.command('POST /api/v1/trips', key, body);
  for (const [index, step] of trip.steps.entries())
    await take(api, `/api/v1/trips/${id}`, step, `${key}-${index}`);
}

/** What the visits of the truck have told before need not be said. */
async function take(api: Api, trip: string, { action, at }: Step, key: string): Promise<void> {
  if (action === 'cancel') await api.command(`DELETE ${trip}`, key, { reason: 'The vessel is late' });
  else
    await api.ensure(`POST ${trip}/actions/${action}`, key, { at }, [
      'trip_already_started',
      'trip_completed',
    ]);
}

async function enterAll<T>(
  things: readonly T[],
  enter: (thing: T) => readonly [name: string, entered: () => Promise<Entity>],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  await inParallel(things, async (thing) => {
    const [name, entered] = enter(thing);
    ids.set(name, (await entered()).id);
  });
  return ids;
}

/** An `Idempotency-Key` of plain letters, digits and dashes. */
function keyOf(kind: string, name: string): string {
  return `demo-${kind}-${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
}

/** A few at a time: enough to be quick, few enough for a laptop. */
async function inParallel<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  const queue = things.values();
  const worker = async () => {
    for (const thing of queue) await work(thing);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined)
    throw new StackError(`The simulator's world names ${name}, but does not describe it.`);
  return id;
}
