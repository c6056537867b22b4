import { shareOf, ticksOf } from './time-axis.js';

const window = { fromMs: Date.UTC(2026, 2, 1, 10, 7), toMs: Date.UTC(2026, 2, 1, 12, 7) };

it('an instant lies where it belongs, one outside at the edge', () => {
  expect(shareOf(window, Date.UTC(2026, 2, 1, 11, 7))).toBe(0.5);
  expect([shareOf(window, 0), shareOf(window, Date.UTC(2030, 0, 1))]).toEqual([0, 1]);
});

it('an axis has few ticks, at round times within the window', () => {
  const times = ticksOf(window).map((ms) => new Date(ms).toISOString().slice(11, 16));
  expect(times).toEqual(['10:15', '10:30', '10:45', '11:00', '11:15', '11:30', '11:45', '12:00']);
  for (const hours of [1, 6, 24, 31 * 24])
    expect(ticksOf({ fromMs: 0, toMs: hours * 3_600_000 }).length).toBeLessThanOrEqual(10);
});
