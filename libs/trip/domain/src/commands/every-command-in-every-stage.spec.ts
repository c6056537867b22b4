import { evolve, unknownTrip, type TripCommand, type TripEvent } from '../index.js';
import { stageOf } from '../stage.js';
import {
  at,
  cancelled,
  completed,
  created,
  deliveryReached,
  driverAssigned,
  event,
  given,
  offloaded,
  pickupReached,
  started,
  truckAssigned,
} from '../testing/scenario.js';
import { expectedOf, roundPlan, standings, whatComesOf, type Standing } from '../testing/what-comes-of.js';

const planned = event({ type: 'TripCreated', plan: roundPlan, backdated: false, originTripId: null });
const assigned = [planned, truckAssigned, driverAssigned];
const inTransit = [...assigned, pickupReached, started];
const atDelivery = [...inTransit, deliveryReached];
const offloading = [...atDelivery, event({ type: 'OffloadingStarted', stopIndex: 1, at: at('07:25') })];
const left = [...offloading, offloaded, event({ type: 'DeliveryLeft', stopIndex: 1, at: at('07:35') })];
const back = event({ type: 'EmptyReturned', stopIndex: 2, locationId: 'depot', at: at('07:40') });

/** A trip in each stage. */
const histories: Record<Standing, readonly TripEvent[]> = {
  unknown: [],
  planned: [planned],
  assigned,
  at_pickup: [...assigned, pickupReached],
  in_transit: inTransit,
  at_delivery: atDelivery,
  offloading,
  offloaded: [...offloading, offloaded],
  returning_empty: left,
  empty_returned: [...left, back],
  completed: [...left, back, completed],
  cancelled: [...assigned, cancelled],
  failed: [...inTransit, event({ type: 'TripFailed', at: at('07:40'), reason: 'breakdown' })],
};

const answerOf = (history: readonly TripEvent[], command: TripCommand) => {
  const decided = given(...history).when(command);
  return 'refusal' in decided ? decided.refusal.code : decided.events.map(({ type }) => type).join(', ');
};

describe.each(standings)('a trip that is %s', (standing) => {
  const history = histories[standing];

  it('is so', () => {
    const trip = history.reduce(evolve, unknownTrip);
    expect(trip.situation === 'unknown' ? 'unknown' : stageOf(trip)).toBe(standing);
  });

  it.each(Object.entries(whatComesOf))('asked to %s', (_name, asking) => {
    expect(answerOf(history, asking.command)).toBe(expectedOf(asking, standing));
  });
});

describe('said again', () => {
  const { hold, resume } = whatComesOf;
  const held = event({ type: 'TripHeld', at: at('07:50'), reason: 'gate' });

  it.each(['planned', 'in_transit', 'returning_empty'] as const)('on hold, %s', (standing) => {
    expect(answerOf([...histories[standing], held], hold.command)).toBe('already_on_hold');
    expect(answerOf([...histories[standing], held], resume.command)).toBe('TripResumed');
  });

  it('what is so already changes nothing', () => {
    expect(answerOf(assigned, { type: 'assign', truckId: 'truck-1', driverId: 'driver-1' })).toBe('');
    const set = { ...whatComesOf['set the arrival'].command, at: at('07:20') };
    expect(answerOf(atDelivery, set)).toBe('');
    expect(answerOf([created], { type: 'assign', truckId: null, driverId: null })).toBe('');
  });
});
