import type { DataOf, Topics } from '@watch-tower/contracts';

export type AcceptedFix = DataOf<Topics['positionEvents'], 'watchtower.position.accepted.v1'>;

/** A fix that counts, of a truck that drives. Received at once, where nothing else is said. */
export const acceptedFix = (
  truckId: string,
  deviceTime: string,
  fix: Partial<AcceptedFix> = {},
): AcceptedFix => ({
  truckId,
  deviceTime,
  receivedAt: deviceTime,
  latitude: 6.45,
  longitude: 3.36,
  speedKmh: 40,
  headingDegrees: 90,
  ignition: true,
  provider: 'loconav',
  channel: 'webhook',
  lagSeconds: 0,
  late: false,
  replaces: null,
  verdict: 'good',
  ...fix,
});
