import { readQualityFilter, writeQualityFilter } from './quality-filter.js';

describe('a filter of data quality', () => {
  it('comes back from its address as it was', () => {
    const filter = { hours: 6, reason: 'future', released: false } as const;
    expect(readQualityFilter(writeQualityFilter(filter))).toEqual(filter);
  });

  it('leaves out of the address what is as usual', () => {
    expect(writeQualityFilter({ hours: 24, reason: null, released: null }).toString()).toBe('');
  });

  it('takes what it does not know for what is usual', () => {
    expect(readQualityFilter(new URLSearchParams('hours=5&reason=&released=maybe'))).toEqual({
      hours: 24,
      reason: null,
      released: null,
    });
  });
});
