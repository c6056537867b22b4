import { LowWaterMark } from './low-water-mark.js';

describe('the low-water mark', () => {
  it('is unknown before anything is handled', () => {
    const mark = new LowWaterMark();
    mark.begin(10n);
    expect(mark.value).toBeUndefined();
  });

  it('stays below the oldest stretch that is open, and passes all that are done after it', () => {
    const mark = new LowWaterMark();
    const [first, second, third] = [mark.begin(10n), mark.begin(20n), mark.begin(30n)];
    mark.finish(third);
    expect(mark.value).toBeUndefined();
    mark.finish(first);
    expect(mark.value).toBe(10n);
    mark.finish(second);
    expect(mark.value).toBe(30n);
  });
});
