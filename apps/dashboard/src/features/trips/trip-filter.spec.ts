import { isNarrowed, readTripFilter, tripQueryOf, writeTripFilter, type TripFilter } from './trip-filter.js';

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
      from: '2026-04-01',
      to: '2026-04-02',
    };
    expect(readTripFilter(writeTripFilter(filter))).toEqual(filter);
  });

  it('leaves out of the address and the query what narrows nothing', () => {
    const filter = { ...everything, text: '  ' };
    expect(writeTripFilter(filter).toString()).toBe('');
    expect(tripQueryOf(filter, lagos)).toEqual({});
  });

  it('takes for not there what it does not know', () => {
    const params = new URLSearchParams('status=teleported&stage=lost&layout=globe&from=yesterday');
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

  it('is not narrowed by the way in which trips are shown', () => {
    expect(isNarrowed({ ...everything, layout: 'kanban' })).toBe(false);
    expect(isNarrowed({ ...everything, clientId: 'c' })).toBe(true);
  });
});
