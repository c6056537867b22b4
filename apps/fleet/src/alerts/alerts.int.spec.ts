import {
  topics,
  type Alert,
  type CommandOutcome,
  type DataOf,
  type Topics,
  type TypeOn,
} from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId, toRecord } from '@watch-tower/messaging';
import { openFleet, readable, reportOf, secondsAgo, type Fleet, type Service } from '../testing/fleet.js';
import { tripsUnderWay } from './own-alerts/trips-under-way.projection.js';
import { visitCopies } from './own-alerts/visit-copies.projection.js';
import type { AlertMessage } from './report-alerts/reported-alert-message.js';

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

/** Event and version of each, with the alert's own. */
const told = async () =>
  (await fleet.published(topics.alertEvents)).map(({ type, version, data }) => {
    const { alert } = data as { alert: Alert };
    return { event: type.replace(/^watchtower\.alert\.(.*)\.v1$/, '$1'), version, alert };
  });
const events = async (): Promise<string[]> =>
  (await told()).map(({ event, alert }) => `${event} ${alert.kind} ${alert.isNews ? 'news' : 'history'}`);

const message = (report: unknown, more: Partial<AlertMessage> = {}): AlertMessage => ({
  messageId: newId(),
  correlationId: newId(),
  provider: 'loconav',
  channel: 'webhook',
  receivedAt: new Date(),
  plate: 'KBX123A',
  imei: null,
  report,
  ...more,
});

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
    await service.takeAlerts([message(opening)]);
    await service.takeAlerts([message(pulled, { channel: 'poll' }), message(closing)]);
    const before = await told();
    await service.takeAlerts([message(opening), message(closing), message(pulled)]);
    expect(await told()).toEqual(before);
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
    await service.takeAlerts([message(closing)]);
    await service.takeAlerts([message(opening)]);
    expect(await events()).toEqual(['opened idling news', 'closed idling news']);
  });

  it('of long ago are history', async () => {
    const event_time = secondsAgo(3_600).toISOString();
    await service.takeAlerts([message({ id: 1, kind: 'SharpTurnAlert', event_time })]);
    expect(await events()).toEqual(['opened sharp_turn history', 'closed sharp_turn history']);
  });

  it('are found by the LocoNav id of the vehicle too, and wait for their truck where nobody knows it', async () => {
    const uuid = newId();
    const other = { ...pulled, id: 8, vehicle: { uuid, number: null } };
    await service.takeAlerts([message(other, { plate: null }), message(opening, { plate: 'T1' })]);
    await service.releaseAlerts.releaseAll();
    expect(await told()).toEqual([]);
    const later = await service.registerTruck('T1');
    await fleet.database.query(sql`update trucks set loconav_vehicle_id = ${uuid} where id = ${truckId}`);
    await service.releaseAlerts.releaseAll();
    await service.releaseAlerts.releaseAll();
    const alerts = await told();
    expect(alerts.map(({ event, alert }) => [event, alert.truckId]).sort()).toEqual(
      [
        ['opened', truckId],
        ['opened', later],
      ].sort(),
    );
  });

  it('that cannot be read, or are of another truck than before, are set apart with the field at fault', async () => {
    await service.registerTruck('T1');
    const bad = message({ ...opening, active_event_time: 'x' });
    await service.takeAlerts([bad, message(opening), message(opening, { plate: 'T1' })]);
    await service.takeAlerts([bad]);
    const apart = await fleet.database.query<{ reason: string; detail: string }>(
      sql`select reason, detail from quarantined_alerts order by reason`,
    );
    expect(apart).toEqual([
      { reason: 'other_vehicle', detail: expect.stringMatching(/^id: /) as string },
      { reason: 'unreadable', detail: expect.stringMatching(/^active_event_time: /) as string },
    ]);
    expect(await events()).toEqual(['opened idling news']);
  });
});

/** Fixes as devices send them: age in seconds and speed. */
const arrive = async (...fixes: [age: number, speed: number, more?: object][]): Promise<void> => {
  await service.take(
    fixes.map(([age, speed, more]) => reportOf({ plate: 'KBX123A', at: secondsAgo(age), speed, ...more })),
  );
  await service.arrived.take(await fleet.messages(topics.positionEvents));
};

const project = async <K extends TypeOn<Topics['tripEvents']>>(
  tripId: string,
  version: number,
  type: K,
  data: object,
): Promise<void> => {
  const record = toRecord(topics.tripEvents, tripId, {
    id: newId(),
    source: 'test',
    time: new Date().toISOString(),
    subject: tripId,
    version,
    correlationId: newId(),
    type,
    data: {
      tripId,
      recordedAt: new Date().toISOString(),
      evidence: { kind: 'person', actorId: 'ada', role: 'dispatcher' },
      ...data,
    } as DataOf<Topics['tripEvents'], K>,
  });
  await service.projector.project(tripsUnderWay, [readable(topics.tripEvents, record)]);
};

const onTrip = async (sinceSeconds: number): Promise<string> => {
  const tripId = newId();
  const at = secondsAgo(sinceSeconds).toISOString();
  const stop = { kind: 'pickup', locationId: newId() };
  const plan = { vpcId: tripId, stops: [stop, { ...stop, kind: 'delivery' }], scheduledDeparture: at };
  await project(tripId, 1, 'watchtower.trip.created.v1', { plan, backdated: false });
  await project(tripId, 2, 'watchtower.trip.truck-assigned.v1', { truckId });
  await project(tripId, 3, 'watchtower.trip.started.v1', { at });
  return tripId;
};

describe('own alerts', () => {
  it('open and close by the fixes of a truck, each once, with their evidence', async () => {
    await arrive([90, 70], [80, 75]);
    await arrive([70, 80]);
    await arrive([60, 20]);
    await arrive();
    expect(await events()).toEqual(['opened overspeed news', 'closed overspeed news']);
    const [opened, closed] = await told();
    expect(opened?.alert).toMatchObject({
      truckId,
      severity: 'warning',
      source: 'watch-tower',
      openedAt: secondsAgo(90).toISOString(),
      evidence: { rule: 'overspeed/1', thresholds: { aboveKmh: 60 }, tripId: null },
    });
    expect(closed?.alert).toMatchObject({ closedAt: secondsAgo(60).toISOString(), version: 2 });
    expect(closed?.alert.evidence).toMatchObject({
      fixes: [{ speedKmh: 70 }, { speedKmh: 75 }, { speedKmh: 20 }],
    });
  });

  it('are corrected by a late fix, which is never news', async () => {
    await arrive([90, 70], [70, 70], [50, 20]);
    await arrive([80, 10]);
    expect(await events()).toEqual([
      'opened overspeed news',
      'closed overspeed news',
      'withdrawn overspeed news',
    ]);
    await arrive([200, 70], [190, 70]);
    expect((await events()).slice(3)).toEqual(['opened overspeed history', 'closed overspeed history']);
  });

  it('leave outliers out, as soon as a fix is judged one', async () => {
    await arrive([90, 70], [80, 70]);
    const [first] = await fleet.messages(topics.positionEvents);
    if (first === undefined) throw new Error('nothing was published');
    const { latitude, longitude, deviceTime } = first.data;
    const record = toRecord(topics.positionEvents, truckId, {
      id: newId(),
      source: 'test',
      time: new Date().toISOString(),
      subject: truckId,
      version: 3,
      correlationId: newId(),
      type: 'watchtower.position.rejudged.v1',
      data: { truckId, deviceTime, latitude, longitude, verdict: 'outlier' },
    });
    await service.arrived.take([readable(topics.positionEvents, record)]);
    expect(await events()).toEqual(['opened overspeed news', 'withdrawn overspeed news']);
  });

  it('see all again where a message is missing', async () => {
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(90), speed: 70 })]);
    await arrive([80, 70], [70, 70]);
    expect(await events()).toEqual(['opened overspeed news']);
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(60), speed: 10 })]);
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(50), speed: 10 })]);
    await service.arrived.take((await fleet.messages(topics.positionEvents)).slice(-1));
    expect(await events()).toEqual(['opened overspeed news', 'closed overspeed news']);
  });

  const heard = async (number: string): Promise<void> => {
    await service.take([reportOf({ plate: number, at: secondsAgo(5) })]);
    await service.arrived.take(await fleet.messages(topics.positionEvents));
  };
  const outages = () =>
    fleet.database.query<{ isOver: boolean }>(
      sql`select to_at is not null as "isOver" from position_outages`,
    );

  it('of silence on a trip open by the clock while others are heard, and close with the next fix', async () => {
    await onTrip(4_000);
    await arrive([1_900, 40]);
    await service.registerTruck('T2');
    await heard('T2');
    await service.lookAgain.run(new Date());
    await service.lookAgain.run(new Date());
    expect(await events()).toEqual(['opened gps_dark news']);
    await arrive([1, 40]);
    expect(await events()).toEqual(['opened gps_dark news', 'closed gps_dark news']);
  });

  it('of silence are none while nobody is heard, and count anew after that', async () => {
    await onTrip(4_000);
    await arrive([1_000, 40]);
    await service.lookAgain.run(new Date(Date.now() + 3_600_000));
    expect([await told(), await outages()]).toEqual([[], [{ isOver: false }]]);
    await service.registerTruck('T2');
    await heard('T2');
    await service.lookAgain.run(new Date());
    expect(await outages()).toEqual([{ isOver: true }]);
    await fleet.database.query(sql`
      update position_outages set from_at = ${secondsAgo(990)}, to_at = ${secondsAgo(10)}`);
    await service.lookAgain.run(new Date(Date.now() + 60_000));
    expect(await told()).toEqual([]);
  });

  it('of standing on a trip are none in a place, and end with the trip', async () => {
    const tripId = await onTrip(4_000);
    const standing = Array.from({ length: 9 }, (_, nth): [number, number, object] => [
      2_500 - nth * 300,
      0,
      { ignition: false },
    ]);
    await arrive(...standing);
    expect(await events()).toEqual(['opened unexpected_stop news']);
    await project(tripId, 4, 'watchtower.trip.completed.v1', { at: secondsAgo(20).toISOString() });
    await service.lookAgain.run(new Date());
    expect((await told()).at(-1)).toMatchObject({
      event: 'closed',
      alert: { closedAt: secondsAgo(20).toISOString() },
    });
    const fix = { deviceTime: secondsAgo(2_500).toISOString(), latitude: 6.44, longitude: 3.36 };
    const record = toRecord(topics.visitEvents, truckId, {
      id: newId(),
      source: 'test',
      time: new Date().toISOString(),
      subject: truckId,
      version: 1,
      correlationId: newId(),
      type: 'watchtower.visit.started.v1',
      data: {
        visit: {
          id: newId(),
          truckId,
          locationId: newId(),
          status: 'provisional',
          startedAt: fix.deviceTime,
          lastInsideAt: fix.deviceTime,
          endedAt: null,
          leftBefore: null,
          longestGapSeconds: 0,
          unobservedSeconds: 0,
          evidence: { firstFix: fix, lastFix: fix, rule: 'visit/1', fenceVersion: 1 },
        },
      },
    });
    await service.projector.project(visitCopies, [readable(topics.visitEvents, record)]);
    await service.lookAgain.run(new Date());
    expect((await told()).at(-1)).toMatchObject({ event: 'withdrawn', alert: { kind: 'unexpected_stop' } });
  });
});

describe('what people do about alerts', () => {
  const command = <K extends 'acknowledge' | 'assign' | 'snooze'>(
    verb: K,
    alertId: string,
    data: object = {},
    id = newId(),
  ) =>
    readable(
      topics.fleetCommands,
      toRecord(topics.fleetCommands, alertId, {
        id,
        source: 'test',
        time: new Date().toISOString(),
        subject: alertId,
        correlationId: newId(),
        type: `watchtower.fleet.${verb}-alert.v1`,
        data: {
          actor: { id: 'ada', role: 'dispatcher' },
          at: secondsAgo(0).toISOString(),
          ...data,
        } as DataOf<Topics['fleetCommands'], `watchtower.fleet.${K}-alert.v1`>,
      }),
    );
  const outcomes = async () =>
    (await fleet.published(topics.commandOutcomes))
      .map(({ data }) => data as CommandOutcome)
      .filter(({ subject }) => subject.kind === 'alert');
  const alertId = async (): Promise<string> => {
    await service.takeAlerts([message(opening)]);
    const [first] = await told();
    return first?.alert.id ?? '';
  };

  it('is told and answered with the version of the alert, once for each command', async () => {
    const id = await alertId();
    const acknowledge = command('acknowledge', id, { expectedVersion: 1 });
    await service.answer(acknowledge);
    await service.answer(acknowledge);
    await service.answer(command('assign', id, { userId: newId() }));
    await service.answer(command('acknowledge', id));
    expect(await outcomes()).toMatchObject([
      { result: 'succeeded', version: 2 },
      { result: 'succeeded', version: 2 },
      { result: 'succeeded', version: 3 },
      { result: 'succeeded', version: 3 },
    ]);
    expect((await told()).map(({ event, version }) => [event, version])).toEqual([
      ['opened', 1],
      ['acknowledged', 2],
      ['assigned', 3],
    ]);
  });

  it('stays when facts change', async () => {
    const id = await alertId();
    await service.answer(command('acknowledge', id));
    await service.takeAlerts([message(closing)]);
    expect((await told()).at(-1)).toMatchObject({
      event: 'closed',
      version: 3,
      alert: { version: 3, acknowledgement: { by: 'ada' } },
    });
  });

  it('is refused with the reason, and under one id only for one thing', async () => {
    const id = await alertId();
    const commandId = newId();
    await service.answer(command('acknowledge', newId()));
    await service.answer(command('snooze', id, { until: secondsAgo(60).toISOString() }));
    await service.answer(command('acknowledge', id, { expectedVersion: 4 }));
    await service.answer(command('acknowledge', id, {}, commandId));
    await service.answer(command('assign', id, { userId: newId() }, commandId));
    expect(await outcomes()).toMatchObject([
      { refusal: { code: 'alert_not_found' } },
      { refusal: { code: 'snooze_out_of_bounds', field: 'until' } },
      { refusal: { code: 'stale_version' } },
      { result: 'succeeded' },
      { refusal: { code: 'key_reused' } },
    ]);
  });
});
