import { isOver, positionAgeSeconds } from './shared-words.js';

const position = { latitude: 6.45, longitude: 3.36, deviceTime: '2026-04-01T08:00:00Z', ageSeconds: 30 };

describe('a shared trip', () => {
  it('has a position that ages after it was heard of', () => {
    expect(positionAgeSeconds(position, 1_000, 61_000)).toBe(90);
  });

  it('is never newer than the server said, wherever the clock of the computer jumps', () => {
    expect(positionAgeSeconds(position, 61_000, 1_000)).toBe(30);
  });

  it.each(['completed', 'cancelled', 'failed'] as const)('is over once it is %s', (status) => {
    expect(isOver({ status })).toBe(true);
  });

  it.each(['scheduled', 'ongoing'] as const)('goes on while it is %s', (status) => {
    expect(isOver({ status })).toBe(false);
  });
});
