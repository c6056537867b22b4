import { z } from 'zod';
import { LoconavError } from './loconav-error.js';
import type { LoconavTransport } from './loconav-transport.js';
import { readPages } from './pages.js';

const trip = z.looseObject({
  id: z.coerce.number().int(),
  uniqueId: z.string(),
  /** requested, initialized, ongoing, delayed, completed, unsuccessful, trashed; others are kept as they come. */
  state: z.string().nullish(),
  /** The integer id, here and in alerts. */
  vehicleId: z.union([z.number(), z.string()]).nullish(),
});
export type Trip = z.output<typeof trip>;

/** A place LocoNav knows by its polygon, or a point. */
export type TripPlace = (
  | { readonly geofenceId: number }
  | {
      readonly latitude: number;
      readonly longitude: number;
      readonly address: string;
      readonly radiusM: number;
    }
) & { readonly eta?: Date; readonly etd?: Date };

export type NewTrip = {
  /** Our own id of the trip: LocoNav takes it once. */
  readonly uniqueId: string;
  readonly vehicleNumber: string;
  readonly shouldStartAt: Date;
  readonly source: TripPlace;
  readonly checkPoints: readonly TripPlace[];
  readonly destination: TripPlace;
  readonly expectedDistanceKm?: number;
  readonly tripDelayAlertsEnabled: boolean;
  readonly shouldExpireOldTrips: boolean;
};

export type TripAction = 'START_TRIP' | 'END_TRIP' | 'UPDATE_TRIP' | 'PARTIAL_UPDATE_TRIP' | 'REJECT_TRIP';

const created = z.looseObject({ data: trip }).transform(({ data }) => data);
const done = z.unknown();
const trackUrl = z
  .looseObject({
    data: z.union([z.string(), z.looseObject({ trackUrl: z.string() }), z.looseObject({ url: z.string() })]),
  })
  .transform(({ data }) => (typeof data === 'string' ? data : String(data['trackUrl'] ?? data['url'])));

const endpoint = 'trips';
const pageSize = 10;

export class Trips {
  constructor(private readonly transport: LoconavTransport) {}

  /**
   * Makes a trip once: whether it is there already is looked up before another try, and where its id is taken.
   * @throws LoconavError `unprocessable`, for instance where a geofence is not found.
   */
  async create(wanted: NewTrip): Promise<Trip> {
    const { uniqueId } = wanted;
    try {
      return await this.transport.call({
        endpoint,
        method: 'POST',
        path: '/trips',
        body: { trip: bodyOf(wanted) },
        answer: created,
        beforeRetry: () => this.find(uniqueId),
      });
    } catch (error) {
      if (!(error instanceof LoconavError) || !saysTaken(error)) throw error;
      const found = await this.find(uniqueId);
      if (found === undefined) throw error;
      return found;
    }
  }

  /** The trip of our id. */
  async find(uniqueId: string): Promise<Trip | undefined> {
    const call = { endpoint, method: 'GET', path: '/trips', query: { uniqueId } } as const;
    const found = await readPages(this.transport, call, trip, pageSize);
    return found.find((one) => one.uniqueId === uniqueId);
  }

  /** @param changes what an update changes, in LocoNav's words. */
  async act(id: number, action: TripAction, changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const body = { trip: { ...changes, action } };
    await this.transport.call({ endpoint, method: 'PUT', path: `/trips/${id}`, body, answer: done });
  }

  /** Tells LocoNav anew what a trip is to be, its vehicle too. */
  update(id: number, wanted: Omit<NewTrip, 'uniqueId'>): Promise<void> {
    return this.act(id, 'UPDATE_TRIP', planOf(wanted));
  }

  /** One that is not there is deleted. */
  async delete(id: number): Promise<void> {
    try {
      await this.transport.call({ endpoint, method: 'DELETE', path: `/trips/${id}`, answer: done });
    } catch (error) {
      if (!(error instanceof LoconavError) || error.kind !== 'not_found') throw error;
    }
  }

  /** Where anybody may watch the trip. */
  trackUrl(id: number): Promise<string> {
    const path = `/trips/${id}/track_url`;
    return this.transport.call({ endpoint: 'track_url', method: 'GET', path, answer: trackUrl });
  }
}

const saysTaken = ({ kind, details }: LoconavError): boolean =>
  kind === 'unprocessable' &&
  (details.reasons ?? []).some((reason) => /unique\s?id has already been taken/i.test(reason));

const bodyOf = (wanted: NewTrip) => ({ uniqueId: wanted.uniqueId, ...planOf(wanted) });

const planOf = (wanted: Omit<NewTrip, 'uniqueId'>) => ({
  vehicle: { number: wanted.vehicleNumber },
  shouldStartAt: seconds(wanted.shouldStartAt),
  source: placeOf(wanted.source),
  // LocoNav numbers the stops; the source is the first.
  checkPoints: Object.fromEntries(
    wanted.checkPoints.map((place, index) => [String(index + 2), placeOf(place)]),
  ),
  destination: placeOf(wanted.destination),
  expectedDistance: wanted.expectedDistanceKm,
  tripDelayAlertsEnabled: wanted.tripDelayAlertsEnabled,
  shouldExpireOldTrips: wanted.shouldExpireOldTrips,
});

const placeOf = (place: TripPlace) => ({
  ...('geofenceId' in place
    ? { geofenceId: place.geofenceId }
    : { coordinates: `${place.latitude},${place.longitude}`, address: place.address, radius: place.radiusM }),
  ...(place.eta !== undefined && { eta: seconds(place.eta) }),
  ...(place.etd !== undefined && { etd: seconds(place.etd) }),
});

/** Request times are epoch seconds. */
const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);
