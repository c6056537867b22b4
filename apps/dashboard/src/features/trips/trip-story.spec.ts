import { aTrip } from '../../testing/a-trip.js';
import { stopTimes } from './stop-times.js';
import { eventName, minutesRecordedLate, newestFirst, sentenceOfEvent, sourceOf } from './timeline-words.js';

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
  });

  it('shows an event it does not know by its name', () => {
    expect(sentenceOfEvent('watchtower.trip.box-sealed.v2')).toBe('Box sealed');
  });

  it('says who said so', () => {
    expect(sourceOf(evidence, 'me')).toBe('By you, dispatcher');
    expect(sourceOf(evidence, 'another')).toBe('By a dispatcher');
    expect(sourceOf({ kind: 'confirmed-visit' }, 'me')).toBe('By confirmed visit');
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
});

describe('the times of the stops', () => {
  it('put the facts of the trip beside the plan of each stop', () => {
    const trip = aTrip({
      actualDeparture: '2026-04-01T08:20:00Z',
      arrivalTime: '2026-04-01T13:00:00Z',
      timeline: [entry(2, 'watchtower.trip.pickup-reached.v1', '2026-04-01T06:00:00Z')],
    });
    expect(stopTimes(trip)).toEqual([
      {
        plannedArrival: null,
        actualArrival: '2026-04-01T06:00:00Z',
        plannedDeparture: '2026-04-01T08:00:00Z',
        actualDeparture: '2026-04-01T08:20:00Z',
      },
      {
        plannedArrival: null,
        actualArrival: '2026-04-01T13:00:00Z',
        plannedDeparture: null,
        actualDeparture: null,
      },
    ]);
  });

  it('give the arrival to the last delivery, not to one before it', () => {
    const [pickup, delivery] = aTrip().stops;
    if (!pickup || !delivery) throw new Error('the sample trip has two stops');
    const trip = aTrip({ arrivalTime: '2026-04-01T13:00:00Z', stops: [pickup, delivery, delivery] });
    expect(stopTimes(trip).map(({ actualArrival }) => actualArrival)).toEqual([
      null,
      null,
      '2026-04-01T13:00:00Z',
    ]);
  });
});
