import type { Told } from '@watch-tower/simulator-domain';

/** What became of a fix on its way: it arrived as it was measured, or what kept it from that. */
export type Fate = 'arrived' | 'lost' | 'told at 0,0' | 'told of elsewhere' | 'told of another time';

export const fateOf = ({ fix, measured, isLost }: Told): Fate => {
  if (isLost) return 'lost';
  if (fix.timeMs !== measured.timeMs) return 'told of another time';
  if (fix.lat === measured.lat && fix.lon === measured.lon) return 'arrived';
  return fix.lat === 0 && fix.lon === 0 ? 'told at 0,0' : 'told of elsewhere';
};

/** The fates of a truck's fixes, by the time at which each was measured (epoch ms). */
export const fatesOf = (told: readonly Told[]): ReadonlyMap<number, Fate> =>
  new Map(told.map((one) => [one.measured.timeMs, fateOf(one)]));
