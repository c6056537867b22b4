import { topics, type ReportQuarantined } from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { alertMessage, eventsOf, toldBy } from '../../testing/alerts.js';
import { openFleet, secondsAgo, type Fleet, type Service } from '../../testing/fleet.js';

let fleet: Fleet;
let service: Service;
let truckId: string;

beforeAll(async () => {
  fleet = await openFleet();
});
beforeEach(async () => {
  await fleet.clear();
  service = fleet.start();
  truckId = await service.registerTruck('KBX 123A', '0210716299');
});
afterAll(() => fleet.close());

/** What was told of reports that were set apart, in its order. */
const toldApart = async () =>
  (await fleet.published(topics.quarantineEvents)).map(({ key, type, data }) => ({
    key,
    what: type.replace(/^watchtower\.report\.(.*)\.v1$/, '$1'),
    ...(data as ReportQuarantined),
  }));

const began = secondsAgo(120).toISOString();
const ended = secondsAgo(30).toISOString();
const opening = { id: 7, kind: 'IdlingAlert', vehicle_number: 'KBX 123A', active_event_time: began };
const closing = { ...opening, inactive_event_time: ended, inactive_event_latitude: 6.4 };
const pulled = {
  id: 7,
  eventType: 'VehicleIdleAlert',
  startedTs: began,
  endedTs: null,
  endLocation: { lat: 0, long: 0 },
  vehicle: { number: 'KBX-123A' },
};

describe('reported alerts', () => {
  it('open, and close when they come again with their end; copies and what came late change nothing', async () => {
    await service.takeAlerts([alertMessage(opening)]);
    await service.takeAlerts([alertMessage(pulled, { channel: 'poll' }), alertMessage(closing)]);
    const before = await toldBy(fleet);
    await service.takeAlerts([alertMessage(opening), alertMessage(closing), alertMessage(pulled)]);
    expect(await toldBy(fleet)).toEqual(before);
    expect(
      before.map(({ event, version, alert }) => [event, version, alert.version, alert.closedAt]),
    ).toEqual([
      ['opened', 1, 1, null],
      ['closed', 2, 2, ended],
    ]);
    expect(new Set(before.map(({ alert }) => alert.id)).size).toBe(1);
    expect(before[0]?.alert).toMatchObject({
      truckId,
      kind: 'idling',
      source: 'loconav',
      externalId: '7',
      openedAt: began,
      isNews: true,
      evidence: { kind: 'report', name: 'IdlingAlert' },
    });
  });

  it('that close before they open are opened and closed, and stay closed', async () => {
    await service.takeAlerts([alertMessage(closing)]);
    await service.takeAlerts([alertMessage(opening)]);
    expect(await eventsOf(fleet)).toEqual(['opened idling news', 'closed idling news']);
  });

  it('of long ago are history', async () => {
    const event_time = secondsAgo(3_600).toISOString();
    await service.takeAlerts([alertMessage({ id: 1, kind: 'SharpTurnAlert', event_time })]);
    expect(await eventsOf(fleet)).toEqual(['opened sharp_turn history', 'closed sharp_turn history']);
  });

  it('are found by the LocoNav id of the vehicle too, and wait for their truck where nobody knows it', async () => {
    const uuid = newId();
    const other = alertMessage({ ...pulled, id: 8, vehicle: { uuid, number: null } }, { plate: null });
    const waiting = alertMessage(opening, { plate: 't-1' });
    await service.takeAlerts([other, waiting]);
    await service.takeAlerts([waiting]);
    await service.releaseAlerts.releaseAll();
    expect(await toldBy(fleet)).toEqual([]);
    const apart = { what: 'quarantined', kind: 'alert', reason: 'unknown_vehicle', truckId: null };
    expect(await toldApart()).toMatchObject([
      { ...apart, key: 'unidentified', reportId: other.messageId, plate: null, report: other.report },
      { ...apart, key: 'T1', reportId: waiting.messageId, plate: 'T1', report: opening },
    ]);
    const later = await service.registerTruck('T1');
    const known = await service.registerTruck('T2', null, newId(), uuid);
    await service.releaseAlerts.releaseAll();
    await service.releaseAlerts.releaseAll();
    const alerts = await toldBy(fleet);
    expect(alerts.map(({ event, alert }) => [event, alert.truckId]).sort()).toEqual(
      [
        ['opened', known],
        ['opened', later],
      ].sort(),
    );
    const released = (await toldApart()).slice(2);
    expect(new Set(released.map(({ what, key, reportId }) => `${what} ${key} ${reportId}`))).toEqual(
      new Set([`released unidentified ${other.messageId}`, `released T1 ${waiting.messageId}`]),
    );
  });

  it('that cannot be read, or are of another truck than before, are set apart with the field at fault', async () => {
    await service.registerTruck('T1');
    const bad = alertMessage({ ...opening, active_event_time: 'x' });
    await service.takeAlerts([bad, alertMessage(opening), alertMessage(opening, { plate: 'T1' })]);
    await service.takeAlerts([bad]);
    expect(await toldApart()).toMatchObject([
      {
        reportId: bad.messageId,
        reason: 'unreadable',
        detail: expect.stringMatching(/^active_event_time: /) as string,
      },
      { reason: 'other_vehicle', detail: expect.stringMatching(/^id: /) as string, plate: 'T1' },
    ]);
    expect(await eventsOf(fleet)).toEqual(['opened idling news']);
  });
});
