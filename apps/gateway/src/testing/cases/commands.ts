import { operation, topics, tripDetails } from '@watch-tower/contracts';
import { sql } from '@watch-tower/database';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { gateway, owners, unique, plan, created } from './context.js';

export const commandsCases = (): void => {
  describe('a command', () => {
    const create = (body: unknown, headers: Record<string, string> = {}) =>
      gateway.request('POST', '/api/v1/trips', { token: gateway.tokens.dispatcher, body, headers });

    /** Carries the command out as trip would: event, then outcome. */
    const carryOut = async (vpcId: string): Promise<void> => {
      const { id, key } = await owners.commandWith(vpcId);
      await owners.publish(created(key, vpcId), owners.outcome(id, key, { result: 'succeeded', version: 1 }));
    };

    it('is answered with what it made, once that can be read', async () => {
      const body = plan();
      const [answer] = await Promise.all([create(body), carryOut(body.vpcId)]);
      expect(answer.status).toBe(201);
      const trip = tripDetails.parse(answer.body);
      expect(trip).toMatchObject({ vpcId: body.vpcId, version: 1, status: 'scheduled', stage: 'planned' });
      expect(answer.headers.get('etag')).toBe('"1"');
      expect(answer.headers.get('location')).toBe(`/api/v1/trips/${trip.id}`);
      const list = await gateway.request('GET', `/api/v1/trips?text=${body.vpcId}`, {
        token: gateway.tokens.viewer,
      });
      expect(list.body['items']).toHaveLength(1);
    });

    it('carries the correlation of its request, as a webhook does', async () => {
      const headers = { 'x-correlation-id': unique('correlation') };
      const body = plan();
      const [answer] = await Promise.all([create(body, headers), carryOut(body.vpcId)]);
      await gateway.webhook('[{}]', { ...headers, 'x-loconav-secret': gateway.webhookSecret });
      expect(answer.headers.get('x-correlation-id')).toBe(headers['x-correlation-id']);
      const rows = await gateway.database.query(sql`
        with received as (
          select 'command' as what, headers from command_inbox union all select 'report', headers from inbox
        )
        select what from received where headers->>'ce_correlationid' = ${headers['x-correlation-id']} order by 1`);
      expect(rows).toEqual([{ what: 'command' }, { what: 'report' }]);
    });

    it('keeps who asked and what came', async () => {
      const body = { ...plan(), unknownField: 1 };
      await Promise.all([create(body), carryOut(body.vpcId)]);
      const { value, received } = await owners.commandWith(body.vpcId);
      expect(JSON.parse(value)).toMatchObject({ actor: { role: 'dispatcher' }, plan: { vpcId: body.vpcId } });
      expect(JSON.parse(received)).toEqual(body);
    });

    it('is one command however often it is sent with one key, and has one answer', async () => {
      const body = plan();
      const key = { 'idempotency-key': unique('key') };
      const [first, second] = await Promise.all([create(body, key), create(body, key), carryOut(body.vpcId)]);
      const third = await create(body, key);
      expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
      expect(second.body['id']).toBe(first.body['id']);
      expect(third.body).toEqual(first.body);
      const rows = await gateway.database.query(
        sql`select from command_inbox where topic = ${topics.tripCommands.name} and position(${body.vpcId} in value) > 0`,
      );
      expect(rows).toHaveLength(1);
    });

    it('is refused when its key was used for another', async () => {
      const body = plan();
      const key = { 'idempotency-key': unique('key') };
      await Promise.all([create(body, key), carryOut(body.vpcId)]);
      const answer = await create(plan(), key);
      expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    });

    it('of another person with the same key is another command', async () => {
      const body = plan();
      const headers = { 'idempotency-key': unique('key') };
      await Promise.all([create(body, headers), carryOut(body.vpcId)]);
      const other = plan();
      const [answer] = await Promise.all([
        gateway.request('POST', '/api/v1/trips', { token: gateway.tokens.admin, body: other, headers }),
        carryOut(other.vpcId),
      ]);
      expect(answer.status).toBe(201);
    });

    it.each([
      ['stale', 412],
      ['conflict', 409],
      ['not_found', 404],
      ['invalid', 422],
    ] as const)('that its owner refuses as %s is answered %i with the reason', async (kind, status) => {
      const tripId = newId();
      const cargoType = unique('cargo');
      const asked = gateway.request('PUT', `/api/v1/trips/${tripId}`, {
        token: gateway.tokens.dispatcher,
        body: { cargoType },
        headers: { 'if-match': '"4"' },
      });
      const { id, key, value } = await owners.commandWith(cargoType);
      expect(key).toBe(tripId);
      expect(JSON.parse(value)).toMatchObject({ expectedVersion: 4, change: { cargoType } });
      const refusal = { kind, code: `some_${kind}`, message: 'The reason.' };
      await owners.publish(owners.outcome(id, tripId, { result: 'refused', refusal }));
      const answer = await asked;
      expect(answer).toMatchObject({ status, body: { code: `some_${kind}`, detail: 'The reason.' } });
      await eventually(async () => {
        const seen = await gateway.request('GET', `/api/v1/operations/${id}`, {
          token: gateway.tokens.viewer,
        });
        expect(seen.body).toMatchObject({ status: 'refused', problem: { status, code: `some_${kind}` } });
      });
    });

    it('is answered 202 with its operation while its owner is away, and carried out when that is back', async () => {
      const body = plan();
      const key = { 'idempotency-key': unique('key') };
      const answer = await create(body, key);
      expect(answer.status).toBe(202);
      const accepted = operation.parse(answer.body);
      expect(answer.headers.get('location')).toBe(`/api/v1/operations/${accepted.id}`);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(['accepted', 'published']).toContain(accepted.status);
      const look = () =>
        gateway.request('GET', `/api/v1/operations/${accepted.id}`, { token: gateway.tokens.viewer });
      await eventually(async () => expect((await look()).body['status']).toBe('published'));
      await carryOut(body.vpcId);
      await eventually(async () =>
        expect((await look()).body).toMatchObject({
          status: 'succeeded',
          resultUrl: `/api/v1/trips/${accepted.subject.id}`,
        }),
      );
      expect((await create(body, key)).status).toBe(201);
    });
  });
};
