import { toTripEvent } from './to-trip-event.js';

const fact = {
  evidence: { kind: 'person', actorId: 'a', role: 'admin' },
  recordedAt: '2026-11-20T08:00:00.000Z',
};

it('reads an event as it was stored', () => {
  const data = { ...fact, at: '2026-11-20T07:00:00.000Z' };
  expect(toTripEvent({ type: 'TripStarted', data })).toEqual({ type: 'TripStarted', ...data });
});

it('gives a creation of the time before trips had origins none, and leaves others theirs', () => {
  const data = { ...fact, plan: {}, backdated: false };
  expect(toTripEvent({ type: 'TripCreated', data })).toMatchObject({ originTripId: null });
  expect(toTripEvent({ type: 'TripCreated', data: { ...data, originTripId: 'failed' } })).toMatchObject({
    originTripId: 'failed',
  });
});
