import { randomUUID } from 'node:crypto';
import { newId } from '@watch-tower/messaging';
import { aPlan, eventually } from '@watch-tower/testing';
import { io, type Socket } from 'socket.io-client';
import { openOwners } from '../owners.js';
import { runGateway, type RunningGateway } from '../running-gateway.js';

/** The gateway under test, once `start` was called: case files see it change. */
export let gateway: RunningGateway;
export let owners: ReturnType<typeof openOwners>;

export const unique = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;
export const someone = { kind: 'person', actorId: 'someone', role: 'dispatcher' } as const;
export const nowText = (): string => new Date().toISOString();

export const plan = (vpcId = unique('trip')) => ({
  vpcId,
  stops: [
    { kind: 'pickup', locationId: newId() },
    { kind: 'delivery', locationId: newId() },
  ],
  scheduledDeparture: '2026-05-01T08:00:00.000Z',
});

export const created = (
  tripId: string,
  vpcId = unique('trip'),
  [pickupId, deliveryId]: readonly [string, string] = [newId(), newId()],
) =>
  owners.tripEvent(tripId, 1, {
    type: 'watchtower.trip.created.v1',
    data: {
      tripId,
      recordedAt: nowText(),
      evidence: someone,
      backdated: false,
      originTripId: null,
      plan: aPlan(
        [
          ['pickup', pickupId],
          ['delivery', deliveryId],
        ],
        plan().scheduledDeparture,
        { vpcId, containers: [{ number: 'TCNU3877560', lengthFeet: 20 }] },
      ),
    },
  });

export const truckAssigned = (tripId: string, version: number, truckId: string) =>
  owners.tripEvent(tripId, version, {
    type: 'watchtower.trip.truck-assigned.v1',
    data: { tripId, recordedAt: nowText(), evidence: someone, truckId },
  });

/** A socket to the gateway that tries once; whoever opens it closes it. */
export const openSocket = (path: string, token: string): Socket =>
  io(`${gateway.url}${path}`, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });

/** A trip in the read model, as if trip had made it. */
export const tripKnown = async (tripId = newId()): Promise<string> => {
  await owners.publish(created(tripId));
  await eventually(
    async () => {
      const answer = await gateway.request('GET', `/api/v1/trips/${tripId}`, {
        token: gateway.tokens.viewer,
      });
      expect(answer.status).toBe(200);
    },
    { timeoutMs: 30_000 },
  );
  return tripId;
};

export const start = async (): Promise<void> => {
  gateway = await runGateway({
    WEBHOOK_REQUESTS_PER_SECOND_MAX: '100',
    WEBHOOK_BODY_BYTES_MAX: '100000',
    SIGN_IN_ATTEMPTS_PER_EMAIL_MAX: '5',
    SIGN_IN_ATTEMPTS_PER_ADDRESS_MAX: '100000',
    SOCKETS_PER_USER_MAX: '3',
    SHARED_VIEWS_PER_ADDRESS_MAX: '100000',
  });
  owners = openOwners(gateway.database);
};

/** @returns the exit code of the program. */
export const stop = async (): Promise<number | null> => {
  await owners.close();
  return gateway.stop();
};
