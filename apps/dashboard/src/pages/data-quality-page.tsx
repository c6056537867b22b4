import type { DataQuality } from '@watch-tower/contracts';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useLoaded } from '../api/use-loaded.js';
import { ChoiceRow } from '../components/ui/choice-row.js';
import { ErrorNotice } from '../components/ui/notice.js';
import { ClocksCard } from '../features/data-quality/clocks-card.js';
import { Devices } from '../features/data-quality/devices.js';
import { Figures } from '../features/data-quality/figures.js';
import { LagCard } from '../features/data-quality/lag-card.js';
import { QuarantineCard } from '../features/data-quality/quarantine-card.js';
import {
  readQualityFilter,
  windows,
  writeQualityFilter,
  type QualityFilter,
} from '../features/data-quality/quality-filter.js';
import { useAddressRewrite } from './use-address.js';
import { usePageTitle } from './use-page-title.js';
import { RefreshButton } from '../components/refresh-button.js';

const windowOptions = windows.map((hours) => ({
  value: String(hours),
  label: hours === 72 ? '3 days' : `${hours} h`,
  name: hours === 72 ? 'Last 3 days' : hours === 1 ? 'Last hour' : `Last ${hours} hours`,
}));

/** How good the signals are that say where trucks are. */
export function DataQualityPage() {
  usePageTitle('Data quality');
  const [params, rewrite] = useAddressRewrite();
  const filter = readQualityFilter(params);
  const { hours } = filter;
  const [round, setRound] = useState(0);
  const quality = useLoaded<DataQuality>(`data-quality ${hours} ${round}`, (signal) =>
    call('getDataQuality', { query: { hours }, signal }),
  );
  const change = (part: Partial<QualityFilter>): void =>
    rewrite((now) => writeQualityFilter({ ...readQualityFilter(now), ...part }));

  return (
    <main id="main" className="min-h-0 flex-1 overflow-y-auto" aria-busy={quality.loading}>
      <div className="mx-auto max-w-7xl space-y-4 px-4 py-4 sm:px-6">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="mr-auto">
            <h1 className="text-xl font-semibold">Data quality</h1>
            <p className="text-muted">How good the signals are that say where trucks are</p>
          </div>
          <ChoiceRow
            label="How far back"
            value={String(hours)}
            options={windowOptions}
            onChoose={(chosen) => change({ hours: windows.find((one) => String(one) === chosen) ?? hours })}
          />
          <RefreshButton loading={quality.loading} className="h-9" onRefresh={() => setRound((n) => n + 1)} />
        </div>
        {quality.error !== null && (
          <ErrorNotice
            title="The figures could not be loaded"
            error={quality.error}
            onRetry={quality.reload}
          />
        )}
        {(quality.value || quality.error === null) && <Figures quality={quality.value} />}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {(quality.value || quality.error === null) && <LagCard quality={quality.value} />}
          <ClocksCard hours={hours} round={round} />
        </div>
        <Devices hours={hours} round={round} />
        <QuarantineCard filter={filter} round={round} onChange={change} />
      </div>
    </main>
  );
}
