import {
  at,
  cancelled,
  completed,
  created,
  deliveryReached,
  driverAssigned,
  event,
  given,
  longPlan,
  offloaded,
  pickupReached,
  refusedWith,
  started,
  truckAssigned,
} from '../testing/scenario.js';

const scheduled = [created, truckAssigned, driverAssigned];
const underWay = [...scheduled, pickupReached, started];
const reason = 'the driver called';
const withReason = (bare: Parameters<typeof event>[0]) => {
  const plain = event(bare);
  return { ...plain, evidence: { ...plain.evidence, reason } };
};

describe('hold and resume', () => {
  const held = event({ type: 'TripHeld', at: at('07:30'), reason });
  const hold = { type: 'hold', at: at('07:30'), reason } as const;
  const resume = { type: 'resume', at: at('07:40') } as const;

  it('set a flag and take it away', () => {
    expect(given(...underWay).when(hold)).toEqual({ events: [held] });
    expect(given(...underWay, held).when(resume)).toEqual({
      events: [event({ type: 'TripResumed', at: at('07:40') })],
    });
  });

  it('do not end before they began', () => {
    expect(given(...underWay, held).when({ ...resume, at: at('07:29') })).toEqual(
      refusedWith('time_before_previous_stage', 'at'),
    );
  });

  it('are refused where it is so already, and after the end', () => {
    expect(given(...underWay, held).when(hold)).toEqual(refusedWith('already_on_hold'));
    expect(given(...underWay).when(resume)).toEqual(refusedWith('not_on_hold'));
    expect(given(...underWay, completed).when(hold)).toEqual(refusedWith('trip_completed'));
  });
});

describe('fail', () => {
  const fail = { type: 'fail', at: at('07:40'), reason } as const;

  it.each([
    ['at the pickup', [...scheduled, pickupReached]],
    ['under way', underWay],
  ])('ends a trip %s', (_case, history) => {
    expect(given(...history).when(fail)).toEqual({
      events: [event({ type: 'TripFailed', at: at('07:40'), reason })],
    });
  });

  it.each([
    ['trip_not_under_way', scheduled],
    ['trip_cancelled', [...underWay, cancelled]],
  ])('refuses with %s', (code, history) => {
    expect(given(...history).when(fail)).toEqual(refusedWith(code));
  });
});

describe('swap', () => {
  const place = { kind: 'point', latitude: 6.5, longitude: 3.4 } as const;
  const handOver = { at: at('07:30'), place, reason };

  it('gives a trip under way to another truck, and to another driver', () => {
    expect(given(...underWay).when({ type: 'swap-truck', truckId: 'truck-2', ...handOver })).toEqual({
      events: [event({ type: 'TruckSwapped', fromTruckId: 'truck-1', toTruckId: 'truck-2', ...handOver })],
    });
    expect(given(...underWay).when({ type: 'swap-driver', driverId: 'driver-2', ...handOver })).toEqual({
      events: [
        event({ type: 'DriverSwapped', fromDriverId: 'driver-1', toDriverId: 'driver-2', ...handOver }),
      ],
    });
  });

  it.each([
    ['trip_not_under_way', undefined, scheduled, { truckId: 'truck-2' }],
    ['same_truck', 'truckId', underWay, { truckId: 'truck-1' }],
    ['truck_not_operational', 'truckId', underWay, { truckId: 'truck-broken' }],
    ['time_before_previous_stage', 'at', underWay, { truckId: 'truck-2', at: at('07:05') }],
    [
      'location_unknown',
      'place.locationId',
      underWay,
      { truckId: 'truck-2', place: { kind: 'location', locationId: 'atlantis' } as const },
    ],
  ])('refuses with %s', (code, field, history, change) => {
    const command = { type: 'swap-truck', ...handOver, ...change } as const;
    expect(given(...history).when(command)).toEqual(refusedWith(code, field));
  });
});

it('nothing is reported of the time before a driver took over', () => {
  const place = { kind: 'point', latitude: 6.5, longitude: 3.4 } as const;
  const taken = { at: at('07:30'), place, reason, fromDriverId: 'driver-1', toDriverId: 'driver-2' };
  const history = [...underWay, event({ type: 'DriverSwapped', ...taken })];
  expect(given(...history).when({ type: 'arrive', at: at('07:29') })).toEqual(
    refusedWith('time_before_previous_stage', 'at'),
  );
});

describe('correct', () => {
  const arrival = { type: 'correct', milestone: 'arrival', stopIndex: 1, reason } as const;
  const there = [...underWay, deliveryReached];

  it('sets a time that was told, with the reason', () => {
    expect(given(...there).when({ ...arrival, at: at('07:15') })).toEqual({
      events: [
        withReason({
          type: 'TimeCorrected',
          milestone: 'arrival',
          stopIndex: 1,
          was: at('07:20'),
          at: at('07:15'),
        }),
      ],
    });
  });

  it('sets a time that nobody told, also of a trip that has ended', () => {
    expect(given(...underWay, completed).when({ ...arrival, at: at('07:15') })).toEqual({
      events: [withReason({ type: 'DeliveryReached', stopIndex: 1, at: at('07:15') })],
    });
  });

  it('corrects the end, or takes it back', () => {
    const end = { type: 'correct', milestone: 'end', stopIndex: null, reason } as const;
    expect(given(...there, completed).when({ ...end, at: at('07:35') })).toMatchObject({
      events: [{ type: 'TimeCorrected', milestone: 'end', was: at('07:40'), at: at('07:35') }],
    });
    expect(given(...there, completed).when({ ...end, at: null })).toMatchObject({
      events: [{ type: 'ProgressWithdrawn', milestone: 'end', was: at('07:40') }],
    });
    expect(given(...there).when({ ...end, at: null })).toEqual(refusedWith('trip_not_ended'));
  });

  it('gives a time back to the visits, and says nothing twice', () => {
    expect(given(...there).when({ ...arrival, at: null })).toMatchObject({
      events: [{ type: 'ProgressWithdrawn', milestone: 'arrival', stopIndex: 1 }],
    });
    expect(given(...there).when({ ...arrival, at: at('07:20') })).toEqual({ events: [] });
    expect(given(...underWay).when({ ...arrival, at: null })).toEqual({ events: [] });
  });

  it.each([
    ['times_out_of_order', { at: at('07:35') }, [...there, offloaded]],
    ['times_out_of_order', { at: at('07:09') }, underWay],
    ['times_out_of_order', { at: at('07:45') }, [...there, completed]],
    ['time_in_future', { at: at('09:00') }, there],
    ['stop_unknown', { at: at('07:15'), stopIndex: 7 }, there],
    ['no_such_milestone', { at: at('07:15'), stopIndex: 0, milestone: 'offload' as const }, there],
    ['truck_required', { at: at('07:15') }, [created]],
    ['trip_not_found', { at: at('07:15') }, []],
  ])('refuses with %s', (code, change, history) => {
    expect(given(...history).when({ ...arrival, ...change })).toEqual(refusedWith(code));
  });
});

it('a truck that has left the delivery can arrive at the next stop, whatever is known of its cargo', () => {
  const first = event({ type: 'TripCreated', plan: longPlan, backdated: false, originTripId: null });
  const left = event({ type: 'DeliveryLeft', stopIndex: 1, at: at('07:30') });
  const history = [first, truckAssigned, started, deliveryReached, left];
  expect(given(...history).when({ type: 'arrive', at: at('07:50') })).toEqual({
    events: [event({ type: 'DeliveryReached', stopIndex: 2, at: at('07:50') })],
  });
});

describe('an arrival that nobody told', () => {
  const begun = event({ type: 'OffloadingStarted', stopIndex: 1, at: at('07:25') });

  it('does not follow what is known to have come after it', () => {
    const arrive = { type: 'arrive', stopIndex: 0, at: at('07:50') } as const;
    expect(given(...scheduled, started).when(arrive)).toEqual(
      refusedWith('stop_already_passed', 'stopIndex'),
    );
  });

  it('leaves the truck at the delivery where its cargo is taken off', () => {
    const there = given(...underWay, begun);
    expect(there.when({ type: 'arrive', at: at('07:50') })).toEqual(refusedWith('already_at_delivery'));
    expect(there.when({ type: 'offload', phase: 'done', at: at('07:30') })).toEqual({ events: [offloaded] });
  });
});

describe('an empty', () => {
  const first = event({ type: 'TripCreated', plan: longPlan, backdated: false, originTripId: null });
  const emptied = [first, truckAssigned, started, deliveryReached, offloaded];

  it('may be brought to another depot, which ends the trip', () => {
    const arrive = { type: 'arrive', stopIndex: 3, locationId: 'other-depot', at: at('07:50') } as const;
    expect(given(...emptied).when(arrive)).toEqual({
      events: [
        event({ type: 'EmptyReturned', stopIndex: 3, locationId: 'other-depot', at: at('07:50') }),
        event({ type: 'TripCompleted', at: at('07:50') }),
      ],
    });
  });

  it.each([
    ['location_planned', { stopIndex: 2, locationId: 'elsewhere' }],
    ['stop_already_reached', { stopIndex: 1 }],
    ['stop_unknown', { stopIndex: 9 }],
  ])('but refuses with %s', (code, change) => {
    expect(given(...emptied).when({ type: 'arrive', at: at('07:50'), ...change })).toEqual(refusedWith(code));
  });
});

describe('offload', () => {
  const begun = event({ type: 'OffloadingStarted', stopIndex: 1, at: at('07:25') });
  const begin = { type: 'offload', phase: 'started', at: at('07:25') } as const;

  it('begins, and is done', () => {
    expect(given(...underWay, deliveryReached).when(begin)).toEqual({ events: [begun] });
    expect(given(...underWay, deliveryReached, begun).when(begin)).toEqual(refusedWith('already_offloading'));
    expect(
      given(...underWay, deliveryReached, begun).when({ type: 'offload', phase: 'done', at: at('07:30') }),
    ).toEqual({ events: [offloaded] });
  });
});
