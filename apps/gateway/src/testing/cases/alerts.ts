import { alertView, type Alert, type AlertView } from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { eventually } from '@watch-tower/testing';
import { gateway, openSocket, nowText, owners, unique } from './context.js';

const alertOf = (fields: Partial<Alert> = {}): Alert => ({
  id: newId(),
  version: 1,
  truckId: newId(),
  kind: 'overspeed',
  severity: 'warning',
  source: 'watch-tower',
  externalId: null,
  openedAt: nowText(),
  closedAt: null,
  latitude: 6.44,
  longitude: 3.36,
  evidence: { kind: 'report', name: 'OverspeedAlert', polygonId: null, eventKey: null, address: null },
  isNews: true,
  acknowledgement: null,
  assignment: null,
  snooze: null,
  ...fields,
});

const find = async (query: string): Promise<AlertView[]> => {
  const { body } = await gateway.request('GET', `/api/v1/alerts?${query}`, { token: gateway.tokens.viewer });
  return alertView.array().parse(body['items']);
};

const known = (alert: Alert): Promise<void> =>
  eventually(async () => expect(await find(`truckId=${alert.truckId}`)).not.toHaveLength(0), {
    timeoutMs: 30_000,
  });

export const alertsCases = (): void => {
  describe('alerts', () => {
    it('are found by what they are and what was done about them, newest first, page by page', async () => {
      const truckId = newId();
      const number = unique('T');
      const done = { by: newId(), at: nowText() };
      const assignee = newId();
      const older = alertOf({
        truckId,
        kind: 'idling',
        severity: 'info',
        openedAt: '2026-05-01T08:00:00.000Z',
        closedAt: '2026-05-01T09:00:00.000Z',
        acknowledgement: done,
      });
      const newer = alertOf({
        truckId,
        openedAt: '2026-05-01T10:00:00.000Z',
        assignment: { userId: assignee, ...done },
        snooze: { until: new Date(Date.now() + 60_000).toISOString(), ...done },
      });
      const gone = alertOf({ truckId, openedAt: '2026-05-01T11:00:00.000Z' });
      await owners.publish(
        owners.truck(truckId, 1, number),
        owners.alertEvent('opened', 1, older),
        owners.alertEvent('opened', 2, newer),
        owners.alertEvent('withdrawn', 3, gone),
      );
      await eventually(async () => expect(await find(`text=${number}`)).toHaveLength(2), {
        timeoutMs: 30_000,
      });
      const ids = async (query: string) => (await find(`truckId=${truckId}&${query}`)).map(({ id }) => id);
      expect(await ids('')).toEqual([newer.id, older.id]);
      for (const query of [
        'kind=idling',
        'severity=info',
        'status=closed',
        'acknowledged=true',
        'snoozed=false',
        'to=2026-05-01T10:00:00Z',
        'text=IDL',
      ]) {
        expect([query, await ids(query)]).toEqual([query, [older.id]]);
      }
      for (const query of [`assignee=${assignee}`, 'status=open', 'snoozed=true', 'acknowledged=false']) {
        expect([query, await ids(query)]).toEqual([query, [newer.id]]);
      }
      expect(await ids('status=withdrawn')).toEqual([gone.id]);
      const page = await gateway.request('GET', `/api/v1/alerts?truckId=${truckId}&limit=1`, {
        token: gateway.tokens.viewer,
      });
      expect(await ids(`limit=1&cursor=${String(page.body['nextCursor'])}`)).toEqual([older.id]);
      const one = await gateway.request('GET', `/api/v1/alerts/${newer.id}`, {
        token: gateway.tokens.viewer,
      });
      expect(one.headers.get('etag')).toBe('"1"');
      expect(one.body).toMatchObject({ status: 'open', isSnoozed: true, stale: false, truck: { number } });
    });

    it('are acknowledged, and whoever did so sees it', async () => {
      const alert = alertOf();
      await owners.publish(owners.alertEvent('opened', 1, alert));
      await known(alert);
      const asked = gateway.request('POST', `/api/v1/alerts/${alert.id}/actions/acknowledge`, {
        token: gateway.tokens.dispatcher,
        headers: { 'if-match': '"1"' },
      });
      const { id, key, value } = await owners.commandWith(alert.id);
      expect(key).toBe(alert.id);
      expect(JSON.parse(value)).toMatchObject({ expectedVersion: 1, actor: { role: 'dispatcher' } });
      const acknowledgement = { by: newId(), at: nowText() };
      await owners.publish(
        owners.outcome(id, alert.id, { result: 'succeeded', version: 2 }, 'alert'),
        owners.alertEvent('acknowledged', 2, { ...alert, version: 2, acknowledgement }),
      );
      const answer = await asked;
      expect(answer).toMatchObject({ status: 200, body: { version: 2, acknowledgement } });
      const operation = await gateway.request('GET', `/api/v1/operations/${id}`, {
        token: gateway.tokens.viewer,
      });
      expect(operation.body).toMatchObject({ resultUrl: `/api/v1/alerts/${alert.id}` });
    });

    it('are pushed where they are news, and no history', async () => {
      const socket = openSocket('/ws/alerts', gateway.tokens.dispatcher);
      try {
        await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
        const heard: [string, number][] = [];
        const alert = alertOf();
        for (const event of ['opened', 'closed', 'changed']) {
          socket.on(event, (view: AlertView) => {
            if (view.truckId === alert.truckId) heard.push([event, alertView.parse(view).version]);
          });
        }
        await owners.publish(
          owners.alertEvent('opened', 1, { ...alertOf({ truckId: alert.truckId }), isNews: false }),
          owners.alertEvent('opened', 2, alert),
          owners.alertEvent('snoozed', 3, { ...alert, version: 2 }),
          owners.alertEvent('closed', 4, { ...alert, version: 3, closedAt: nowText() }),
        );
        await eventually(() =>
          expect(heard).toEqual([
            ['opened', 1],
            ['changed', 2],
            ['closed', 3],
          ]),
        );
      } finally {
        socket.disconnect();
      }
    });
  });
};
