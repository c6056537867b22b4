import type { Fault } from '@watch-tower/simulator-domain';

/** Everything that devices, the network and webhooks do wrong, as often as on ordinary days or more. */
export const weekOfFaults: readonly Fault[] = [
  { kind: 'late', rate: 0.02, seconds: 480 },
  { kind: 'disorder', rate: 0.02, seconds: 90 },
  { kind: 'store_and_forward', rate: 0.02, hours: 2 },
  { kind: 'future_clock', rate: 0.0003, hours: 24 },
  { kind: 'wrong_zone', rate: 0.01, hours: 1 },
  { kind: 'jump', rate: 0.0005, kilometres: 40 },
  { kind: 'zero_coordinates', rate: 0.0005 },
  { kind: 'device_swap', rate: 0.01 },
  { kind: 'duplicates', rate: 0.02 },
  { kind: 'lost', rate: 0.01 },
];
