import { aTrip } from '../../testing/a-trip.js';
import {
  changesOf,
  emptyTripForm,
  followUpOf,
  mayRemove,
  missingOf,
  rebased,
  sentIndexOf,
  toForm,
  toPlan,
  withStop,
  type TripForm,
} from './trip-form.js';

const lagos = 'Africa/Lagos';
const trip = aTrip({
  truck: { id: 'truck', number: 'T11985LA' },
  containers: [{ number: 'TCNU3877560', lengthFeet: 40 }],
  weightTons: 24.5,
});

describe('the form of a trip', () => {
  it('changes nothing of a trip that nobody touched', () => {
    expect(changesOf(trip, toForm(trip, lagos), lagos)).toEqual({});
  });

  it('names only what was changed, and null where something was emptied', () => {
    const form: TripForm = { ...toForm(trip, lagos), weightTons: '', truck: null, cargoType: ' Malt ' };
    expect(changesOf(trip, form, lagos)).toEqual({ weightTons: null, truckId: null, cargoType: 'Malt' });
  });

  it('reads times in the operator’s zone', () => {
    expect(toForm(trip, lagos).scheduledDeparture).toBe('2026-04-01T09:00');
    expect(toPlan({ ...emptyTripForm, scheduledDeparture: '2026-04-01T09:00' }, lagos)).toMatchObject({
      scheduledDeparture: '2026-04-01T08:00:00.000Z',
    });
  });

  it('keeps what was changed here on top of what somebody else changed', () => {
    const form: TripForm = { ...toForm(trip, lagos), cargoType: 'Malt' };
    const theirs = aTrip({ ...trip, version: 2, weightTons: 20, truck: { id: 'other', number: 'KBX 123A' } });
    expect(rebased(trip, form, theirs, lagos)).toMatchObject({
      cargoType: 'Malt',
      weightTons: '20',
      truck: { id: 'other' },
    });
  });
});

describe('its stops', () => {
  it('are deliveries before the return of the empty, whichever was added first', () => {
    const form = withStop(withStop(emptyTripForm, 'empty_return'), 'delivery');
    expect(form.stops.map(({ kind }) => kind)).toEqual(['pickup', 'delivery', 'delivery', 'empty_return']);
    expect(new Set(form.stops.map(({ key }) => key)).size).toBe(4);
  });

  it('are at least a pickup and a delivery', () => {
    const removable = (form: TripForm) => form.stops.filter((stop) => mayRemove(form.stops, stop));
    expect(removable(emptyTripForm)).toEqual([]);
    expect(removable(withStop(emptyTripForm, 'delivery')).map(({ kind }) => kind)).toEqual([
      'delivery',
      'delivery',
    ]);
    expect(removable(withStop(emptyTripForm, 'empty_return')).map(({ kind }) => kind)).toEqual([
      'empty_return',
    ]);
  });

  it('need a place each', () => {
    expect([...missingOf(emptyTripForm).keys()]).toEqual(['stops.0.locationId', 'stops.1.locationId']);
    expect(missingOf(toForm(trip, lagos)).size).toBe(0);
  });
});

describe('its containers', () => {
  const containers = [
    { number: ' ', lengthFeet: '20' },
    { number: 'tcnu 387756-0', lengthFeet: '' },
  ] as const;

  it('are those that were written, as they are painted on the box', () => {
    expect(toPlan({ ...emptyTripForm, containers }, lagos).containers).toEqual([
      { number: 'TCNU3877560', lengthFeet: null },
    ]);
  });

  it('know where they stand in what is sent, so that a fault finds its field', () => {
    expect([0, 1, 2].map((index) => sentIndexOf(containers, index))).toEqual([null, 0, null]);
  });
});

it('a job that goes on has its client, stops and containers, and a departure, truck and id of its own', () => {
  const form = followUpOf(trip, lagos);
  expect(form).toMatchObject({ vpcId: '', truck: null, driver: null, scheduledDeparture: '' });
  expect(form.containers).toEqual([{ number: 'TCNU3877560', lengthFeet: '40' }]);
  expect(form.stops.map(({ place }) => place?.name)).toEqual(['APM Terminals Apapa', 'Oluyole Breweries']);
});
