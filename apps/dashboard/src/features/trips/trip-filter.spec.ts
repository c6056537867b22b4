import { readTripFilter, tripQueryOf, writeTripFilter } from './trip-filter.js';

describe('a filter of trips', () => {
  it('comes back from its address as it was', () => {
    const filter = { status: 'ongoing', text: 'TCNU38', truckId: 'a' } as const;
    expect(readTripFilter(writeTripFilter(filter))).toEqual(filter);
  });

  it('leaves out of the address and the query what narrows nothing', () => {
    const filter = { status: null, text: '  ', truckId: null };
    expect(writeTripFilter(filter).toString()).toBe('');
    expect(tripQueryOf(filter)).toEqual({});
  });

  it('takes a status it does not know for none', () => {
    expect(readTripFilter(new URLSearchParams('status=teleported')).status).toBeNull();
  });

  it('asks for the text without the spaces around it', () => {
    expect(tripQueryOf({ status: null, text: ' T119 ', truckId: null })).toEqual({ text: 'T119' });
  });
});
