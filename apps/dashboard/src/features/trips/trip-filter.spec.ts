import {
  containerNumberOf,
  isNarrowed,
  readTripFilter,
  tripQueryOf,
  writeTripFilter,
  type TripFilter,
} from './trip-filter.js';

const lagos = 'Africa/Lagos';
const everything = readTripFilter(new URLSearchParams());

describe('a filter of trips', () => {
  it('comes back from its address as it was', () => {
    const filter: TripFilter = {
      layout: 'kanban',
      status: 'ongoing',
      stage: 'in_transit',
      text: 'TCNU38',
      truckId: 'a',
      driverId: 'b',
      clientId: 'c',
      locationId: 'd',
      container: 'TCNU3877560',
      delayed: true,
      onHold: true,
      from: '2026-04-01',
      to: '2026-04-02',
      arrivedFrom: '2026-04-03',
      arrivedTo: '2026-04-04',
    };
    expect(readTripFilter(writeTripFilter(filter))).toEqual(filter);
  });

  it('leaves out of the address and the query what narrows nothing', () => {
    const filter = { ...everything, text: '  ' };
    expect(writeTripFilter(filter).toString()).toBe('');
    expect(tripQueryOf(filter, lagos)).toEqual({});
  });

  it('takes for not there what it does not know', () => {
    const params = new URLSearchParams(
      'status=teleported&stage=lost&layout=globe&from=yesterday&delayed=very&container=box',
    );
    expect(readTripFilter(params)).toEqual(everything);
  });

  it('asks for the text without the spaces around it', () => {
    expect(tripQueryOf({ ...everything, text: ' T119 ' }, lagos)).toEqual({ text: 'T119' });
  });

  it('asks for days of the operator, to the end of the last one', () => {
    expect(tripQueryOf({ ...everything, from: '2026-04-01', to: '2026-04-01' }, lagos)).toEqual({
      departureFrom: '2026-03-31T23:00:00.000Z',
      departureTo: '2026-04-01T22:59:59.999Z',
    });
  });

  it('asks for arrivals, delays and holds only where they are asked for', () => {
    const filter = { ...everything, delayed: true, onHold: true, arrivedFrom: '2026-04-01' };
    expect(tripQueryOf(filter, lagos)).toEqual({
      delayed: true,
      onHold: true,
      arrivalFrom: '2026-03-31T23:00:00.000Z',
    });
  });

  it('knows a container by its number, written in whatever way', () => {
    expect(containerNumberOf('tcnu 387756-0')).toBe('TCNU3877560');
    expect(['TCNU', '', null].map(containerNumberOf)).toEqual([null, null, null]);
  });

  it('is not narrowed by the way in which trips are shown', () => {
    expect(isNarrowed({ ...everything, layout: 'kanban' })).toBe(false);
    expect(isNarrowed({ ...everything, clientId: 'c' })).toBe(true);
  });
});
