import type { AlertView, FindAlertsQuery } from '@watch-tower/contracts';

export const severities = ['critical', 'warning', 'info'] as const satisfies readonly AlertView['severity'][];
export const views = ['to-do', 'mine', 'snoozed', 'closed', 'all'] as const;

/** What of the alerts is looked at: those that wait for somebody, one's own, those put off, the past, all. */
export type AlertsView = (typeof views)[number];

/** What the list is narrowed to. It lives in the address, so a list can be kept and sent. */
export type AlertFilter = {
  view: AlertsView;
  severity: AlertView['severity'] | null;
  text: string;
  truckId: string | null;
};

/** The filter in an address; what this version does not know counts as not there. */
export function readAlertFilter(params: URLSearchParams): AlertFilter {
  return {
    view: views.find((view) => view === params.get('view')) ?? 'to-do',
    severity: severities.find((severity) => severity === params.get('severity')) ?? null,
    text: params.get('text') ?? '',
    truckId: params.get('truckId'),
  };
}

/** The address fields of a filter, only those that narrow anything. */
export function writeAlertFilter({ view, severity, text, truckId }: AlertFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (view !== 'to-do') params.set('view', view);
  if (severity !== null) params.set('severity', severity);
  if (text.trim() !== '') params.set('text', text);
  if (truckId !== null) params.set('truckId', truckId);
  return params;
}

type Query = Partial<Pick<FindAlertsQuery, 'status' | 'severity' | 'text' | 'truckId' | 'assignee'>> & {
  snoozed?: boolean;
};

/** The filter as the gateway takes it. */
export function alertQueryOf({ view, severity, text, truckId }: AlertFilter, meId: string | null): Query {
  const trimmed = text.trim();
  return {
    ...ofView(view, meId),
    ...(severity !== null && { severity }),
    ...(trimmed !== '' && { text: trimmed }),
    ...(truckId !== null && { truckId }),
  };
}

function ofView(view: AlertsView, meId: string | null): Query {
  switch (view) {
    case 'to-do':
      return { status: 'open', snoozed: false };
    case 'mine':
      return { status: 'open', ...(meId !== null && { assignee: meId }) };
    case 'snoozed':
      return { status: 'open', snoozed: true };
    case 'closed':
      return { status: 'closed' };
    case 'all':
      return {};
  }
}
