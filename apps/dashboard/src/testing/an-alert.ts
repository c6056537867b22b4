import type { AlertView } from '@watch-tower/contracts';

/** An open alert for tests. */
export function anAlert(facts: Partial<AlertView> = {}): AlertView {
  const truckId = '0190d4f0-0000-7000-8000-000000000001';
  return {
    id: '0190d4f0-0000-7000-8000-0000000000c1',
    version: 1,
    truckId,
    truck: { id: truckId, number: 'T11985LA' },
    kind: 'overspeed',
    severity: 'warning',
    source: 'watch-tower',
    externalId: null,
    openedAt: '2026-03-01T10:00:00.000Z',
    closedAt: null,
    latitude: 6.5,
    longitude: 3.35,
    evidence: { kind: 'rule', rule: 'overspeed/1', thresholds: {}, fixes: [], tripId: null },
    isNews: true,
    acknowledgement: null,
    assignment: null,
    snooze: null,
    status: 'open',
    isSnoozed: false,
    stale: false,
    ...facts,
  };
}
