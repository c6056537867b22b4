import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { alertTimeFormat } from '../alerts/alert-time.js';
import type { Alert } from '../alerts/alert.js';
import type { Clock } from '../clock.js';
import { type Faults, type Fix, trackOf, type Truck } from '@watch-tower/simulator-domain';
import { alertAnswer, eventTypeOf } from './alert-answer.js';
import { pageOf, Refusal, windowOf, type Asked } from './answers.js';
import { uuidOf } from './identities.js';
import type { Memory } from './memory.js';
import { plateForm } from './plate-form.js';
import { Polygons } from './polygons.js';
import type { RequestLimit } from './request-limit.js';
import { lengthKm, timelineOf } from './timeline.js';
import { Trips } from './trips.js';
import { lastKnownAnswer, vehicleAnswer } from './vehicle-answers.js';

/** Where LocoNav's API stands, on either of its hosts. */
export const apiPrefix = '/integration/api/v1';

export interface ApiSettings {
  readonly seed: number;
  readonly intervalSeconds: number;
  readonly timeZone: string;
  readonly apiToken: string;
}

interface Parts {
  readonly fleet: readonly Truck[];
  readonly settings: ApiSettings;
  readonly memory: Memory;
  readonly faults: Faults;
  readonly limit: RequestLimit;
  readonly limitMax: number;
  readonly clock: Clock;
}

type Query = Asked & Readonly<Record<string, string | undefined>>;

const lastKnownBody = z.object({
  vehicleIds: z.array(z.string()).max(1000),
  sensors: z.array(z.string()).max(3),
});
const subscriptionsBody = z.object({
  alertSubscriptions: z
    .array(
      z.looseObject({ kind: z.string(), vehicleIds: z.array(z.unknown()), alertConfig: z.looseObject({}) }),
    )
    .min(1)
    .max(100),
});

/** LocoNav's REST API: its shapes, its irregularities and, where asked for, its faults. */
export function serveApi(
  app: FastifyInstance,
  { fleet, settings, memory, faults, limit, limitMax, clock }: Parts,
): void {
  const { seed, intervalSeconds, timeZone, apiToken } = settings;
  const time = alertTimeFormat(timeZone);
  const polygons = new Polygons(clock.now());
  const trips = new Trips(fleet, polygons);
  let nth = 0;

  const list = (endpoint: string, items: readonly object[], query: Query, own?: string) =>
    pageOf(items, query, { seed, endpoint, ...(own !== undefined && { own }) });
  const truckOf = (uuid: string | undefined): Truck => {
    const truck = fleet.find(({ plate }) => uuidOf(plate) === uuid);
    if (truck) return truck;
    throw new Refusal(404, 'vehicle not found', 'not_found');
  };
  const fixesOf = (truck: Truck, query: Query): Fix[] => {
    const { fromMs, toMs } = windowOf(query, clock.now());
    const fixes: Fix[] = [];
    for (const fix of trackOf(seed, truck, fromMs, intervalSeconds)) {
      if (fix.timeMs >= Math.min(toMs, clock.now())) return fixes;
      fixes.push(fix);
    }
    return fixes;
  };
  const alertsOf = (query: Query, isWanted: (alert: Alert) => boolean): object[] => {
    const { fromMs, toMs } = windowOf(query, clock.now());
    return memory
      .alerts(fromMs, toMs)
      .filter((alert) => isWanted(alert) && (query['alertType'] ?? eventTypeOf(alert)) === eventTypeOf(alert))
      .map((alert) => alertAnswer(alert, time));
  };

  /** In the order in which LocoNav's own edge would: away, who are you, too many, and then the work. */
  const guard = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const endpoint = `${request.method} ${request.routeOptions.url?.slice(apiPrefix.length)}`;
    const left = limit.admit(endpoint, clock.now());
    nth++;
    if (faults.meets('outage', clock.now())) {
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
    if (request.headers['user-authentication'] !== apiToken) throw new Refusal(401, 'Authentication failed');
    void reply.header('X-Rate-Limit-Limit', limitMax).header('X-Rate-Limit-Remaining', Math.max(0, left));
    if (left < 0 || faults.meets('too_many', clock.now())) throw new Refusal(429, 'TOO MANY REQUESTS');
    const slow = faults.meets('slow', clock.now(), nth);
    if (slow)
      await clock.until(clock.now() + slow.milliseconds, AbortSignal.timeout(slow.milliseconds + 1000));
    if (faults.meets('server_errors', clock.now(), nth)) {
      throw new Refusal(nth % 2 === 0 ? 500 : 503, 'Something went wrong', 'technical_issue');
    }
  };

  void app.register(
    (api: FastifyInstance, _options, done) => {
      api.addHook('preHandler', guard);
      api.setErrorHandler((error, _request, reply) =>
        error instanceof Refusal
          ? reply.code(error.status).send(error.body())
          : reply.code(400).send(new Refusal(400, 'Bad request', 'bad_request').body()),
      );

      api.get<{ Querystring: Query }>('/vehicles', ({ query }) => {
        const number = query['vehicleNumber'];
        const wanted = fleet.filter(
          ({ plate }) => number === undefined || plateForm(plate) === plateForm(number),
        );
        const answers = wanted.map((truck) => vehicleAnswer(truck, memory.lastOf(truck)?.imei ?? truck.imei));
        return list('vehicles', answers, query, 'vehicles');
      });
      api.post<{ Querystring: Query }>('/vehicles/telematics/last_known', ({ query, body }) => {
        const read = lastKnownBody.safeParse(body);
        if (!read.success) throw new Refusal(400, 'vehicleIds and at most 3 sensors', 'bad_request');
        const wanted = new Set(read.data.vehicleIds);
        const known = fleet.filter(({ plate }) => wanted.has(uuidOf(plate)));
        return list(
          'last_known',
          known.map((truck) => lastKnownAnswer(truck, memory.lastOf(truck), time)),
          query,
        );
      });
      api.get<{ Params: { uuid: string }; Querystring: Query }>(
        '/vehicles/:uuid/timeline',
        ({ params, query }) => ({
          success: true,
          data: timelineOf(fixesOf(truckOf(params.uuid), query)),
        }),
      );
      api.get<{ Params: { uuid: string }; Querystring: Query }>(
        '/vehicles/:uuid/distance_travelled',
        ({ params, query }) => ({
          success: true,
          data: {
            distance: { value: lengthKm(fixesOf(truckOf(params.uuid), query)).toFixed(2), unit: 'km' },
          },
        }),
      );
      api.get<{ Params: { uuid: string }; Querystring: Query }>(
        '/vehicles/:uuid/alerts',
        ({ params, query }) => {
          const { plate } = truckOf(params.uuid);
          return { success: true, data: { alerts: alertsOf(query, (alert) => alert.plate === plate) } };
        },
      );
      api.get<{ Querystring: Query }>('/alerts', ({ query }) =>
        list(
          'alerts',
          alertsOf(query, () => true),
          query,
        ),
      );

      const subscribe = (request: FastifyRequest, reply: FastifyReply) => {
        const read = subscriptionsBody.safeParse(request.body);
        const what = request.method === 'POST' ? 'Created' : 'Updated';
        return read.success
          ? { status: true, data: `Subscription ${what} Successfully` }
          : reply
              .code(400)
              .send({ status: false, error: `${read.error.issues[0]?.path.join('.')} is invalid` });
      };
      api.post('/vehicles/alerts/subscriptions', subscribe);
      api.put('/vehicles/alerts/subscriptions', subscribe);

      api.get<{ Querystring: Query }>('/polygons', ({ query }) => list('polygons', polygons.list(), query));
      api.post('/polygons', ({ body }, reply) =>
        reply.code(201).send({ success: true, data: polygons.create(body, clock.now()) }),
      );
      api.put<{ Params: { id: string } }>('/polygons/:id', ({ params, body }) => ({
        success: true,
        data: polygons.update(Number(params.id), body, clock.now()),
      }));

      api.get<{ Querystring: Query }>('/trips', ({ query }) =>
        list('trips', trips.list(query['uniqueId'], clock.now()), query),
      );
      api.post('/trips', ({ body }, reply) => {
        const { id, uniqueId } = trips.create(body);
        return reply.code(201).send({ success: true, data: { id, uniqueId } });
      });
      api.put<{ Params: { id: string } }>('/trips/:id', ({ params, body }) => ({
        success: true,
        data: trips.act(Number(params.id), body),
      }));
      api.delete<{ Params: { id: string } }>('/trips/:id', ({ params }) => {
        trips.delete(Number(params.id));
        return { success: true, data: {} };
      });
      api.get<{ Params: { id: string } }>('/trips/:id/track_url', ({ params }) => ({
        success: true,
        data: { trackUrl: trips.trackUrl(Number(params.id)) },
      }));
      done();
    },
    { prefix: apiPrefix },
  );
}
