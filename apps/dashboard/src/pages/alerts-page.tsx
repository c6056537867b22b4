import type { AlertView } from '@watch-tower/contracts';
import { BellOff, X } from 'lucide-react';
import { useRef } from 'react';
import { call } from '../api/call.js';
import { useLoaded } from '../api/use-loaded.js';
import { ConnectionBadge } from '../components/connection-badge.js';
import { MoreButton } from '../components/more-button.js';
import { SearchAsYouType } from '../components/search-as-you-type.js';
import { Button } from '../components/ui/button.js';
import { ChoiceRow } from '../components/ui/choice-row.js';
import { ChoiceSelect } from '../components/ui/choice-select.js';
import { EmptyState, ErrorNotice } from '../components/ui/notice.js';
import { useShortcuts } from '../components/use-shortcuts.js';
import {
  readAlertFilter,
  severities,
  views,
  writeAlertFilter,
  type AlertFilter,
  type AlertsView,
} from '../features/alerts/alert-filter.js';
import { AlertPanel } from '../features/alerts/alert-panel.js';
import { AlertTable } from '../features/alerts/alert-table.js';
import { severityNames } from '../features/alerts/alert-words.js';
import { useAlertDeeds } from '../features/alerts/use-alert-deeds.js';
import { useLiveAlerts } from '../features/alerts/use-live-alerts.js';
import { usePeople } from '../session/use-people.js';
import { useAddressRewrite } from './use-address.js';
import { usePageTitle } from './use-page-title.js';

const viewNames: Record<AlertsView, string> = {
  'to-do': 'To do',
  mine: 'Mine',
  snoozed: 'Snoozed',
  closed: 'Closed',
  all: 'All',
};
const viewOptions = views.map((value) => ({ value, label: viewNames[value] }));
const severityOptions = [
  { value: 'any', label: 'Any severity' } as const,
  ...severities.map((value) => ({ value, label: severityNames[value] })),
];
const emptyWords: Record<AlertsView, string> = {
  'to-do': 'Nothing waits for anybody. New alerts appear here by themselves.',
  mine: 'Alerts that you take, or that are given to you, are listed here.',
  snoozed: 'Alerts that somebody put off are listed here until their time is up.',
  closed: 'Alerts that are over are listed here.',
  all: 'Alerts of LocoNav and of our own rules are listed here.',
};

/** Alerts: what happens to trucks that somebody may have to look at, live. */
export function AlertsPage() {
  usePageTitle('Alerts');
  const [params, rewrite] = useAddressRewrite();
  const filter = readAlertFilter(params);
  const selectedId = params.get('alert');
  const { me, people, nameOf } = usePeople();
  const list = useLiveAlerts(filter, me?.id ?? null);
  const { alerts, newCount, loading, error, reload } = list;
  const selected = useSelected(alerts, selectedId);
  const deeds = useAlertDeeds((alert) => {
    list.take(alert);
    selected.take(alert);
  });

  const change = (part: Partial<AlertFilter>): void =>
    rewrite((now) => writeAlertFilter({ ...readAlertFilter(now), ...part }));
  const open = (id: string | null): void =>
    rewrite((now) => {
      const next = writeAlertFilter(readAlertFilter(now));
      if (id !== null) next.set('alert', id);
      return next;
    });
  const ids = alerts.map(({ id }) => id);
  const at = selectedId === null ? -1 : ids.indexOf(selectedId);
  useShortcuts({
    j: {
      does: 'To the next alert',
      act: () => open(ids[Math.min(at + 1, ids.length - 1)] ?? selectedId),
    },
    k: { does: 'To the alert before', act: () => open(ids[Math.max(at - 1, 0)] ?? selectedId) },
    a: {
      does: 'Acknowledge the alert',
      act: () => {
        const alert = selected.alert;
        const mayAct = me !== null && me.role !== 'viewer';
        if (mayAct && alert?.status === 'open' && !alert.acknowledgement)
          deeds.act(alert, { what: 'acknowledge' });
      },
    },
    Escape: { does: 'Close the alert', act: () => open(null) },
  });

  return (
    <main id="main" className="flex min-h-0 flex-1 bg-surface" aria-busy={loading}>
      <h1 className="sr-only">Alerts</h1>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
          <ChoiceRow
            label="Which alerts"
            value={filter.view}
            options={viewOptions}
            onChoose={(view) => change({ view })}
          />
          <SearchAsYouType
            label="Search alerts by kind or truck number"
            placeholder="Kind or truck"
            text={filter.text}
            onChange={(text) => change({ text })}
            className="w-52"
          />
          <ChoiceSelect
            label="Severity"
            value={filter.severity ?? 'any'}
            options={severityOptions}
            onChoose={(value) => change({ severity: value === 'any' ? null : value })}
          />
          {filter.truckId !== null && (
            <Button size="small" className="h-8" onClick={() => change({ truckId: null })}>
              One truck only
              <X aria-hidden />
              <span className="sr-only">: show the alerts of all trucks</span>
            </Button>
          )}
          <div className="ml-auto">
            <ConnectionBadge connection={list.connection} heardAtMs={list.heardAtMs} />
          </div>
        </div>
        <div role="status">
          {newCount > 0 && (
            <button
              type="button"
              className="w-full border-b border-line bg-accent-soft px-4 py-2 text-sm font-medium text-accent-strong hover:underline"
              onClick={reload}
            >
              {newCount === 1 ? 'A new alert' : `${newCount} new alerts`} – show
            </button>
          )}
        </div>
        {error !== null && (
          <ErrorNotice
            title="The alerts could not be loaded"
            error={error}
            onRetry={reload}
            className="m-4"
          />
        )}
        {list.pages && alerts.length === 0 && error === null ? (
          <EmptyState icon={BellOff} title="No alerts">
            {emptyWords[filter.view]}
          </EmptyState>
        ) : (
          (list.pages || error === null) && (
            <div
              className="min-h-0 flex-1 overflow-auto"
              tabIndex={0}
              role="region"
              aria-label="List of alerts"
            >
              <AlertTable
                alerts={alerts}
                awaiting={loading}
                selectedId={selectedId}
                nameOf={nameOf}
                onOpen={open}
              />
              <MoreButton list={list} />
            </div>
          )
        )}
      </div>
      {selectedId !== null && (selected.alert || selected.error !== null) && (
        <aside
          aria-label="Details"
          className="absolute inset-y-12 right-0 z-10 w-full max-w-sm overflow-y-auto border-l border-line bg-surface shadow-card lg:static lg:w-96 lg:shadow-none"
        >
          {selected.alert ? (
            <AlertPanel
              alert={selected.alert}
              me={me}
              people={people}
              nameOf={nameOf}
              busy={deeds.busyId === selected.alert.id}
              error={deeds.failedId === selected.alert.id ? deeds.error : null}
              onAct={(deed) => selected.alert && deeds.act(selected.alert, deed)}
              onClose={() => open(null)}
            />
          ) : (
            <ErrorNotice title="This alert cannot be shown" error={selected.error} className="m-4" />
          )}
        </aside>
      )}
    </main>
  );
}

/** The alert of the address: from the list while it is there, else asked for by its id. */
function useSelected(alerts: readonly AlertView[], id: string | null) {
  const listed = alerts.find((alert) => alert.id === id) ?? null;
  // A deed may take an alert out of the list's view; the panel keeps showing it.
  const kept = useRef<AlertView | null>(null);
  const asked = useLoaded<AlertView | null>(`alert ${id}`, (signal) =>
    id === null ? Promise.resolve(null) : call('getAlert', { path: { id }, signal }),
  );
  const known = [listed, kept.current, asked.value].filter((alert) => alert?.id === id);
  const newest = known.reduce<AlertView | null>(
    (best, alert) => (alert && alert.version > (best?.version ?? 0) ? alert : best),
    null,
  );
  kept.current = newest;
  return {
    alert: newest,
    error: asked.error,
    take: (alert: AlertView) => {
      kept.current = alert;
    },
  };
}
