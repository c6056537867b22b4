import { sql, type Queryable } from '@watch-tower/database';
import type { MirrorPlan } from '@watch-tower/fleet-domain';
import type { NewTrip, TripPlace } from '@watch-tower/loconav';

type Place = {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly radiusM: number | null;
  readonly geofenceId: string | null;
};

/** Of a place whose fence is no circle. */
const radiusMDefault = 200;

/** A plan in LocoNav's words, or what of it LocoNav cannot know yet. */
export const toLoconavTrip = async (
  database: Queryable,
  tripId: string,
  plan: MirrorPlan,
): Promise<NewTrip | { readonly waitsFor: string }> => {
  const [truck] = await database.query<{ number: string; isThere: boolean }>(sql`
    select truck_number as number, loconav_vehicle_id is not null as "isThere"
    from trucks where id = ${plan.truckId}`);
  if (truck === undefined || !truck.isThere) return { waitsFor: 'the truck has no LocoNav vehicle' };
  const places = await placesOf(database, plan);
  const stops = plan.stops.map((stop) => placeOf(places.get(stop.locationId), stop));
  const [source, ...others] = stops.filter((stop) => stop !== undefined);
  const destination = others.pop();
  if (source === undefined || destination === undefined || others.length + 2 < stops.length) {
    return { waitsFor: 'a stop has neither a fence nor a LocoNav geofence' };
  }
  return {
    uniqueId: tripId,
    vehicleNumber: truck.number,
    shouldStartAt: new Date(plan.departureAt),
    source,
    checkPoints: others,
    destination,
    // Delays and what is over are told by trip itself.
    tripDelayAlertsEnabled: false,
    shouldExpireOldTrips: false,
  };
};

const placesOf = async (database: Queryable, { stops }: MirrorPlan): Promise<Map<string, Place>> => {
  const rows = await database.query<Place>(sql`
    select id, name, address, latitude, longitude, (fence->>'radiusM')::float8 as "radiusM",
      geofence_id as "geofenceId"
    from locations where id = any(${stops.map(({ locationId }) => locationId)}::uuid[])`);
  return new Map(rows.map((place) => [place.id, place]));
};

const placeOf = (place: Place | undefined, stop: MirrorPlan['stops'][number]): TripPlace | undefined => {
  if (place === undefined) return undefined;
  const times = {
    ...(stop.arrivalAt !== null && { eta: new Date(stop.arrivalAt) }),
    ...(stop.departureAt !== null && { etd: new Date(stop.departureAt) }),
  };
  const { name, address, latitude, longitude, radiusM, geofenceId } = place;
  if (geofenceId !== null) return { geofenceId: Number(geofenceId), ...times };
  if (latitude === null || longitude === null) return undefined;
  return { latitude, longitude, address: address ?? name, radiusM: radiusM ?? radiusMDefault, ...times };
};
