import { newId } from '@watch-tower/messaging';
import { created, gateway, owners, plan, unique } from './context.js';

const someId = '0197b1a0-0000-7000-8000-00000000000a';
const at = '2026-05-01T09:00:00.000Z';
const reason = 'the gate is closed';
const place = { kind: 'location', locationId: someId };

export const tripActionsCases = (): void => {
  describe('an action of a trip', () => {
    it.each<[string, string, object, object]>([
      ['POST', 'assign', { driverId: null }, { driverId: null }],
      ['POST', 'start', {}, { at: expect.any(String) as string }],
      ['POST', 'start', { at: '2026-05-01T10:00:00+01:00' }, { at }],
      ['POST', 'arrive', { at, stopIndex: 2, locationId: someId }, { at, stopIndex: 2, locationId: someId }],
      ['POST', 'offload', { at }, { at, phase: 'done' }],
      ['POST', 'offload', { at, phase: 'started' }, { at, phase: 'started' }],
      ['POST', 'complete', { at }, { at }],
      ['POST', 'hold', { reason }, { reason, at: expect.any(String) as string }],
      ['POST', 'resume', { at }, { at }],
      ['POST', 'fail', { at, reason }, { at, reason }],
      ['POST', 'swap-truck', { at, truckId: someId, place, reason }, { at, truckId: someId, place, reason }],
      [
        'POST',
        'swap-driver',
        { at, driverId: someId, place, reason },
        { at, driverId: someId, place, reason },
      ],
      [
        'POST',
        'correct',
        { milestone: 'end', at, reason },
        { milestone: 'end', stopIndex: null, at, reason },
      ],
      [
        'POST',
        'correct',
        { milestone: 'arrival', stopIndex: 1, at: null, reason },
        { milestone: 'arrival', stopIndex: 1, at: null, reason },
      ],
      ['DELETE', 'cancel', { reason }, { reason, at: expect.any(String) as string }],
    ])('%s %s %j is sent to its owner, which may refuse it', async (method, verb, body, fields) => {
      const tripId = newId();
      const path = `/api/v1/trips/${tripId}${method === 'POST' ? `/actions/${verb}` : ''}`;
      const asked = gateway.request(method, path, {
        token: gateway.tokens.dispatcher,
        body,
        headers: { 'if-match': '"7"' },
      });
      const { id, type, value } = await owners.commandTo(tripId);
      const refusal = { kind: 'conflict', code: `no_${verb}`, message: 'Not now.' };
      await owners.publish(owners.outcome(id, tripId, { result: 'refused', refusal }));
      expect(type).toBe(`watchtower.trip.${verb}.v1`);
      expect(JSON.parse(value)).toEqual({
        ...fields,
        expectedVersion: 7,
        actor: { id: expect.any(String) as string, role: 'dispatcher' },
      });
      expect(await asked).toMatchObject({ status: 409, body: { code: `no_${verb}` } });
    });

    it('a new trip may go on with the job of one that failed', async () => {
      const body = { ...plan(unique('redelivery')), originTripId: someId };
      const asked = gateway.request('POST', '/api/v1/trips', { token: gateway.tokens.dispatcher, body });
      const { id, key, value } = await owners.commandWith(body.vpcId);
      expect(JSON.parse(value)).toMatchObject({ plan: { vpcId: body.vpcId }, originTripId: someId });
      await owners.publish(
        created(key, body.vpcId),
        owners.outcome(id, key, { result: 'succeeded', version: 1 }),
      );
      expect((await asked).status).toBe(201);
    });
  });
};
