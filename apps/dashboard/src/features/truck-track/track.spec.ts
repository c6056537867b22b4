import type { TrackPoint } from '@watch-tower/contracts';
import { momentAt, stretchesOf, toPlayed } from './track.js';

const point = (minute: number, facts: Partial<TrackPoint> = {}): TrackPoint => ({
  deviceTime: new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString(),
  receivedAt: new Date(Date.UTC(2026, 2, 1, 10, minute, 2)).toISOString(),
  lagSeconds: 2,
  latitude: 6 + minute / 100,
  longitude: 3,
  speedKmh: 40,
  headingDegrees: 0,
  ignition: true,
  channel: 'webhook',
  late: false,
  verdict: 'good',
  ...facts,
});
const atMs = (minute: number): number => Date.UTC(2026, 2, 1, 10, minute);
const gap = (from: number, to: number) => ({
  from: new Date(atMs(from)).toISOString(),
  to: new Date(atMs(to)).toISOString(),
  seconds: (to - from) * 60,
});

const silenceMs = 10 * 60_000;

describe('a truck at an instant', () => {
  const track = toPlayed({
    points: [point(0), point(2, { verdict: 'outlier', latitude: 9 }), point(4), point(24)],
    gaps: [gap(4, 24)],
  });

  it('is between its fixes, and outliers do not move it', () => {
    expect(momentAt(track, atMs(2), silenceMs)).toMatchObject({ latitude: 6.02, silentSinceMs: null });
  });

  it('stands where it was last seen while nothing is heard of it', () => {
    expect(momentAt(track, atMs(14), silenceMs)).toMatchObject({ latitude: 6.04, silentSinceMs: atMs(4) });
    expect(momentAt(track, atMs(4), silenceMs)?.silentSinceMs).toBeNull();
    expect(momentAt(track, atMs(24), silenceMs)).toMatchObject({ latitude: 6.24, silentSinceMs: null });
  });

  it('is where it was last seen after the end, and nowhere before the start', () => {
    expect(momentAt(track, atMs(34), silenceMs)).toMatchObject({ latitude: 6.24, silentSinceMs: null });
    expect(momentAt(track, atMs(35), silenceMs)).toMatchObject({ latitude: 6.24, silentSinceMs: atMs(24) });
    expect(momentAt(track, atMs(-1), silenceMs)).toBeNull();
    expect(momentAt(toPlayed({ points: [], gaps: [] }), atMs(0), silenceMs)).toBeNull();
  });
});

describe('the line of a track', () => {
  it('is cut where the pace changes and where nothing was heard', () => {
    const track = toPlayed({
      points: [
        point(0, { speedKmh: 0 }),
        point(1, { speedKmh: 0 }),
        point(2, { speedKmh: 30 }),
        point(3, { speedKmh: null }),
        point(4, { speedKmh: 75 }),
        point(24, { speedKmh: 30 }),
      ],
      gaps: [gap(4, 24)],
    });
    expect(stretchesOf(track).map(({ pace, fixes }) => [pace, fixes.length])).toEqual([
      ['standing', 2],
      ['driving', 3],
      ['overspeed', 2],
      ['gap', 2],
    ]);
  });

  it('of one fix is none', () => expect(stretchesOf(toPlayed({ points: [point(0)], gaps: [] }))).toEqual([]));
});
