import type { Command } from '../../operations/place-command/command.js';
import { correct, report } from './take-action.js';

const id = '0197b1a0-0000-7000-8000-000000000001';
const truckId = '0197b1a0-0000-7000-8000-000000000002';
const now = '2026-01-01T12:00:00.000Z';
const at = '2026-01-01T11:00:00.000Z';
const trace = { correlationId: id, traceparent: '' };
const caller = { id, role: 'dispatcher', expiresAt: new Date(0) } as const;

const sent = (command: Command): unknown =>
  JSON.parse(command.toRecord({ id, subjectId: id, time: now, trace, caller }).value?.toString() ?? '');

describe('a report about a trip', () => {
  it('happened now where it does not say when', () => {
    const command = report('start', () => now)(id, {});
    expect(command).toMatchObject({ type: 'watchtower.trip.start.v1', subject: { kind: 'trip', id } });
    expect(sent(command)).toEqual({ at: now, actor: { id, role: 'dispatcher' } });
    expect(sent(report('start', () => now)(id, { at }, 3))).toMatchObject({ at, expectedVersion: 3 });
  });

  it('takes along what it says beside the time', () => {
    const place = { kind: 'point', latitude: 6.5, longitude: 3.4 } as const;
    const swapped = report('swap-truck', () => now)(id, { truckId, place, reason: 'breakdown' });
    expect(swapped.type).toBe('watchtower.trip.swap-truck.v1');
    expect(sent(swapped)).toMatchObject({ at: now, truckId, place, reason: 'breakdown' });
    expect(sent(report('arrive')(id, { stopIndex: 2, locationId: truckId }))).toMatchObject({
      stopIndex: 2,
      locationId: truckId,
    });
  });
});

describe('a correction of a trip', () => {
  const fields = { milestone: 'arrival', stopIndex: 1, reason: 'seen by the guard' } as const;

  it('is not dated now: without a time it leaves the time to the visits', () => {
    expect(sent(correct(id, { ...fields, at: null }))).toMatchObject({ ...fields, at: null });
    expect(sent(correct(id, { ...fields, at }, 4))).toMatchObject({ at, expectedVersion: 4 });
  });
});
