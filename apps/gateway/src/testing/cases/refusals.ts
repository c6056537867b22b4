import { gateway, plan } from './context.js';
import { type RequestOptions } from '../running-gateway.js';

export const refusalsCases = (): void => {
  describe('a request that must be refused', () => {
    const unknown = '0197b1a0-0000-7000-8000-000000000001';
    const span = 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z';
    const as = (role: 'admin' | 'dispatcher' | 'viewer', options: RequestOptions = {}) => ({
      ...options,
      token: gateway.tokens[role],
    });

    it.each<[string, string, () => RequestOptions, number, string]>([
      ['without a token', 'GET /api/v1/trips', () => ({}), 401, 'unauthenticated'],
      ['with a token of nobody', 'GET /api/v1/trips', () => ({ token: 'x.y.z' }), 401, 'unauthenticated'],
      [
        'by a viewer who commands',
        'POST /api/v1/trips',
        () => as('viewer', { body: plan() }),
        403,
        'forbidden',
      ],
      [
        'by a dispatcher who registers',
        'POST /api/v1/trucks',
        () => as('dispatcher', { body: {} }),
        403,
        'forbidden',
      ],
      [
        'with malformed JSON',
        'POST /api/v1/trips',
        () => as('admin', { body: '{' }),
        400,
        'malformed_request',
      ],
      ['with nothing in it', 'POST /api/v1/trips', () => as('admin', { body: {} }), 400, 'validation_failed'],
      [
        'with NUL in a text',
        'POST /api/v1/trips',
        () => as('admin', { body: plan('a\0b') }),
        400,
        'validation_failed',
      ],
      [
        'with a body too large',
        'POST /api/v1/trips',
        () => as('admin', { body: { x: 'x'.repeat(1_100_000) } }),
        413,
        'body_too_large',
      ],
      [
        'with a body of another type',
        'POST /api/v1/trips',
        () => as('admin', { body: 'x', headers: { 'content-type': 'text/csv' } }),
        415,
        'unsupported_media_type',
      ],
      ['for a trip nobody knows', `GET /api/v1/trips/${unknown}`, () => as('viewer'), 404, 'trip_not_found'],
      [
        'for the place of a truck nobody knows',
        `GET /api/v1/trucks/${unknown}/location`,
        () => as('viewer'),
        404,
        'truck_not_found',
      ],
      [
        'for an operation nobody knows',
        `GET /api/v1/operations/${unknown}`,
        () => as('viewer'),
        404,
        'operation_not_found',
      ],
      [
        'for an alert nobody knows',
        `GET /api/v1/alerts/${unknown}`,
        () => as('viewer'),
        404,
        'alert_not_found',
      ],
      [
        'for alerts of no such severity',
        'GET /api/v1/alerts?severity=bad',
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      [
        'for alerts after a cursor of its own making',
        'GET /api/v1/alerts?cursor=abc',
        () => as('viewer'),
        400,
        'invalid_cursor',
      ],
      [
        'by a viewer who acknowledges',
        `POST /api/v1/alerts/${unknown}/actions/acknowledge`,
        () => as('viewer', { body: {} }),
        403,
        'forbidden',
      ],
      [
        'to assign an alert to nobody we know',
        `POST /api/v1/alerts/${unknown}/actions/assign`,
        () => as('dispatcher', { body: { userId: unknown } }),
        404,
        'user_not_found',
      ],
      [
        'to snooze an alert until no time',
        `POST /api/v1/alerts/${unknown}/actions/snooze`,
        () => as('dispatcher', { body: { until: 'tomorrow' } }),
        400,
        'validation_failed',
      ],
      ['for an id that is none', 'GET /api/v1/trips/7', () => as('viewer'), 400, 'validation_failed'],
      [
        'for more than a page holds',
        'GET /api/v1/trips?limit=1000',
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      [
        'with a cursor of its own making',
        'GET /api/v1/trips?cursor=abc',
        () => as('viewer'),
        400,
        'invalid_cursor',
      ],
      [
        'with a malformed If-Match',
        `PUT /api/v1/trips/${unknown}`,
        () => as('admin', { body: { cargoType: 'x' }, headers: { 'if-match': '3' } }),
        400,
        'invalid_header',
      ],
      [
        'with a malformed Idempotency-Key',
        'POST /api/v1/trips',
        () => as('admin', { body: plan(), headers: { 'idempotency-key': 'a b' } }),
        400,
        'invalid_header',
      ],
      [
        'for two changes at once',
        `PUT /api/v1/trips/${unknown}`,
        () => as('admin', { body: { cargoType: 'x', truckId: null } }),
        400,
        'one_change_at_a_time',
      ],
      [
        'by a viewer who holds a trip',
        `POST /api/v1/trips/${unknown}/actions/hold`,
        () => as('viewer', { body: { reason: 'x' } }),
        403,
        'forbidden',
      ],
      ...(
        [
          ['hold', {}],
          ['fail', { reason: ' ' }],
          ['arrive', { stopIndex: 10 }],
          ['offload', { phase: 'half' }],
          ['swap-truck', { truckId: unknown, reason: 'x' }],
          ['correct', { milestone: 'arrival', at: null, reason: 'x' }],
          ['correct', { milestone: 'end', stopIndex: 1, at: null, reason: 'x' }],
        ] as const
      ).map(([verb, body]): [string, string, () => RequestOptions, number, string] => [
        'for an action that does not say enough',
        `POST /api/v1/trips/${unknown}/actions/${verb}`,
        () => as('dispatcher', { body }),
        400,
        'validation_failed',
      ]),
      [
        'for an update of nothing',
        `PUT /api/v1/trips/${unknown}`,
        () => as('admin', { body: {} }),
        400,
        'validation_failed',
      ],
      [
        'by a dispatcher who changes master data',
        `PUT /api/v1/drivers/${unknown}`,
        () => as('dispatcher', { body: { name: 'x' } }),
        403,
        'forbidden',
      ],
      [
        'by a viewer who retires',
        `DELETE /api/v1/locations/${unknown}`,
        () => as('viewer'),
        403,
        'forbidden',
      ],
      ...['trucks', 'drivers', 'locations', 'organizations'].flatMap(
        (collection): [string, string, () => RequestOptions, number, string][] => [
          [
            'for what nobody knows',
            `GET /api/v1/${collection}/${unknown}`,
            () => as('viewer'),
            404,
            `${collection.slice(0, -1)}_not_found`,
          ],
          [
            'for an update of nothing',
            `PUT /api/v1/${collection}/${unknown}`,
            () => as('admin', { body: { unknownField: 1 } }),
            400,
            'validation_failed',
          ],
          [
            'for a retirement by an update',
            `PUT /api/v1/${collection}/${unknown}`,
            () => as('admin', { body: { retired: true } }),
            400,
            'validation_failed',
          ],
          [
            'to retire, with a malformed If-Match',
            `DELETE /api/v1/${collection}/${unknown}`,
            () => as('admin', { headers: { 'if-match': '3' } }),
            400,
            'invalid_header',
          ],
        ],
      ),
      [
        'for a truck without a number',
        `PUT /api/v1/trucks/${unknown}`,
        () => as('admin', { body: { number: null } }),
        400,
        'validation_failed',
      ],
      [
        'for the identities of a truck nobody knows',
        `GET /api/v1/trucks/${unknown}/identities`,
        () => as('viewer'),
        404,
        'truck_not_found',
      ],
      [
        'for the track of a truck nobody knows',
        `GET /api/v1/trucks/${unknown}/track?${span}`,
        () => as('viewer'),
        404,
        'truck_not_found',
      ],
      ...[
        'trips?sort=weight',
        'trips?container=TCNU1',
        'trips?delayed=perhaps',
        'trucks?retired=perhaps',
        'trucks?organizationId=7',
        'organizations?type=terminal',
        'drivers?truckId=7',
        'locations?type=transporter',
        'locations?bbox=3,6,4',
        'locations?bbox=3,6,4,,',
        'locations?bbox=4,6,3,7',
        'locations?bbox=3,6,4,91',
      ].map((query): [string, string, () => RequestOptions, number, string] => [
        'for a filter that is none',
        `GET /api/v1/${query}`,
        () => as('viewer'),
        400,
        'validation_failed',
      ]),
      [
        'for a track without a span',
        `GET /api/v1/trucks/${unknown}/track?from=2026-01-01T00:00:00Z`,
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      [
        'for a track that ends before it begins',
        `GET /api/v1/trucks/${unknown}/track?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z`,
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      [
        'for a track in a format of nobody',
        `GET /api/v1/trucks/${unknown}/track?${span}&format=kml`,
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      [
        'for a track simplified to nothing',
        `GET /api/v1/trucks/${unknown}/track?${span}&simplify=0`,
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      [
        'for the places of too many trucks',
        'POST /api/v1/trucks/batch-location',
        () => as('viewer', { body: { truckIds: Array.from({ length: 1_001 }, () => unknown) } }),
        400,
        'validation_failed',
      ],
      [
        'for the places of trucks that are none',
        'POST /api/v1/trucks/batch-location',
        () => as('viewer', { body: { truckIds: ['7'] } }),
        400,
        'validation_failed',
      ],
      [
        'for the trucks at a place nobody knows',
        `GET /api/v1/locations/${unknown}/trucks`,
        () => as('viewer'),
        404,
        'location_not_found',
      ],
      [
        'for the trucks at a type of place that is none',
        'GET /api/v1/trucks/at-location?type=moon',
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      [
        'for visits of a status that is none',
        'GET /api/v1/visits?status=withdrawn',
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      [
        'for visits with a cursor of its own making',
        'GET /api/v1/visits?cursor=abc',
        () => as('viewer'),
        400,
        'invalid_cursor',
      ],
      [
        'for the quarantine with a cursor of its own making',
        'GET /api/v1/quarantine?cursor=abc',
        () => as('viewer'),
        400,
        'invalid_cursor',
      ],
      [
        'for devices over more than three days',
        'GET /api/v1/data-quality/devices?hours=73',
        () => as('viewer'),
        400,
        'validation_failed',
      ],
      ['for visits without a token', 'GET /api/v1/visits', () => ({}), 401, 'unauthenticated'],
      ['for the quarantine without a token', 'GET /api/v1/quarantine', () => ({}), 401, 'unauthenticated'],
      ['for a path nobody serves', 'GET /api/v1/nothing', () => as('viewer'), 404, 'route_not_found'],
      ['by a method nobody serves', 'PATCH /api/v1/trips', () => as('viewer'), 404, 'route_not_found'],
      [
        'for metrics through a proxy',
        'GET /metrics',
        () => ({ headers: { 'x-forwarded-for': '1.2.3.4' } }),
        404,
        '',
      ],
    ])('%s: %s', async (_what, request, options, status, code) => {
      const [method = '', path = ''] = request.split(' ');
      const answer = await gateway.request(method, path, options());
      expect({ status: answer.status, code: answer.body['code'] ?? '' }).toEqual({ status, code });
      if (code === '') return;
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.body).toMatchObject({ status, correlationId: answer.headers.get('x-correlation-id') });
    });

    it('names each field at fault and what is allowed', async () => {
      const answer = await gateway.request('POST', '/api/v1/trips', {
        token: gateway.tokens.dispatcher,
        body: { ...plan(), stops: [{ kind: 'picnic', locationId: 'x' }] },
      });
      expect(answer.body['errors']).toEqual(
        expect.arrayContaining([
          { field: 'stops.0.kind', message: expect.stringContaining('"pickup"') as string },
          { field: 'stops.0.locationId', message: expect.any(String) as string },
        ]),
      );
    });
  });
};
