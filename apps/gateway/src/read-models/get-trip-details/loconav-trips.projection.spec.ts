import type { LoconavMirror, MessageOn, Topics } from '@watch-tower/contracts';
import { mirrorAfter } from './loconav-trips.projection.js';

type Message = MessageOn<Topics['loconavTripEvents']>;
type Told = [what: string, hour: number, fields?: object];

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const trackUrl = 'https://track.loconav.invalid/1';
const mirrored: Told = ['mirrored', 1, { isUnderWay: false, trackUrl: null }];
const failed = (hour: number, nextHour: number | null): Told => [
  'mirror-failed',
  hour,
  { reason: 'away', nextTryAt: nextHour === null ? null : at(nextHour) },
];

const mirrorOf = (...told: Told[]): LoconavMirror | undefined =>
  told.reduce<LoconavMirror | undefined>((before, [what, hour, fields], index) => {
    const data = { tripId: 'a trip', recordedAt: at(hour), ...fields };
    return mirrorAfter(before, { type: `watchtower.loconav-trip.${what}.v1`, data } as Message, index + 1);
  }, undefined);

describe('how LocoNav has a trip', () => {
  it('is so since it became so, whatever else is told meanwhile', () => {
    expect(mirrorOf(mirrored, ['mirrored', 2, { isUnderWay: false, trackUrl }])).toEqual({
      version: 2,
      state: 'mirrored',
      since: at(1),
      reason: null,
      nextTryAt: null,
      trackUrl,
    });
    expect(mirrorOf(mirrored, ['mirrored', 2, { isUnderWay: true, trackUrl }])).toMatchObject({
      state: 'under_way',
      since: at(2),
    });
  });

  it('fails since the first of the failures in a row, with the newest reason and time of the next try', () => {
    expect(mirrorOf(failed(1, 2), failed(2, 4))).toMatchObject({
      state: 'failed',
      since: at(1),
      reason: 'away',
      nextTryAt: at(4),
    });
    expect(mirrorOf(failed(1, 2), failed(2, null))).toMatchObject({ state: 'failed', nextTryAt: null });
  });

  it('is well again once LocoNav has answered, and what it can be watched by stays', () => {
    expect(mirrorOf(failed(1, 2), mirrored)).toMatchObject({
      state: 'mirrored',
      reason: null,
      nextTryAt: null,
    });
    const seen: Told = ['mirrored', 1, { isUnderWay: true, trackUrl }];
    expect(mirrorOf(seen, failed(2, 3))).toMatchObject({ state: 'failed', trackUrl });
    expect(mirrorOf(seen, ['ended', 2])).toMatchObject({ state: 'ended', since: at(2), trackUrl });
    expect(mirrorOf(seen, ['cancelled', 2])).toMatchObject({ state: 'cancelled' });
  });

  it('is needless once a trip is over that never came there', () => {
    expect(mirrorOf(failed(1, 2), ['needless', 2])).toEqual({
      version: 2,
      state: 'needless',
      since: at(2),
      reason: null,
      nextTryAt: null,
      trackUrl: null,
    });
  });
});
