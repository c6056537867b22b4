import { z } from 'zod';
import type { Truck } from '@watch-tower/simulator-domain';
import { plateForm } from './plate-form.js';
import { Refusal } from './answers.js';
import { integerIdOf } from './identities.js';
import type { Polygons } from './polygons.js';

type State = 'requested' | 'initialized' | 'ongoing' | 'delayed' | 'completed' | 'unsuccessful' | 'trashed';

interface Trip {
  readonly id: number;
  readonly uniqueId: string;
  readonly state: State;
  readonly vehicleId: number;
  readonly vehicle: { readonly number: string };
  readonly shouldStartAt: string;
}

const place = z.looseObject({
  geofenceId: z.number().int().optional(),
  coordinates: z
    .string()
    .regex(/^-?\d+(\.\d+)?,\s*-?\d+(\.\d+)?$/)
    .optional(),
});

const creation = z.object({
  trip: z.looseObject({
    vehicle: z.looseObject({ number: z.string() }),
    uniqueId: z.string().min(1).max(200),
    shouldStartAt: z.number(),
    source: place,
    checkPoints: z.record(z.string(), place).optional(),
    destination: place,
  }),
});

const actions = ['START_TRIP', 'END_TRIP', 'UPDATE_TRIP', 'PARTIAL_UPDATE_TRIP', 'REJECT_TRIP'] as const;
const change = z.object({
  trip: z.looseObject({
    action: z.enum(actions),
    vehicle: z.looseObject({ number: z.string() }).optional(),
  }),
});

const TRIPS_MAX = 100_000;
const DELAYED_AFTER_MS = 2 * 3_600_000;

/** The account's trips, and what may be done with them. */
export class Trips {
  private readonly trips = new Map<number, Trip>();

  constructor(
    private readonly fleet: readonly Truck[],
    private readonly polygons: Polygons,
  ) {}

  list(uniqueId: string | undefined, nowMs: number): readonly Trip[] {
    const wanted = [...this.trips.values()].filter(
      (trip) => uniqueId === undefined || trip.uniqueId === uniqueId,
    );
    return wanted.map((trip) => seenAt(trip, nowMs));
  }

  create(request: unknown): Trip {
    const read = creation.safeParse(request);
    if (!read.success)
      throw new Refusal(400, `${read.error.issues[0]?.path.join('.')} is invalid`, 'bad_request');
    const { trip } = read.data;
    const truck = this.truckOf(trip.vehicle.number);
    for (const stop of [trip.source, ...Object.values(trip.checkPoints ?? {}), trip.destination]) {
      if (stop.geofenceId === undefined && stop.coordinates === undefined)
        throw unprocessable('A stop has no place');
      if (stop.geofenceId !== undefined && !this.polygons.has(stop.geofenceId)) {
        throw unprocessable(`geofence with id ${stop.geofenceId} not found.`);
      }
    }
    // What was deleted keeps its id.
    if ([...this.trips.values()].some(({ uniqueId }) => uniqueId === trip.uniqueId)) {
      throw unprocessable('unique Id has already been taken');
    }
    if (this.trips.size >= TRIPS_MAX) throw unprocessable('Too many trips');
    const made: Trip = {
      id: 50_001 + this.trips.size,
      uniqueId: trip.uniqueId,
      state: 'initialized',
      vehicleId: integerIdOf(truck.plate),
      vehicle: { number: truck.plate },
      shouldStartAt: new Date(trip.shouldStartAt * 1000).toISOString(),
    };
    this.trips.set(made.id, made);
    return made;
  }

  act(id: number, request: unknown): Trip {
    const trip = this.get(id);
    const read = change.safeParse(request);
    if (!read.success) throw new Refusal(400, 'action is invalid', 'bad_request');
    const state = after(trip.state, read.data.trip.action);
    if (!state) throw unprocessable(`A trip that is ${trip.state} does not take ${read.data.trip.action}`);
    const { action, vehicle } = read.data.trip;
    const isUpdate = action === 'UPDATE_TRIP' || action === 'PARTIAL_UPDATE_TRIP';
    if (!isUpdate || vehicle === undefined) return this.put({ ...trip, state });
    const { plate } = this.truckOf(vehicle.number);
    return this.put({ ...trip, state, vehicleId: integerIdOf(plate), vehicle: { number: plate } });
  }

  delete(id: number): void {
    this.put({ ...this.get(id), state: 'trashed' });
  }

  trackUrl(id: number): string {
    return `https://track.loconav.invalid/trips/${this.get(id).id}`;
  }

  private truckOf(number: string): Truck {
    const truck = this.fleet.find(({ plate }) => plateForm(plate) === plateForm(number));
    if (!truck) throw unprocessable(`vehicle with number ${number} not found.`);
    return truck;
  }

  private get(id: number): Trip {
    const trip = this.trips.get(id);
    if (!trip || trip.state === 'trashed')
      throw new Refusal(404, `trip with id ${id} not found.`, 'not_found');
    return trip;
  }

  private put(trip: Trip): Trip {
    this.trips.set(trip.id, trip);
    return trip;
  }
}

function after(state: State, action: (typeof actions)[number]): State | undefined {
  const isWaiting = state === 'requested' || state === 'initialized';
  const isUnderWay = state === 'ongoing' || state === 'delayed';
  switch (action) {
    case 'START_TRIP':
      return isWaiting ? 'ongoing' : undefined;
    case 'END_TRIP':
      return isUnderWay ? 'completed' : undefined;
    case 'REJECT_TRIP':
      return isWaiting || isUnderWay ? 'unsuccessful' : undefined;
    case 'UPDATE_TRIP':
    case 'PARTIAL_UPDATE_TRIP':
      return isWaiting || isUnderWay ? state : undefined;
    default:
      return action satisfies never;
  }
}

/** One that should have begun long ago is delayed. */
function seenAt(trip: Trip, nowMs: number): Trip {
  const isLate = trip.state === 'initialized' && nowMs - Date.parse(trip.shouldStartAt) > DELAYED_AFTER_MS;
  return isLate ? { ...trip, state: 'delayed' } : trip;
}

function unprocessable(message: string): Refusal {
  return new Refusal(422, message, 'unprocessable_entity');
}
