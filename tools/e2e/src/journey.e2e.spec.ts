import { randomUUID } from 'node:crypto';
import type { TripDetails, TruckLocation, TruckView } from '@watch-tower/contracts';
import { io, type Socket } from 'socket.io-client';
import { callerOf, runningStack, signInAs, until, type Call } from './running-stack.js';

/** One truck and one trip through every layer of a running stack. */
const stack = runningStack();
const unique = randomUUID().slice(0, 8).toUpperCase();
const plate = `T${unique}LA`;
let call: Call;
let token: string;

/** Sent again with its key a command is carried out once: so one that is answered 202 at first comes to its 201. */
const created = async <Body extends { id: string }>(path: string, body: unknown): Promise<Body> => {
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await until(
    () => call<Body>('POST', path, { body, headers }),
    ({ status }) => status !== 202,
  );
  if (answer.status !== 201)
    throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

const place = (name: string, latitude: number, longitude: number) => ({
  name: `${name} ${unique}`,
  type: 'terminal',
  fence: { shape: 'circle', latitude, longitude, radiusM: 200 },
});

const gpstime = (time: Date): string => {
  const [date = '', clock = ''] = time.toISOString().split('T');
  return `${date.split('-').reverse().join('-')} ${clock.slice(0, 8)}`;
};

const report = (time: Date, latitude: number, longitude: number) => ({
  imei: '0210716299',
  speed: 42,
  gpstime: gpstime(time),
  ignition: '1',
  latitude,
  longitude,
  orientation: 201.0,
  vehiclenumber: `${plate.slice(0, 3)} ${plate.slice(3).toLowerCase()}`,
});

const sendReports = async (...reports: unknown[]): Promise<number> => {
  const response = await fetch(stack.loconav.webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...stack.loconav.headers },
    body: JSON.stringify(reports),
  });
  return response.status;
};

const connected = (path: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(`${stack.gateway.url}${path}`, { auth: { token }, transports: ['websocket'] });
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });

describe('a truck and its trip', () => {
  let truck: TruckView;
  let driver: { id: string };
  let pickup: { id: string };
  let delivery: { id: string };

  beforeAll(async () => {
    token = await signInAs(stack, 'admin');
    call = callerOf(stack, token);
    truck = await created<TruckView>('/api/v1/trucks', { number: plate });
    driver = await created('/api/v1/drivers', { name: `Driver ${unique}` });
    pickup = await created('/api/v1/locations', place('Pickup', 6.44, 3.36));
    delivery = await created('/api/v1/locations', place('Delivery', 6.6, 3.34));
  });

  it('the truck is seen over REST and on the socket after a webhook', async () => {
    const socket = await connected('/ws/trucks');
    const seen = new Promise<TruckLocation>((resolve) => {
      socket.on('positions', (trucks: TruckLocation[]) => {
        const ours = trucks.find(({ truckId }) => truckId === truck.id);
        if (ours !== undefined) resolve(ours);
      });
    });
    await new Promise((resolve) => socket.emit('watch', null, resolve));
    const time = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 1_000);
    expect(await sendReports(report(time, 6.45, 3.37))).toBe(202);
    expect(await seen).toMatchObject({ latitude: 6.45, longitude: 3.37, deviceTime: time.toISOString() });
    socket.disconnect();

    // The socket is fed from memory and may be ahead of the read model.
    const location = await until(
      () => call<TruckLocation>('GET', `/api/v1/trucks/${truck.id}/location`),
      ({ status }) => status === 200,
    );
    expect(location.body).toMatchObject({ latitude: 6.45, speedKmh: 42, motion: 'moving' });
  });

  it('a late report does not move the truck back', async () => {
    const late = new Date(Date.now() - 3_600_000);
    const now = new Date(Math.floor(Date.now() / 1_000) * 1_000);
    expect(await sendReports(report(late, 6.5, 3.5), report(now, 6.46, 3.37))).toBe(202);
    const location = await until(
      () => call<TruckLocation>('GET', `/api/v1/trucks/${truck.id}/location`),
      ({ body }) => body.deviceTime === now.toISOString(),
    );
    expect(location.body).toMatchObject({ latitude: 6.46 });
  });

  it('a trip lives through its stages, and its watcher sees each', async () => {
    const trip = await created<TripDetails>('/api/v1/trips', {
      vpcId: `01/Nov/2026-${plate}-CA60`,
      truckId: truck.id,
      driverId: driver.id,
      stops: [
        { kind: 'pickup', locationId: pickup.id },
        { kind: 'delivery', locationId: delivery.id },
      ],
      containers: [{ number: 'TCNU3877560', lengthFeet: 40 }],
      scheduledDeparture: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect(trip).toMatchObject({ status: 'scheduled', stage: 'assigned', truck: { number: plate } });

    const socket = await connected(`/ws/trips/${trip.id}`);
    const stages: string[] = [];
    const completed = new Promise<void>((resolve) => {
      for (const event of ['snapshot', 'changed']) {
        socket.on(event, (shown: TripDetails) => {
          if (stages.at(-1) !== shown.stage) stages.push(shown.stage);
          if (shown.stage === 'completed') resolve();
        });
      }
    });
    for (const action of ['arrive', 'start', 'arrive', 'offload', 'complete']) {
      const answer = await call<TripDetails>('POST', `/api/v1/trips/${trip.id}/actions/${action}`, {
        body: {},
      });
      expect(answer).toMatchObject({ status: 200 });
    }
    await completed;
    socket.disconnect();
    expect(stages.at(-1)).toBe('completed');

    const details = await call<TripDetails>('GET', `/api/v1/trips/${trip.id}`);
    expect(details.body).toMatchObject({ status: 'completed', version: 8 });
    expect(details.body.timeline.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(details.body.timeline.every(({ evidence }) => evidence.kind === 'person')).toBe(true);
  });
});
