import { aTrip } from '../../testing/a-trip.js';
import { evidenceInWords } from './evidence-words.js';
import { stopTimes } from './stop-times.js';
import { eventName, minutesRecordedLate, newestFirst, newsSince, sentenceOfEvent } from './timeline-words.js';
import { delayInWords } from './trip-words.js';

const evidence = { kind: 'person', actorId: 'me', role: 'dispatcher' } as const;
const entry = (version: number, type: string, at: string, recordedAt = at) => ({
  version,
  type,
  at,
  recordedAt,
  evidence,
  detail: null,
});

describe('the timeline', () => {
  it('names events by what happened, with or without topic and version', () => {
    expect(eventName('watchtower.trip.delivery-reached.v1')).toBe('delivery-reached');
    expect(eventName('started')).toBe('started');
    expect(sentenceOfEvent('watchtower.trip.started.v1')).toBe('Left the pickup');
    expect(sentenceOfEvent('watchtower.trip.progress-withdrawn.v1')).toBe('Progress withdrawn');
  });

  it('shows an event it does not know by its name', () => {
    expect(sentenceOfEvent('watchtower.trip.box-sealed.v2')).toBe('Box sealed');
  });

  it('counts as recorded late only what took minutes', () => {
    expect(
      minutesRecordedLate({ at: '2026-01-01T08:00:00Z', recordedAt: '2026-01-01T08:04:59Z' }),
    ).toBeNull();
    expect(minutesRecordedLate({ at: '2026-01-01T08:00:00Z', recordedAt: '2026-01-01T10:30:00Z' })).toBe(150);
  });

  it('is in the order in which things happened, not in which they were recorded', () => {
    const timeline = [
      entry(1, 'created', '2026-01-01T09:00:00Z'),
      entry(2, 'started', '2026-01-01T08:00:00Z', '2026-01-01T09:30:00Z'),
      entry(3, 'offloaded', '2026-01-01T12:00:00Z'),
    ];
    expect(newestFirst(timeline).map(({ version }) => version)).toEqual([3, 1, 2]);
  });

  it('tells what is new since a version, in the order of its recording', () => {
    const timeline = [
      entry(3, 'held', '2026-01-01T08:00:00Z'),
      entry(1, 'created', '2026-01-01T09:00:00Z'),
      entry(2, 'started', '2026-01-01T12:00:00Z'),
    ];
    expect(newsSince(1, timeline).map(({ version }) => version)).toEqual([2, 3]);
  });
});

describe('evidence', () => {
  const reader = {
    nameOf: (id: string) => ({ me: 'you', ada: 'Ada' })[id] ?? null,
    placeName: (id: string) => (id === 'apapa' ? 'APM Terminals Apapa' : null),
    timeZone: 'Africa/Lagos',
    nowMs: Date.parse('2026-04-01T18:00:00Z'),
  };
  const visit = {
    kind: 'visit',
    visitId: 'v',
    truckId: 't',
    locationId: 'apapa',
    firstFix: { deviceTime: '2026-04-01T07:05:00Z', latitude: 6.44, longitude: 3.36 },
    lastFix: { deviceTime: '2026-04-01T08:20:00Z', latitude: 6.44, longitude: 3.36 },
    rule: 'visit/1',
    fenceVersion: 2,
  } as const;

  it('of a person says who, and why where they were asked', () => {
    expect(evidenceInWords(evidence, reader)).toEqual({ source: 'By you, dispatcher', grounds: null });
    expect(evidenceInWords({ ...evidence, actorId: 'ada' }, reader).source).toBe('By Ada, dispatcher');
    expect(
      evidenceInWords({ ...evidence, actorId: 'another', role: 'admin', reason: 'Rang me' }, reader),
    ).toEqual({ source: 'By an admin', grounds: 'Rang me' });
  });

  it('of a visit names the place, its fixes, the rule and the fence', () => {
    expect(evidenceInWords(visit, reader)).toEqual({
      source: 'By the visit to APM Terminals Apapa',
      grounds: 'First fix inside 08:05, last 09:20; rule visit/1, fence version 2',
    });
    expect(evidenceInWords({ ...visit, locationId: 'elsewhere' }, reader).source).toBe(
      'By the visit to a place off the plan',
    );
  });

  it('of a rule names it', () => {
    expect(evidenceInWords({ kind: 'rule', rule: 'delay/1' }, reader).source).toBe('By the rule delay/1');
  });
});

describe('the times of the stops', () => {
  const told = { at: '2026-04-01T08:20:00Z', evidence };

  it('put what happened at each stop beside its plan', () => {
    const [pickup, delivery] = aTrip().stops;
    if (!pickup || !delivery) throw new Error('the sample trip has two stops');
    const plannedArrivalAt = '2026-04-01T12:00:00Z';
    const trip = aTrip({
      stops: [
        { ...pickup, actual: { ...pickup.actual, departure: told } },
        { ...delivery, plannedArrivalAt },
        { ...delivery, kind: 'empty_return' },
      ],
    });
    expect(stopTimes(trip)).toEqual([
      [
        { milestone: 'arrival', planned: null, actual: null },
        { milestone: 'departure', planned: '2026-04-01T08:00:00Z', actual: told },
      ],
      [
        { milestone: 'arrival', planned: plannedArrivalAt, actual: null },
        { milestone: 'offloading', planned: null, actual: null },
        { milestone: 'offload', planned: null, actual: null },
        { milestone: 'departure', planned: null, actual: null },
      ],
      [{ milestone: 'arrival', planned: null, actual: null }],
    ]);
  });
});

it('a delay says how late it was when it was noted', () => {
  const delay = {
    cause: 'departure_overdue',
    stopIndex: 0,
    lateMinutes: 125,
    notedAt: '2026-04-01T10:05:00Z',
  };
  expect(delayInWords(delay)).toBe('Departure overdue, by 2 h 05');
});
