import { WakeSignal } from './wake-signal.js';

test('many rings before somebody waits are one', async () => {
  const signal = new WakeSignal();
  signal.ring();
  signal.ring();
  expect(await signal.wait(10_000)).toBe(true);
  expect(await signal.wait(1)).toBe(false);
});

test('a ring ends a wait', async () => {
  const signal = new WakeSignal();
  const waiting = signal.wait(10_000);
  signal.ring();
  expect(await waiting).toBe(true);
});
