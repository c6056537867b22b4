import { LoconavError } from './loconav-error.js';
import { startLoconav, type Reply, type Request } from './testing/loconav-server.js';

type Loconav = Awaited<ReturnType<typeof startLoconav>>;

let loconav: Loconav | undefined;
const start = async (...given: Parameters<typeof startLoconav>): Promise<Loconav> =>
  (loconav = await startLoconav(...given));

afterEach(() => loconav?.stop());

const uuidOf = (nth: number) => `uuid-${nth}`;
const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({
    vehicleUuid: uuidOf(from + index),
    vehicleId: uuidOf(from + index),
  }));

const window = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-01T06:00:00Z') };
const aTrip = {
  uniqueId: 'our-id',
  vehicleNumber: 'KBX 123A',
  shouldStartAt: new Date('2026-03-01T08:00:00Z'),
  source: { geofenceId: 7 },
  checkPoints: [{ geofenceId: 8 }],
  destination: { latitude: 6.5, longitude: 3.3, address: 'Agbara', radiusM: 200 },
  tripDelayAlertsEnabled: false,
  shouldExpireOldTrips: false,
};

const pageOf = ({ query }: Request): { page: number; perPage: number } => ({
  page: Number(query.get('page')),
  perPage: Number(query.get('perPage')),
});

describe('a list of LocoNav', () => {
  const fleet = numbered(230);
  const slice = (request: Request) => {
    const { page, perPage } = pageOf(request);
    return { page, perPage, items: fleet.slice((page - 1) * perPage, page * perPage) };
  };
  type Shape = (request: Request) => unknown;
  const shapes: readonly (readonly [string, Shape])[] = [
    [
      'vehicles with perPage, totalCount, currentPage',
      (request) => {
        const { page, perPage, items } = slice(request);
        return { success: true, data: { vehicles: items, perPage, totalCount: 230, currentPage: page } };
      },
    ],
    [
      'values with page, perPage, count, more',
      (request) => {
        const { page, perPage, items } = slice(request);
        return { data: { values: items, page, perPage, count: items.length, more: page * perPage < 230 } };
      },
    ],
    [
      'values with page, perPage, more, total',
      (request) => {
        const { page, perPage, items } = slice(request);
        const pagination = { page, perPage, more: page * perPage < 230, total: 230 };
        return { data: { values: items, pagination } };
      },
    ],
    [
      'values with page, a null perPage, dataCount',
      () => ({ data: { values: fleet, page: 1, perPage: null, dataCount: 230 } }),
    ],
    ['no paging at all', (request) => ({ data: { vehicles: slice(request).items } })],
    ['a bare array whatever page is asked for', () => ({ data: fleet.slice(0, 100) })],
  ];

  it.each(shapes)('is read whole from %s', async (_, shape) => {
    const { client } = await start((request) => ({ body: shape(request) }));
    const read = await client.vehicles.list();
    expect(read.map(({ vehicleUuid }) => vehicleUuid)).toEqual(
      fleet.slice(0, read.length).map(({ vehicleUuid }) => vehicleUuid),
    );
    expect([100, 230]).toContain(read.length);
  });

  it('is asked for with the token and a page size', async () => {
    const { client, requests } = await start(() => ({ body: { data: { vehicles: [] } } }));
    await client.vehicles.list('KBX 123A');
    expect(requests[0]?.headers['user-authentication']).toBe('a token');
    expect(String(requests[0]?.query)).toBe('vehicleNumber=KBX+123A&page=1&perPage=100');
  });

  it('keeps what nobody told us of, and takes null for what is optional', async () => {
    const vehicle = { vehicleUuid: 'u', make: null, currentDevice: null, colour: { paint: 'red' } };
    const { client } = await start(() => ({ body: { data: { vehicles: [vehicle] } } }));
    expect(await client.vehicles.list()).toEqual([vehicle]);
  });

  it('names the field at fault where it cannot be read', async () => {
    const { client } = await start(() => ({
      body: { data: { vehicles: [{ vehicleUuid: 'u' }, { number: 'x' }] } },
    }));
    await expect(client.vehicles.list()).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('data.vehicles.1.vehicleUuid') as string,
    });
  });
});

describe('last-known positions', () => {
  it('are asked for in chunks that name their page size, and handed on untouched', async () => {
    const { client, requests } = await start(({ body, query }) => {
      const { vehicleIds } = body as { vehicleIds: string[] };
      // As LocoNav does: without a page size it would be 10.
      const values = vehicleIds.slice(0, Number(query.get('perPage') ?? 10)).map((vehicleId) => ({
        gps: {
          currentLocationCoordinates: { lat: { value: 6.4, timestamp: 1 } },
          speed: { value: '12', unit: 'km/h' },
        },
        vehicleId,
      }));
      return {
        body: { data: { values, page: 1, perPage: values.length, more: false, count: values.length } },
      };
    });
    const got: unknown[] = [];
    await client.vehicles.lastKnown(
      numbered(120).map(({ vehicleId }) => vehicleId),
      async (some) => {
        got.push(...some);
      },
    );
    expect(got).toHaveLength(120);
    expect(JSON.stringify(got[0])).toContain('"speed":{"value":"12","unit":"km/h"}');
    expect(requests.map(({ body }) => (body as { vehicleIds: string[] }).vehicleIds.length)).toEqual([
      50, 50, 20,
    ]);
    expect(requests[0]?.body).toMatchObject({ sensors: ['gps'] });
  });
});

describe('alerts and histories', () => {
  it('of the fleet come from the other host, of windows shorter than a day in epoch seconds', async () => {
    const { client, requests } = await start(() => ({ body: { data: { alerts: [] } } }));
    await client.alerts.ofFleet({ from: window.from, to: new Date('2026-03-02T06:00:00.500Z') });
    expect(requests.map(({ path, query }) => [path, query.get('startTime'), query.get('endTime')])).toEqual([
      ['/app/alerts', '1772323200', '1772406000'],
      ['/app/alerts', '1772406000', '1772431201'],
    ]);
  });

  it('of a vehicle come without pages', async () => {
    const alert = {
      id: 5,
      eventType: 'Geofence',
      endedTs: null,
      endLocation: { lat: 0, long: 0 },
      value: { name: 'x' },
    };
    const { client, requests } = await start(() => ({ body: { data: { alerts: [alert] } } }));
    expect(await client.alerts.ofVehicle('u', window)).toEqual([alert]);
    expect(requests[0]?.path).toBe('/api/vehicles/u/alerts');
    expect(requests[0]?.query.has('perPage')).toBe(false);
  });

  it('of movement are read with ends that have no coordinates', async () => {
    const timeline = [
      { movementStatus: 'Offline', startLocation: { timestamp: 1, coordinates: null }, path: null },
    ];
    const { client } = await start(() => ({ body: { data: { timeline, stats: {} } } }));
    expect(await client.vehicles.timeline('u', window)).toEqual(timeline);
  });

  it('of distance are given as they are', async () => {
    const { client } = await start(() => ({ body: { data: { distance: { value: '12.5', unit: 'km' } } } }));
    expect(await client.vehicles.distanceTravelled('u', window)).toEqual({
      distance: { value: '12.5', unit: 'km' },
    });
  });
});

describe('subscriptions and polygons', () => {
  const subscription = {
    kind: 'overspeed',
    vehicleIds: ['u'],
    includeAll: '0',
    alertConfig: { speedLimit: 60 },
  } as const;

  it('are taken where their own shape says so, and refused where it says no', async () => {
    const { client, requests } = await start((_, nth) => ({
      body:
        nth === 1
          ? { status: true, data: 'Subscription Created Successfully' }
          : { status: false, error: 'No kind' },
    }));
    await client.alerts.subscribe([subscription]);
    expect(requests[0]?.body).toEqual({ alertSubscriptions: [subscription] });
    await expect(client.alerts.updateSubscriptions([subscription])).rejects.toMatchObject({
      kind: 'unprocessable',
      details: { reasons: ['No kind'] },
    });
  });

  it('are not subscribed twice where nobody knows whether they were once', async () => {
    const { client, requests } = await start(() => 'hang up');
    await expect(client.alerts.subscribe([subscription])).rejects.toMatchObject({ kind: 'unavailable' });
    expect(requests).toHaveLength(1);
  });

  it('are made once: a polygon is looked for before it is made again', async () => {
    const polygon = { id: 3, name: 'Apapa', lat: '6.43', long: 3.38, radius: 300, updatedAt: 1772323200000 };
    const { client, requests } = await start((_, nth) =>
      nth === 1 ? 'hang up' : { body: { data: { polygons: [polygon] } } },
    );
    const circle = { name: 'Apapa', latitude: 6.43, longitude: 3.38, radiusM: 300, active: true };
    expect(await client.polygons.create(circle)).toMatchObject({ id: 3, lat: 6.43 });
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(requests[0]?.body).toEqual({
      polygon: { name: 'Apapa', lat: 6.43, long: 3.38, distanceUnit: 'm', radius: 300, active: true },
    });
  });
});

describe('a trip', () => {
  const made: Reply = { status: 201, body: { success: true, data: { id: 9, uniqueId: 'our-id' } } };
  const listed = (...trips: object[]): Reply => ({
    body: { data: { trips, page: 1, perPage: 10, more: false, total: trips.length } },
  });
  const taken: Reply = {
    status: 422,
    body: {
      success: false,
      data: { errors: [{ message: 'unique Id has already been taken', code: 'unprocessable_entity' }] },
    },
  };

  it('is made with our id', async () => {
    const { client, requests } = await start(() => made);
    expect(await client.trips.create(aTrip)).toMatchObject({ id: 9 });
    expect(requests[0]?.body).toEqual({
      trip: {
        vehicle: { number: 'KBX 123A' },
        uniqueId: 'our-id',
        shouldStartAt: 1772352000,
        source: { geofenceId: 7 },
        checkPoints: { 2: { geofenceId: 8 } },
        destination: { coordinates: '6.5,3.3', address: 'Agbara', radius: 200 },
        tripDelayAlertsEnabled: false,
        shouldExpireOldTrips: false,
      },
    });
  });

  it('is looked for before it is made again, and not made again where it is there', async () => {
    const { client, requests } = await start((_, nth) =>
      nth === 1
        ? 'hang up'
        : listed({ id: 8, uniqueId: 'another' }, { id: 9, uniqueId: 'our-id', state: 'requested' }),
    );
    expect(await client.trips.create(aTrip)).toMatchObject({ id: 9 });
    expect(requests.map(({ method, query }) => [method, query.get('uniqueId')])).toEqual([
      ['POST', null],
      ['GET', 'our-id'],
    ]);
  });

  it('is made again where it is not there', async () => {
    const { client, requests } = await start(({ method }, nth) => {
      if (nth === 1) return 'hang up';
      return method === 'GET' ? listed() : made;
    });
    expect(await client.trips.create(aTrip)).toMatchObject({ id: 9 });
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
  });

  it('whose id is taken is the one that is there', async () => {
    const { client } = await start(({ method }) =>
      method === 'POST' ? taken : listed({ id: 9, uniqueId: 'our-id' }),
    );
    expect(await client.trips.create(aTrip)).toMatchObject({ id: 9 });
  });

  it('whose id is taken and that is not there is refused', async () => {
    const { client } = await start(({ method }) => (method === 'POST' ? taken : listed()));
    await expect(client.trips.create(aTrip)).rejects.toMatchObject({ kind: 'unprocessable' });
  });

  it('is started, watched and deleted, which it may be already', async () => {
    const { client, requests } = await start(({ method, path }) => {
      if (path.endsWith('/track_url')) return { body: { data: { trackUrl: 'https://track/9' } } };
      return method === 'PUT' ? { body: { success: true } } : { status: 404, body: '<html>gone</html>' };
    });
    await client.trips.act(9, 'START_TRIP');
    expect(await client.trips.trackUrl(9)).toBe('https://track/9');
    await client.trips.delete(9);
    expect(requests[0]?.body).toEqual({ trip: { action: 'START_TRIP' } });
  });
});

describe('an error of LocoNav', () => {
  const strings = { success: false, data: { errors: ['Authentication failed'] } };
  const coded = (code: string) => ({ success: false, data: { errors: [{ message: 'no', code }] } });

  it.each([
    ['strings', 401, strings, 'authentication'],
    ['strings', 200, strings, 'authentication'],
    ['nothing', 403, '', 'authentication'],
    ['a code', 400, coded('bad_request'), 'unprocessable'],
    ['a code', 404, coded('not_found'), 'not_found'],
    ['a code', 200, coded('not_found'), 'not_found'],
    ['a code', 422, coded('unprocessable_entity'), 'unprocessable'],
    ['its own shape', 400, { status: false, error: 'No kind' }, 'unprocessable'],
    ['HTML', 404, '<html>', 'not_found'],
    ['HTML', 200, '<html>', 'unreadable'],
  ])('said by %s with %d is asked for once and is %4$s', async (_, status, body, kind) => {
    const { client, requests } = await start(() => ({ status, body }));
    await expect(client.vehicles.list()).rejects.toMatchObject({ name: 'LoconavError', kind });
    expect(requests).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ['500', { status: 500, body: 'oops' }],
    ['503', { status: 503, body: '' }],
    ['technical_issue', { status: 400, body: coded('technical_issue') }],
    ['a broken connection', 'hang up'],
  ])('that may pass (%s) is met with 4 tries and longer and longer pauses', async (_, reply) => {
    const { client, requests, clock } = await start(() => reply);
    await expect(client.vehicles.list()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(requests).toHaveLength(4);
    expect(clock.pausesMs).toEqual([500, 1_000, 2_000]);
  });

  it('is forgotten where a later try is answered', async () => {
    const { client } = await start((_, nth) => (nth < 4 ? 'hang up' : { body: { data: { vehicles: [] } } }));
    expect(await client.vehicles.list()).toEqual([]);
  });

  it('is a time-out where nobody answers', async () => {
    const { client, requests } = await start(() => 'silence', { requestTimeoutMs: 20 });
    await expect(client.vehicles.list()).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'vehicles: no answer within 20 ms',
    });
    expect(requests).toHaveLength(4);
  });

  it('never shows the token', async () => {
    const { client } = await start(() => ({ status: 401, body: strings }));
    const error: unknown = await client.vehicles.list().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(LoconavError);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('a token');
  });
});

describe('too many requests', () => {
  const tooMany: Reply = { status: 429, body: { success: false, data: { errors: ['TOO MANY REQUESTS'] } } };

  it('are followed by none of that endpoint until the window’s end', async () => {
    const { client, clock, requests } = await start((_, nth) =>
      nth <= 2 ? tooMany : { body: { data: { vehicles: [] } } },
    );
    expect(await client.vehicles.list()).toEqual([]);
    expect(requests).toHaveLength(3);
    expect(clock.now()).toBe(120_000);
  });

  it('are an error after five windows', async () => {
    const { client, clock, requests } = await start(() => tooMany);
    await expect(client.vehicles.list()).rejects.toMatchObject({ kind: 'too_many' });
    expect(requests).toHaveLength(6);
    expect(clock.now()).toBe(300_000);
  });
});

describe('the circuit', () => {
  it('opens after failures in a row, is seen, and closes by one answer after its time', async () => {
    let up = false;
    const answer: Reply = { body: { data: { vehicles: [] } } };
    const { client, clock, requests, metrics } = await start(() => (up ? answer : 'hang up'), {
      failuresMax: 3,
    });
    const circuit = async () =>
      (await metrics.getSingleMetricAsString('watchtower_loconav_circuit_state')).split('\n');

    await expect(client.vehicles.list()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(requests).toHaveLength(3);
    expect(client.circuitStates()).toEqual({ api: 'open', app: 'closed' });
    expect(await circuit()).toContain('watchtower_loconav_circuit_state{host="api"} 2');
    await expect(client.vehicles.list()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(requests).toHaveLength(3);

    up = true;
    await clock.pause(30_000);
    expect(client.circuitStates().api).toBe('half_open');
    await client.vehicles.list();
    expect(client.circuitStates().api).toBe('closed');
    const counted = await metrics.getSingleMetricAsString('watchtower_loconav_requests_total');
    expect(counted).toContain('{endpoint="vehicles",outcome="unavailable"} 3');
    expect(counted).toContain('{endpoint="vehicles",outcome="refused_by_circuit"} 2');
    expect(counted).toContain('{endpoint="vehicles",outcome="ok"} 1');
  });
});

describe('a client that is stopped', () => {
  it('gives up what is under way', async () => {
    const { client, requests } = await start((_, nth) =>
      nth === 1 ? (client.stop(), 'silence') : 'silence',
    );
    await expect(client.vehicles.list()).rejects.toBeDefined();
    expect(requests).toHaveLength(1);
  });
});
