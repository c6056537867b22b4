import {
  tripDetails,
  tripSummary,
  type TripDetails,
  type TripServerEvents,
  type TripSummary,
  type TruckLocation,
} from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import type { Socket } from 'socket.io-client';
import { AccessTokens } from '../../sign-in/access-tokens.js';
import { gateway, openSocket, owners, unique, truckAssigned, tripKnown } from './context.js';

export const socketsCases = (): void => {
  describe('sockets', () => {
    const open: Socket[] = [];
    const connect = (path: string, token: string): Socket => {
      const socket = openSocket(path, token);
      open.push(socket);
      return socket;
    };
    const next = <Value>(socket: Socket, event: string): Promise<Value> =>
      new Promise((resolve) => socket.once(event, (value: Value) => resolve(value)));
    const refusal = async (path: string, token: string): Promise<string> =>
      (await next<Error>(connect(path, token), 'connect_error')).message;
    const watch = (socket: Socket, area: unknown) =>
      socket.timeout(5_000).emitWithAck('watch', area) as Promise<{ ok: boolean; code?: string }>;

    afterEach(() => {
      for (const socket of open.splice(0)) socket.disconnect();
    });

    it('are for those who are signed in', async () => {
      expect(await refusal('/ws/trucks', 'x')).toBe('unauthenticated');
      expect(await refusal(`/ws/trips/${newId()}`, '')).toBe('unauthenticated');
      expect(await refusal(`/ws/trips/${newId()}`, gateway.tokens.viewer)).toBe('trip_not_found');
      expect(await refusal('/ws/nothing', gateway.tokens.viewer)).toBe('Invalid namespace');
    });

    it('are bounded for each person, and places are free again once they close', async () => {
      const token = gateway.tokens.admin;
      const sockets = [1, 2, 3].map(() => connect('/ws/trucks', token));
      await Promise.all(sockets.map((socket) => next(socket, 'connect')));
      expect(await refusal('/ws/trucks', token)).toBe('too_many_sockets');
      sockets[0]?.disconnect();
      await eventually(async () => {
        const socket = connect('/ws/trucks', token);
        await Promise.race([next(socket, 'connect'), next(socket, 'connect_error')]);
        expect(socket.connected).toBe(true);
      });
    });

    it('show the fleet, then every newer position and none older', async () => {
      const truckId = newId();
      await owners.publish(owners.truck(truckId, 1, unique('T')), owners.position(truckId, 5, 6.45, 3.36));
      await eventually(async () => {
        const socket = connect('/ws/trucks', gateway.tokens.viewer);
        const snapshot = next<TruckLocation[]>(socket, 'snapshot');
        expect(await watch(socket, null)).toEqual({ ok: true });
        const known = (await snapshot).find((truck) => truck.truckId === truckId);
        socket.disconnect();
        expect(known).toMatchObject({ version: 5, latitude: 6.45 });
      });
      const socket = connect('/ws/trucks', gateway.tokens.viewer);
      const versions: number[] = [];
      socket.on('positions', (trucks: TruckLocation[]) => {
        for (const truck of trucks) if (truck.truckId === truckId) versions.push(truck.version);
      });
      await watch(socket, null);
      await owners.publish(owners.position(truckId, 4, 0, 0), owners.position(truckId, 6, 6.46, 3.36));
      await eventually(() => expect(versions).toEqual([6]));
    });

    it('show a truck no more once it is retired, and again once it is brought back', async () => {
      const truckId = newId();
      const number = unique('T');
      await owners.publish(owners.truck(truckId, 1, number), owners.position(truckId, 1, 6.45, 3.36));
      const socket = connect('/ws/trucks', gateway.tokens.viewer);
      const shown = async (): Promise<boolean> => {
        const snapshot = next<TruckLocation[]>(socket, 'snapshot');
        await watch(socket, null);
        return (await snapshot).some((truck) => truck.truckId === truckId);
      };
      await eventually(async () => expect(await shown()).toBe(true));
      const gone = next<string[]>(socket, 'gone');
      await owners.publish(owners.truck(truckId, 2, number, { retiredAt: new Date().toISOString() }));
      expect(await gone).toEqual([truckId]);
      await owners.publish(owners.position(truckId, 2, 6.46, 3.36));
      expect(await shown()).toBe(false);
      await owners.publish(owners.truck(truckId, 3, number));
      await eventually(async () => expect(await shown()).toBe(true));
    });

    it('tell an area of trucks in it, and of one that leaves it', async () => {
      const [inside, outside] = [newId(), newId()];
      await owners.publish(
        owners.truck(inside, 1, unique('T')),
        owners.truck(outside, 1, unique('T')),
        owners.position(inside, 1, -40.05, -20.05),
        owners.position(outside, 1, -45.05, -20.05),
      );
      const area = { north: -40, south: -40.1, west: -20.1, east: -20 };
      const socket = connect('/ws/trucks', gateway.tokens.viewer);
      const seen: [string, number][] = [];
      socket.on('positions', (trucks: TruckLocation[]) => {
        for (const { truckId, version } of trucks) seen.push([truckId, version]);
      });
      await eventually(async () => {
        const snapshot = next<TruckLocation[]>(socket, 'snapshot');
        await watch(socket, area);
        expect((await snapshot).map(({ truckId }) => truckId)).toEqual([inside]);
      });
      seen.length = 0;
      await owners.publish(
        owners.position(outside, 2, -45.06, -20.05),
        owners.position(inside, 2, -42.05, -20.05),
        owners.position(inside, 3, -42.06, -20.05),
      );
      await eventually(() => expect(seen.at(-1)?.[0]).toBe(inside));
      expect(seen.every(([truckId]) => truckId === inside)).toBe(true);
      expect(await watch(socket, { north: 'x' })).toEqual({ ok: false, code: 'invalid_viewport' });
    });

    it('show a trip, each change once it can be read, and where its truck is', async () => {
      const truckId = newId();
      const tripId = await tripKnown();
      await owners.publish(owners.truck(truckId, 1, unique('T')), owners.position(truckId, 1, 6.45, 3.36));
      const socket = connect(`/ws/trips/${tripId}`, gateway.tokens.viewer);
      const snapshot = await next<TripDetails>(socket, 'snapshot');
      expect(tripDetails.parse(snapshot)).toMatchObject({ id: tripId, version: 1 });

      const changed = next<TripDetails>(socket, 'changed');
      const position = next<Parameters<TripServerEvents['position']>[0]>(socket, 'position');
      await owners.publish(truckAssigned(tripId, 2, truckId));
      expect(await changed).toMatchObject({ version: 2, truck: { id: truckId } });
      expect(await position).toMatchObject({ truckId });

      const moved = next<TruckLocation>(socket, 'position');
      await owners.publish(owners.position(truckId, 2, 6.46, 3.36));
      expect(await moved).toMatchObject({ version: 2 });
    });

    it('miss nothing of a trip that changes while they connect', async () => {
      const tripId = await tripKnown();
      const newest = new Map<Socket, number>();
      for (let version = 2; version <= 9; version++) {
        const socket = connect(
          `/ws/trips/${tripId}`,
          gateway.tokens[version % 2 === 0 ? 'viewer' : 'dispatcher'],
        );
        for (const event of ['snapshot', 'changed']) {
          socket.on(event, (trip: TripDetails) =>
            newest.set(socket, Math.max(trip.version, newest.get(socket) ?? 0)),
          );
        }
        await owners.publish(truckAssigned(tripId, version, newId()));
        await eventually(() => expect(newest.get(socket)).toBe(version));
        if (version >= 4) open.shift()?.disconnect();
      }
    });

    it('show a trip as LocoNav has it, before the trip itself changes', async () => {
      const tripId = await tripKnown();
      const socket = connect(`/ws/trips/${tripId}`, gateway.tokens.viewer);
      expect(await next<TripDetails>(socket, 'snapshot')).toMatchObject({ version: 1, loconav: null });
      const changed = next<TripDetails>(socket, 'changed');
      await owners.publish(owners.mirrorFailed(tripId, 1, 'geofence with id 5 not found.'));
      expect(tripDetails.parse(await changed)).toMatchObject({
        version: 1,
        loconav: { state: 'failed', reason: 'geofence with id 5 not found.', nextTryAt: null },
      });
    });

    it('tell lists of trips what changes, and those who come back what they missed', async () => {
      const newest = new Map<string, number>();
      let position: string | null = null;
      const hints: unknown[] = [];
      const watchTrips = async (): Promise<Socket> => {
        const socket = connect('/ws/trips', gateway.tokens.viewer);
        socket.on('changed', (trips: TripSummary[], at: string) => {
          for (const trip of trips) newest.set(tripSummary.parse(trip).id, trip.version);
          position = at;
        });
        socket.on('outdated', (tripIds: string[] | null, at: string) => {
          hints.push(tripIds);
          position = at;
        });
        expect(await watch(socket, position)).toEqual({ ok: true });
        return socket;
      };
      const tripId = await tripKnown();
      const socket = await watchTrips();
      expect(hints).toEqual([null]);
      await owners.publish(truckAssigned(tripId, 2, newId()));
      await eventually(() => expect(newest.get(tripId)).toBe(2));
      socket.disconnect();

      const [madeMeanwhile] = await Promise.all([
        tripKnown(),
        owners.publish(truckAssigned(tripId, 3, newId())),
      ]);
      await eventually(async () => {
        const path = `/api/v1/trips/${tripId}`;
        const { body } = await gateway.request('GET', path, { token: gateway.tokens.viewer });
        expect(body).toMatchObject({ version: 3 });
      });
      await watchTrips();
      expect([newest.get(tripId), newest.get(madeMeanwhile)]).toEqual([3, 1]);
      expect(hints).toEqual([null]);
    });

    it('are not told of trips from a place that is none', async () => {
      const socket = connect('/ws/trips', gateway.tokens.viewer);
      const refused = { ok: false, code: 'invalid_position' };
      expect(await watch(socket, 'yesterday')).toEqual(refused);
      expect(await watch(socket, 7)).toEqual(refused);
    });

    it('are cut off when their token expires', async () => {
      const soon = new AccessTokens({ jwtSecret: gateway.jwtSecret, accessTokenSeconds: 1 });
      const token = await soon.issue({ id: newId(), role: 'viewer' });
      const socket = connect('/ws/trucks', token);
      await next(socket, 'connect');
      expect(await next(socket, 'disconnect')).toBe('io server disconnect');
      const answer = await gateway.request('GET', '/api/v1/trips', { token });
      expect(answer).toMatchObject({ status: 401, body: { code: 'token_expired' } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('go on with a renewed token of the same person only', async () => {
      const socket = connect('/ws/trucks', gateway.tokens.viewer);
      await next(socket, 'connect');
      const refresh = (token: unknown) =>
        socket.timeout(5_000).emitWithAck('refresh', token) as Promise<unknown>;
      expect(await refresh(gateway.tokens.viewer)).toEqual({ ok: true });
      expect(await refresh(gateway.tokens.admin)).toEqual({ ok: false, code: 'forbidden' });
      expect(await refresh('x')).toEqual({ ok: false, code: 'unauthenticated' });
    });
  });
};
