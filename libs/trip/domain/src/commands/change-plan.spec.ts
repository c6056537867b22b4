import {
  at,
  cancelled,
  created,
  event,
  given,
  longPlan,
  pickupReached,
  plan,
  refusedWith,
  truckAssigned,
} from '../testing/scenario.js';

describe('change-plan', () => {
  it('records only what differs', () => {
    const change = { cargoType: 'reefer', weightTons: plan.weightTons };
    expect(given(created).when({ type: 'change-plan', change })).toEqual({
      events: [event({ type: 'PlanChanged', change: { cargoType: 'reefer' } })],
    });
  });

  it('empties a field by null', () => {
    expect(given(created).when({ type: 'change-plan', change: { weightTons: null } })).toEqual({
      events: [event({ type: 'PlanChanged', change: { weightTons: null } })],
    });
  });

  it('is silent where nothing differs', () => {
    expect(given(created).when({ type: 'change-plan', change: { stops: [...plan.stops] } })).toEqual({
      events: [],
    });
  });

  it('refuses other stops once the truck stands at the pickup', () => {
    expect(
      given(created, truckAssigned, pickupReached).when({
        type: 'change-plan',
        change: { stops: longPlan.stops },
      }),
    ).toEqual(refusedWith('trip_under_way', 'stops'));
  });

  it('still takes a new departure then', () => {
    const change = { scheduledDeparture: at('11:00') };
    expect(given(created, truckAssigned, pickupReached).when({ type: 'change-plan', change })).toEqual({
      events: [event({ type: 'PlanChanged', change })],
    });
  });

  it('refuses what a plan may not hold', () => {
    const change = { containers: [{ number: 'TCNU3877561', lengthFeet: null }] };
    expect(given(created).when({ type: 'change-plan', change })).toEqual(
      refusedWith('container_number_invalid'),
    );
  });

  it('refuses a trip that does not exist or is over', () => {
    const command = { type: 'change-plan', change: { cargoType: 'reefer' } } as const;
    expect(given().when(command)).toEqual(refusedWith('trip_not_found'));
    expect(given(created, cancelled).when(command)).toEqual(refusedWith('trip_cancelled'));
  });

  it('refuses a retired place that is new to the trip, and takes one it goes to already', () => {
    const [pickup, delivery] = plan.stops.map((stop) => ({ ...stop, locationId: 'yard-retired' }));
    const [first, second] = plan.stops;
    if (!pickup || !delivery || !first || !second) throw new Error('the plan has two stops');
    const change = { stops: [first, delivery] };
    expect(given(created).when({ type: 'change-plan', change })).toEqual(
      refusedWith('location_retired', 'stops.1.locationId'),
    );
    const toYard = event({ type: 'PlanChanged', change: { stops: [pickup, second] } });
    expect(given(created, toYard).when({ type: 'change-plan', change })).toEqual({
      events: [event({ type: 'PlanChanged', change })],
    });
  });
});
