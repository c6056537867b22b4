import { compare, isRestless, median, mustBe, quantile } from './compare.js';

it.each([
  [[], 0],
  [[3], 3],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (figures, expected) => {
  expect(median(figures)).toBe(expected);
});

it('quantiles are by the nearest rank', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
  expect(quantile([1, 2, 3, 4], 0.99)).toBe(4);
});

it('a side that is twice as fast has the ratio 2', async () => {
  const comparison = await compare({ ours: async () => 200, floor: async () => 100 });
  expect(comparison).toEqual({ ratio: 2, ours: 200, floor: 100, control: 1 });
});

it('each side has its turn between two of the other, after one run that does not count', async () => {
  const turns: string[] = [];
  const side = (name: string) => async () => turns.push(name);
  await compare({ ours: side('ours'), floor: side('floor') }, 2);
  expect(turns).toEqual(['floor', 'ours', 'floor', 'ours', 'floor', 'ours', 'floor']);
});

it('a floor that drifts shows in the control', async () => {
  let runs = 0;
  const floor = async () => 100 * 1.5 ** (runs += 1);
  const { control } = await compare({ ours: async () => 1, floor });
  expect(control).toBeCloseTo(1.5);
  expect(isRestless(control)).toBe(true);
});

it('a run that did not do its work is no measurement', () => {
  expect(() => mustBe('rows', 99, 100)).toThrow('rows: 99 instead of 100');
});
