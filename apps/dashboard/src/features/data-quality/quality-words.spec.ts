import { clockInWords, formatShare, reasonInWords } from './quality-words.js';

const clock = (facts: object) => ({
  verdict: 'ok' as const,
  offSeconds: 0,
  zoneOffHours: null,
  judgedAt: '2026-03-01T10:00:00.000Z',
  evidence: {
    reports: 20,
    from: '2026-03-01T09:00:00.000Z',
    to: '2026-03-01T10:00:00.000Z',
    medianLagSeconds: 4,
    lowLagSeconds: 2,
    minLagSeconds: 1,
  },
  ...facts,
});

it.each([
  [null, 'not judged yet'],
  [clock({}), 'right'],
  [clock({ verdict: 'ahead', offSeconds: 240 }), '4 min ahead'],
  [clock({ verdict: 'behind', offSeconds: -90 }), '1 min behind'],
  [clock({ verdict: 'zone_off', offSeconds: 3_600, zoneOffHours: 1 }), 'wrong zone: +1 h'],
  [clock({ verdict: 'zone_off', offSeconds: -5_400, zoneOffHours: -1.5 }), 'wrong zone: −1.5 h'],
])('a clock is described: %#', (judged, words) => expect(clockInWords(judged)).toBe(words));

it.each([
  [null, '–'],
  [0, '0 %'],
  [0.004, '< 1 %'],
  [0.255, '26 %'],
  [1, '100 %'],
] as const)('a share of %s reads %s', (share, words) => expect(formatShare(share)).toBe(words));

it('a reason that is not known keeps its name', () => {
  expect(reasonInWords('zero_coordinates').name).toBe('At 0, 0');
  expect(reasonInWords('some_new_one')).toEqual({ name: 'some new one', meaning: '' });
});
