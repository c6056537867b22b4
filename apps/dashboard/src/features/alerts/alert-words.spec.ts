import { anAlert } from '../../testing/an-alert.js';
import { kindInWords, lastedFor, standingOf, thresholdInWords } from './alert-words.js';

const nowMs = Date.parse('2026-03-01T10:10:00.000Z');
const deed = { by: 'u', at: '2026-03-01T10:05:00.000Z' };

it.each([
  ['gps_dark', 'No signal during a trip'],
  ['sudden_braking', 'Sudden braking'],
  ['SomeNewAlert', 'SomeNewAlert'],
  ['constructor', 'Constructor'],
])('the kind %s reads %s', (kind, words) => expect(kindInWords(kind)).toBe(words));

it.each([
  ['open', {}],
  ['acknowledged', { acknowledgement: deed }],
  ['snoozed', { acknowledgement: deed, snooze: { ...deed, until: '2026-03-01T10:30:00.000Z' } }],
  ['open', { snooze: { ...deed, until: '2026-03-01T10:09:00.000Z' } }],
  ['closed', { status: 'closed', acknowledgement: deed }],
  ['withdrawn', { status: 'withdrawn' }],
] as const)('an alert stands as %s: %#', (standing, facts) =>
  expect(standingOf(anAlert(facts), nowMs)).toBe(standing),
);

it('an alert lasts until it is closed, and one of a moment does not last', () => {
  expect(lastedFor(anAlert(), nowMs)).toBe('10 min');
  expect(lastedFor(anAlert({ closedAt: '2026-03-01T10:02:00.000Z' }), nowMs)).toBe('2 min');
  expect(lastedFor(anAlert({ closedAt: '2026-03-01T10:00:00.000Z' }), nowMs)).toBeNull();
});

it.each([
  ['limitKmh', 60, 'limit: 60 km/h'],
  ['idlingSeconds', 1_200, 'idling: 20 min'],
  ['cooldownMs', 600_000, 'cooldown: 10 min'],
  ['farM', 500, 'far: 500 m'],
  ['fixes', 2, 'fixes: 2'],
])('the threshold %s of %d reads %s', (name, value, words) =>
  expect(thresholdInWords(name, value)).toBe(words),
);
