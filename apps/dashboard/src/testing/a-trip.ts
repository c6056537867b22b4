import type { TripDetails } from '@watch-tower/contracts';

/** A trip for tests: scheduled, with one pickup and one delivery. */
export function aTrip(facts: Partial<TripDetails> = {}): TripDetails {
  const pickup = { id: '0190d4f0-0000-7000-8000-0000000000a1', name: 'APM Terminals Apapa' };
  const delivery = { id: '0190d4f0-0000-7000-8000-0000000000a2', name: 'Oluyole Breweries' };
  const nothing = { arrival: null, offloading: null, offload: null, departure: null };
  const stop = { plannedArrivalAt: null, plannedDepartureAt: null, actual: nothing, broughtTo: null };
  return {
    id: '0190d4f0-0000-7000-8000-0000000000b1',
    version: 1,
    vpcId: '01/Apr/2026-T11985LA-CA60',
    status: 'scheduled',
    stage: 'planned',
    client: null,
    truck: null,
    driver: null,
    pickup,
    delivery,
    containers: [],
    scheduledDeparture: '2026-04-01T08:00:00Z',
    actualDeparture: null,
    arrivalTime: null,
    offloadTime: null,
    completedAt: null,
    hold: null,
    delay: null,
    originTripId: null,
    backdated: false,
    stale: false,
    createdAt: '2026-03-31T08:00:00Z',
    updatedAt: '2026-03-31T08:00:00Z',
    stops: [
      { kind: 'pickup', locationId: pickup.id, location: pickup, ...stop },
      { kind: 'delivery', locationId: delivery.id, location: delivery, ...stop },
    ],
    cargoType: null,
    weightTons: null,
    cancellation: null,
    failure: null,
    handOvers: [],
    loconav: null,
    timeline: [],
    ...facts,
  };
}
