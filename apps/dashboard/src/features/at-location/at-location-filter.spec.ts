import { readAtLocationFilter, writeAtLocationFilter } from './at-location-filter.js';

describe('a filter of the board', () => {
  it('comes back from its address as it was', () => {
    const filter = { type: 'service_area', text: 'Apapa' } as const;
    expect(readAtLocationFilter(writeAtLocationFilter(filter))).toEqual(filter);
  });

  it('leaves out of the address what narrows nothing', () => {
    expect(writeAtLocationFilter({ type: null, text: '  ' }).toString()).toBe('');
  });

  it('takes a type it does not know for none', () => {
    expect(readAtLocationFilter(new URLSearchParams('type=moon')).type).toBeNull();
  });
});
