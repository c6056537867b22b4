import 'reflect-metadata';
import { createTripRequest, routes, type RouteDefinition } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { controllers } from '../app.module.js';
import { parseBy, routeMetadata, routerPath } from './route.js';

const implemented = controllers.flatMap((controller) =>
  Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    if (name === 'constructor') return [];
    const method = Reflect.get(controller.prototype, name) as object;
    const route = Reflect.getMetadata(routeMetadata, method) as RouteDefinition | undefined;
    const path = Reflect.getMetadata('path', method) as string | undefined;
    return path === undefined ? [] : [{ name: `${controller.name}.${name}`, path, route }];
  }),
);

describe('the routes', () => {
  it('of controllers are all in the table, at its path', () => {
    for (const { name, path, route } of implemented) {
      expect({ name, path }).toEqual({ name, path: routerPath(route?.path ?? 'missing in routes') });
    }
  });

  it('of the table are all served, each by one method; webhooks beside Nest', () => {
    const served = implemented.map(({ route }) => route);
    for (const route of Object.values<RouteDefinition>(routes)) {
      const count = served.filter((one) => one === route).length;
      expect({ path: route.path, count }).toEqual({
        path: route.path,
        count: route.access === 'secret' ? 0 : 1,
      });
    }
  });

  it('are open to nobody but for sign-in and what a share link shows', () => {
    const open = Object.values<RouteDefinition>(routes).filter(({ access }) => access === 'open');
    expect(open.map(({ path }) => path)).toEqual([
      '/api/v1/auth/login',
      '/api/v1/auth/refresh',
      '/api/v1/shared',
    ]);
  });
});

describe('a request that does not fit its schema', () => {
  it('is refused with every field at fault and what is allowed', () => {
    const faults = () =>
      parseBy(createTripRequest, { vpcId: '', stops: [{ kind: 'picnic' }], weightTons: -1 });
    expect(faults).toThrow(expect.objectContaining({ status: 400, code: 'validation_failed' }) as Error);
    expect(errorsOf(faults)).toEqual([
      { field: 'vpcId', message: expect.any(String) as string },
      { field: 'stops.0.kind', message: expect.stringContaining('"pickup"') as string },
      { field: 'stops.0.locationId', message: expect.any(String) as string },
      { field: 'stops', message: expect.stringContaining('>=2') as string },
      { field: 'weightTons', message: expect.stringContaining('>0') as string },
      { field: 'scheduledDeparture', message: expect.any(String) as string },
    ]);
  });
});

const errorsOf = (parse: () => unknown) => {
  try {
    parse();
    return undefined;
  } catch (error) {
    return error instanceof ProblemError ? error.details.errors : error;
  }
};
