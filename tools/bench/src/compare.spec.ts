import { compare, median, quantile } from './compare.js';

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

it('a side that does twice the work in the same time has the ratio 2', async () => {
  const comparison = await compare({
    ours: async () => ({ units: 200, seconds: 1 }),
    floor: async () => ({ units: 100, seconds: 1 }),
  });
  expect(comparison).toEqual({ ratio: 2, oursPerSecond: 200, floorPerSecond: 100, control: 1 });
});

it('a floor that drifts shows in the control', async () => {
  let runs = 0;
  const floor = async () => ({ units: 100 * 1.5 ** (runs += 1), seconds: 1 });
  const { control } = await compare({ ours: async () => ({ units: 1, seconds: 1 }), floor });
  expect(control).toBeCloseTo(1.5);
});
