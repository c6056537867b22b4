import { topics, type Topics, type TypeOn } from '@watch-tower/contracts';
import { identifier, sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { eventsOf, messageOf, toldBy } from '../../testing/alerts.js';
import { openFleet, reportOf, secondsAgo, type Fleet, type Service } from '../../testing/fleet.js';
import { tripsUnderWay } from './trips-under-way.projection.js';
import { visitCopies } from './visit-copies.projection.js';

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

/** Fixes as devices send them: age in seconds and speed. */
const arrive = async (...fixes: [age: number, speed: number, more?: object][]): Promise<void> => {
  await service.take(
    fixes.map(([age, speed, more]) => reportOf({ plate: 'KBX123A', at: secondsAgo(age), speed, ...more })),
  );
  await service.arrived.take(await fleet.messages(topics.positionEvents));
};

const told = (tripId: string, version: number, type: TypeOn<Topics['tripEvents']>, data: object) => {
  const evidence = { kind: 'person', actorId: 'ada', role: 'dispatcher' };
  const fact = { tripId, recordedAt: new Date().toISOString(), evidence, ...data };
  return messageOf(topics.tripEvents, tripId, { type, version, data: fact });
};

const project = (...of: Parameters<typeof told>): Promise<void> =>
  service.projector.project(tripsUnderWay, [told(...of)]);

const onTripSince = (tripId: string, sinceSeconds: number) => {
  const at = secondsAgo(sinceSeconds).toISOString();
  const stop = { kind: 'pickup', locationId: newId() };
  const plan = { vpcId: tripId, stops: [stop, { ...stop, kind: 'delivery' }], scheduledDeparture: at };
  return [
    told(tripId, 1, 'watchtower.trip.created.v1', { plan, backdated: false }),
    told(tripId, 2, 'watchtower.trip.truck-assigned.v1', { truckId }),
    told(tripId, 3, 'watchtower.trip.started.v1', { at }),
  ];
};

const onTrip = async (sinceSeconds: number): Promise<string> => {
  const tripId = newId();
  for (const message of onTripSince(tripId, sinceSeconds))
    await service.projector.project(tripsUnderWay, [message]);
  return tripId;
};

describe('own alerts', () => {
  it('open and close by the fixes of a truck, each once, with their evidence', async () => {
    await arrive([90, 70], [80, 75]);
    await arrive([70, 80]);
    await arrive([60, 20]);
    await arrive();
    expect(await eventsOf(fleet)).toEqual(['opened overspeed news', 'closed overspeed news']);
    const [opened, closed] = await toldBy(fleet);
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
    expect(await eventsOf(fleet)).toEqual([
      'opened overspeed news',
      'closed overspeed news',
      'withdrawn overspeed news',
    ]);
    await arrive([200, 70], [190, 70]);
    expect((await eventsOf(fleet)).slice(3)).toEqual([
      'opened overspeed history',
      'closed overspeed history',
    ]);
  });

  it('leave outliers out, as soon as a fix is judged one', async () => {
    await arrive([90, 70], [80, 70]);
    const [first] = await fleet.messages(topics.positionEvents);
    if (first === undefined) throw new Error('nothing was published');
    const { latitude, longitude, deviceTime } = first.data;
    const rejudged = messageOf(topics.positionEvents, truckId, {
      type: 'watchtower.position.rejudged.v1',
      version: 3,
      data: { truckId, deviceTime, latitude, longitude, verdict: 'outlier' },
    });
    await fleet.database.query(sql`
      update vehicle_positions set verdict = 'outlier' where truck_id = ${truckId} and device_time = ${deviceTime}`);
    await service.arrived.take([rejudged]);
    expect(await eventsOf(fleet)).toEqual(['opened overspeed news', 'withdrawn overspeed news']);
  });

  it('see all again where a message is missing', async () => {
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(90), speed: 70 })]);
    await arrive([80, 70], [70, 70]);
    expect(await eventsOf(fleet)).toEqual(['opened overspeed news']);
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(60), speed: 10 })]);
    await service.take([reportOf({ plate: 'KBX123A', at: secondsAgo(50), speed: 10 })]);
    await service.arrived.take((await fleet.messages(topics.positionEvents)).slice(-1));
    expect(await eventsOf(fleet)).toEqual(['opened overspeed news', 'closed overspeed news']);
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
    expect(await eventsOf(fleet)).toEqual(['opened gps_dark news']);
    await arrive([1, 40]);
    expect(await eventsOf(fleet)).toEqual(['opened gps_dark news', 'closed gps_dark news']);
  });

  it('of silence are none while nobody is heard, and count anew after that', async () => {
    await onTrip(4_000);
    await arrive([1_000, 40]);
    await service.lookAgain.run(new Date(Date.now() + 3_600_000));
    expect([await toldBy(fleet), await outages()]).toEqual([[], [{ isOver: false }]]);
    await service.registerTruck('T2');
    await heard('T2');
    await service.lookAgain.run(new Date());
    expect(await outages()).toEqual([{ isOver: true }]);
    await fleet.database.query(sql`
      update position_outages set from_at = ${secondsAgo(990)}, to_at = ${secondsAgo(10)}`);
    await service.lookAgain.run(new Date(Date.now() + 60_000));
    expect(await toldBy(fleet)).toEqual([]);
  });

  it('of standing on a trip are none in a place, and end with the trip', async () => {
    const tripId = await onTrip(4_000);
    const standing = Array.from({ length: 9 }, (_, nth): [number, number, object] => [
      2_500 - nth * 300,
      0,
      { ignition: false },
    ]);
    await arrive(...standing);
    expect(await eventsOf(fleet)).toEqual(['opened unexpected_stop news']);
    await project(tripId, 4, 'watchtower.trip.completed.v1', { at: secondsAgo(20).toISOString() });
    await service.lookAgain.run(new Date());
    expect((await toldBy(fleet)).at(-1)).toMatchObject({
      event: 'closed',
      alert: { closedAt: secondsAgo(20).toISOString() },
    });
    const fix = { deviceTime: secondsAgo(2_500).toISOString(), latitude: 6.44, longitude: 3.36 };
    const visit = {
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
    };
    const type = 'watchtower.visit.started.v1';
    const started = messageOf(topics.visitEvents, truckId, { type, version: 1, data: { visit } });
    await service.projector.project(visitCopies, [started]);
    await service.lookAgain.run(new Date());
    expect((await toldBy(fleet)).at(-1)).toMatchObject({
      event: 'withdrawn',
      alert: { kind: 'unexpected_stop' },
    });
  });
});

describe('what own alerts rest on, made anew', () => {
  const marks = () =>
    fleet.database.query<{ truckId: string; from: Date }>(
      sql`select truck_id as "truckId", changed_from as "from" from own_alert_changes`,
    );
  const replaced = identifier('fleet_replaced');
  /** As the exchange of a rebuild leaves them: what the topic says, and beside it what stood there before. */
  const exchange = async (before: () => Promise<unknown>): Promise<void> => {
    await fleet.database.query(sql`
      create table ${replaced}.trips_under_way as table trips_under_way`);
    await before();
    await fleet.database.query(sql`truncate own_alert_changes`);
    await fleet.database.transaction(async (tx) => tripsUnderWay.anew?.exchanged(tx, replaced));
    await fleet.database.query(sql`drop table ${replaced}.trips_under_way`);
  };

  it('has trucks looked at again from the earliest difference on', async () => {
    await onTrip(4_000);
    await exchange(() =>
      fleet.database.query(sql`
        update ${replaced}.trips_under_way set from_at = ${secondsAgo(5_000)}`),
    );
    expect(await marks()).toEqual([{ truckId, from: secondsAgo(5_000) }]);
  });

  it('has nobody looked at again where it comes out the same, nor while it is made', async () => {
    await onTrip(4_000);
    await exchange(() => Promise.resolve());
    expect(await marks()).toEqual([]);
    await fleet.database.transaction(async (tx) =>
      tripsUnderWay.anew?.apply(tx, onTripSince(newId(), 5_000)),
    );
    expect(await marks()).toEqual([]);
  });
});
