import {
  formatShare,
  formatSpan,
  offsetWords,
  rankedReasons,
  reasonOf,
  reportLine,
  stepNames,
} from './quality-words.js';

describe('a span', () => {
  it.each([
    [0, '0 s'],
    [-0.4, '0 s'],
    [59.6, '1 min'],
    [432, '7 min 12 s'],
    [3_600, '1 h'],
    [-9_000, '−2 h 30'],
    [3_900, '1 h 05'],
    [273_600, '3 d 4 h'],
  ])('of %p seconds is %p', (seconds, text) => {
    expect(formatSpan(seconds)).toBe(text);
  });
});

describe('the offset of a clock', () => {
  it.each([
    [{ offSeconds: 3_597, zoneOffHours: 1 }, '1 h ahead'],
    [{ offSeconds: -9_010, zoneOffHours: -2.5 }, '2 h 30 behind'],
    [{ offSeconds: 432.2, zoneOffHours: null }, '7 min 12 s ahead'],
    [{ offSeconds: 0.2, zoneOffHours: null }, 'none'],
  ])('%p is %p', (clock, text) => {
    expect(offsetWords(clock)).toBe(text);
  });
});

describe('a share', () => {
  it.each([
    [0, 10, '0 %'],
    [1, 10_000, '< 0.1 %'],
    [3, 1_000, '0.3 %'],
    [12_345, 100_000, '12 %'],
    [0, 0, null],
  ])('%p of %p is %p', (part, whole, text) => {
    expect(formatShare(part, whole)).toBe(text);
  });
});

it('names the steps of lags by where they begin and end', () => {
  expect(stepNames([{ upToSeconds: 10 }, { upToSeconds: 60 }, { upToSeconds: null }])).toEqual([
    'up to 10 s',
    '10 s – 1 min',
    'over 1 min',
  ]);
});

describe('the reasons', () => {
  it('come most frequent first', () => {
    expect(rankedReasons({ future: 1, unreadable: 3, too_early: 1 }).map(({ reason }) => reason)).toEqual([
      'unreadable',
      'future',
      'too_early',
    ]);
  });

  it('keep their own name where this version knows none', () => {
    expect(reasonOf('zero_coordinates').name).toBe('Zero coordinates');
    expect(reasonOf('made_of_cheese').name).toBe('Made of cheese');
  });
});

it('shows a report on one line, shortened', () => {
  expect(reportLine({ lat: 0 }, 20)).toBe('{"lat":0}');
  expect(reportLine({ latitude: 0, longitude: 0 }, 10)).toBe('{"latitud…');
  expect(reportLine(undefined, 10)).toBe('nothing');
});
