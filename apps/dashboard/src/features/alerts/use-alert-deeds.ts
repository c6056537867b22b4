import type { AlertView } from '@watch-tower/contracts';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { carryOut } from '../../api/carry-out.js';

export type AlertDeed =
  | { what: 'acknowledge' }
  | { what: 'assign'; userId: string | null }
  | { what: 'snooze'; until: string | null };

/** What people do about one alert: one thing at a time, and why it was refused. */
export function useAlertDeeds(onDone: (alert: AlertView) => void) {
  const [state, setState] = useState<{ busyId: string | null; failedId: string | null; error: unknown }>({
    busyId: null,
    failedId: null,
    error: null,
  });
  const act = (alert: AlertView, deed: AlertDeed): void => {
    setState({ busyId: alert.id, failedId: null, error: null });
    carryOutDeed(alert, deed).then(
      (after) => {
        setState({ busyId: null, failedId: null, error: null });
        onDone(after);
      },
      (error: unknown) => setState({ busyId: null, failedId: alert.id, error }),
    );
  };
  return { ...state, act };
}

function carryOutDeed({ id }: AlertView, deed: AlertDeed): Promise<AlertView> {
  const readBack = (alertId: string) => call('getAlert', { path: { id: alertId } });
  const path = { id };
  switch (deed.what) {
    case 'acknowledge':
      return carryOut('acknowledgeAlert', { path, body: {} }, readBack);
    case 'assign':
      return carryOut('assignAlert', { path, body: { userId: deed.userId } }, readBack);
    case 'snooze':
      return carryOut('snoozeAlert', { path, body: { until: deed.until } }, readBack);
  }
}
