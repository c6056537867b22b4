import {
  at,
  cancelled,
  completed,
  created,
  deliveryReached,
  event,
  given,
  longPlan,
  offloaded,
  pickupReached,
  refusedWith,
  started,
  truckAssigned,
} from '../testing/scenario.js';

const scheduled = [created, truckAssigned];
const underWay = [...scheduled, started];

describe('arrive', () => {
  it('reaches the pickup while the trip is scheduled', () => {
    expect(given(...scheduled).when({ type: 'arrive', at: at('07:00') })).toEqual({
      events: [pickupReached],
    });
  });

  it('reaches the delivery while it is under way', () => {
    expect(given(...underWay).when({ type: 'arrive', at: at('07:20') })).toEqual({
      events: [deliveryReached],
    });
  });

  it('reaches the second client after the first is served', () => {
    const first = event({ type: 'TripCreated', plan: longPlan, backdated: false, originTripId: null });
    const history = [first, truckAssigned, started, deliveryReached, offloaded];
    expect(given(...history).when({ type: 'arrive', at: at('07:50') })).toEqual({
      events: [event({ type: 'DeliveryReached', stopIndex: 2, at: at('07:50') })],
    });
  });

  it.each([
    ['truck_required', [created]],
    ['already_at_pickup', [...scheduled, pickupReached]],
    ['already_at_delivery', [...underWay, deliveryReached]],
    ['no_delivery_left', [...underWay, deliveryReached, offloaded]],
    ['trip_not_found', []],
  ])('refuses with %s', (code, history) => {
    expect(given(...history).when({ type: 'arrive', at: at('07:50') })).toEqual(refusedWith(code));
  });
});

describe('start', () => {
  it('departs, from the pickup or without a word of it', () => {
    const start = { type: 'start', at: at('07:10') } as const;
    expect(given(...scheduled, pickupReached).when(start)).toEqual({ events: [started] });
    expect(given(...scheduled).when(start)).toEqual({ events: [started] });
  });

  it.each([
    ['truck_required', [created]],
    ['trip_already_started', underWay],
    ['trip_completed', [...underWay, completed]],
  ])('refuses with %s', (code, history) => {
    expect(given(...history).when({ type: 'start', at: at('07:50') })).toEqual(refusedWith(code));
  });
});

describe('offload', () => {
  it('takes the cargo off at the delivery', () => {
    expect(
      given(...underWay, deliveryReached).when({ type: 'offload', phase: 'done', at: at('07:30') }),
    ).toEqual({
      events: [offloaded],
    });
  });

  it.each([
    ['before departure', scheduled],
    ['on the way', underWay],
    ['twice', [...underWay, deliveryReached, offloaded]],
  ])('refuses %s', (_case, history) => {
    expect(given(...history).when({ type: 'offload', phase: 'done', at: at('07:50') })).toEqual(
      refusedWith('not_at_delivery'),
    );
  });
});

describe('complete', () => {
  it.each([
    ['in transit', underWay],
    ['at the delivery', [...underWay, deliveryReached]],
    ['offloaded', [...underWay, deliveryReached, offloaded]],
  ])('ends a trip that is %s', (_case, history) => {
    expect(given(...history).when({ type: 'complete', at: at('07:40') })).toEqual({ events: [completed] });
  });

  it.each([
    ['trip_not_started', scheduled],
    ['trip_cancelled', [...underWay, cancelled]],
  ])('refuses with %s', (code, history) => {
    expect(given(...history).when({ type: 'complete', at: at('07:50') })).toEqual(refusedWith(code));
  });
});

describe('cancel', () => {
  const cancel = { type: 'cancel', at: at('07:40'), reason: 'no room' } as const;

  it.each([
    ['scheduled', scheduled],
    ['at the pickup', [...scheduled, pickupReached]],
    ['at the client', [...underWay, deliveryReached]],
  ])('ends a trip that is %s, with the reason', (_case, history) => {
    expect(given(...history).when(cancel)).toEqual({ events: [cancelled] });
  });

  it('refuses a trip that is over', () => {
    expect(given(...underWay, completed).when(cancel)).toEqual(refusedWith('trip_completed'));
  });
});

describe('times of stages', () => {
  it('may run five minutes ahead of our clock and no further', () => {
    expect(given(...scheduled).when({ type: 'start', at: at('08:05') })).toHaveProperty('events');
    expect(given(...scheduled).when({ type: 'start', at: at('08:06') })).toEqual(
      refusedWith('time_in_future', 'at'),
    );
  });

  it.each([
    [{ type: 'start', at: at('06:59') }, [...scheduled, pickupReached]],
    [{ type: 'arrive', at: at('07:09') }, underWay],
    [{ type: 'offload', phase: 'done', at: at('07:19') }, [...underWay, deliveryReached]],
    [{ type: 'complete', at: at('07:29') }, [...underWay, deliveryReached, offloaded]],
  ] as const)('may not lie before the stage they follow: %o', (command, history) => {
    expect(given(...history).when(command)).toEqual(refusedWith('time_before_previous_stage', 'at'));
  });
});
