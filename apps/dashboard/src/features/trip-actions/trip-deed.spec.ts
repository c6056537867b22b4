import { aTrip } from '../../testing/a-trip.js';
import { actionsOf } from './trip-actions.js';
import { emptyDeedForm, readDeed, stopsAhead, type DeedForm } from './trip-deed.js';

const read = (action: Parameters<typeof readDeed>[0], form: Partial<DeedForm> = {}) =>
  readDeed(action, { ...emptyDeedForm, ...form }, 'Africa/Lagos');

describe('the actions that are offered', () => {
  it('are those of the stage, the likely one first', () => {
    expect(actionsOf({ stage: 'at_pickup', hold: null })[0]).toBe('start');
    expect(actionsOf({ stage: 'at_delivery', hold: null }).slice(0, 2)).toEqual([
      'start-offloading',
      'offload',
    ]);
    expect(actionsOf({ stage: 'planned', hold: null })).toEqual(['hold', 'cancel']);
  });

  it('of a trip that waits begin with going on', () => {
    const hold = { at: '2026-04-01T08:00:00Z', reason: 'Port strike' };
    const offered = actionsOf({ stage: 'in_transit', hold });
    expect(offered[0]).toBe('resume');
    expect(offered).not.toContain('hold');
  });

  it.each(['completed', 'cancelled', 'failed'] as const)('of a %s trip are none', (stage) => {
    expect(actionsOf({ stage, hold: null })).toEqual([]);
    expect(actionsOf({ stage, hold: { at: '2026-04-01T08:00:00Z', reason: 'Port strike' } })).toEqual([]);
  });
});

describe('a deed', () => {
  it('happened now where no time is given, and else at the operator’s time', () => {
    expect(read('start')).toEqual({ deed: { do: 'start', body: {} } });
    expect(read('start', { at: '2026-04-01T09:00' })).toEqual({
      deed: { do: 'start', body: { at: '2026-04-01T08:00:00.000Z' } },
    });
  });

  it('tells the two halves of offloading apart', () => {
    expect(read('start-offloading')).toMatchObject({ deed: { do: 'offload', body: { phase: 'started' } } });
    expect(read('offload')).toMatchObject({ deed: { do: 'offload', body: { phase: 'done' } } });
  });

  it('names the stop and the place only where they were chosen', () => {
    expect(read('arrive')).toEqual({ deed: { do: 'arrive', body: {} } });
    expect(read('arrive', { stopIndex: 2, place: { id: 'depot', name: 'Depot' } })).toEqual({
      deed: { do: 'arrive', body: { stopIndex: 2, locationId: 'depot' } },
    });
  });

  it('of a swap has its place, or its point on the road', () => {
    const other = { id: 'truck', name: 'T11985LA' };
    const body = { reason: 'Breakdown', truckId: 'truck' };
    expect(read('swap-truck', { other, reason: 'Breakdown', place: { id: 'yard', name: 'Yard' } })).toEqual({
      deed: { do: 'swap-truck', body: { ...body, place: { kind: 'location', locationId: 'yard' } } },
    });
    expect(read('swap-truck', { other, reason: 'Breakdown', point: '6.45, -3.38' })).toEqual({
      deed: {
        do: 'swap-truck',
        body: { ...body, place: { kind: 'point', latitude: 6.45, longitude: -3.38 } },
      },
    });
  });

  it('of a swap says what is missing, by the name that the server has for it', () => {
    const answer = read('swap-driver', { point: 'near the bridge' });
    expect('faults' in answer && [...answer.faults.keys()]).toEqual(['driverId', 'place']);
  });
});

it('a truck may be told to have arrived where it has not yet', () => {
  const [pickup, delivery] = aTrip().stops;
  if (!pickup || !delivery) throw new Error('the sample trip has two stops');
  const evidence = { kind: 'rule', rule: 'x/1' } as const;
  const arrived = { ...pickup.actual, arrival: { at: '2026-04-01T08:00:00Z', evidence } };
  const trip = aTrip({ stops: [{ ...pickup, actual: arrived }, delivery, delivery] });
  expect(stopsAhead(trip).map(({ index }) => index)).toEqual([1, 2]);
});
