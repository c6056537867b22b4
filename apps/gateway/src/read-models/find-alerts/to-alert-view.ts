import type { Alert, AlertView } from '@watch-tower/contracts';

/** An alert as it is kept, with the number its truck has now. */
export type StoredAlert = {
  readonly state: Alert;
  readonly withdrawn: boolean;
  readonly stale: boolean;
  readonly number: string | null;
};

export const toAlertView = ({ state, withdrawn, stale, number }: StoredAlert, nowMs: number): AlertView => ({
  ...state,
  status: withdrawn ? 'withdrawn' : state.closedAt === null ? 'open' : 'closed',
  truck: { id: state.truckId, number },
  isSnoozed: state.snooze !== null && Date.parse(state.snooze.until) > nowMs,
  stale,
});
