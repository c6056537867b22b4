import type { QuarantinedReport, QuarantinePage } from '@watch-tower/contracts';
import { ShieldCheck } from 'lucide-react';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import { usePages } from '../../api/use-pages.js';
import { MoreButton } from '../../components/more-button.js';
import { Card } from '../../components/ui/card.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { Awaited, EmptyState, ErrorNotice } from '../../components/ui/notice.js';
import { AwaitedRows, Table } from '../../components/ui/table.js';
import { Bar } from './bar.js';
import type { QualityFilter } from './quality-filter.js';
import { rankedReasons, reasonOf } from './quality-words.js';
import { ReportRow, reportColumns } from './report-row.js';

const pageSize = 50;
const releaseOptions = [
  { value: 'any', label: 'All' },
  { value: 'false', label: 'Set apart' },
  { value: 'true', label: 'Taken up' },
] as const;

/** Reports that were set apart: how many for which reason, and each as it came. */
export function QuarantineCard({
  filter: { reason, released },
  round,
  onChange,
}: {
  filter: QualityFilter;
  round: number;
  onChange: (part: Partial<QualityFilter>) => void;
}) {
  const query = { ...(released !== null && { released }) };
  const counts = useLoaded<QuarantinePage['counts']>(
    `quarantine counts ${released} ${round}`,
    async (signal) => (await call('findQuarantined', { query: { ...query, limit: 1 }, signal })).counts,
  );
  const list = usePages<QuarantinedReport>(
    `quarantine ${reason} ${released} ${round}`,
    ({ cursor, signal }) =>
      call('findQuarantined', {
        query: { ...query, reason: reason ?? undefined, limit: pageSize, cursor },
        signal,
      }),
    ({ reportId }) => reportId,
  );
  const error = list.error ?? counts.error;
  return (
    <Card
      title="Quarantine"
      aside={
        <ChoiceRow
          label="Release"
          value={released === null ? 'any' : released ? 'true' : 'false'}
          options={releaseOptions}
          onChoose={(value) => onChange({ released: value === 'any' ? null : value === 'true' })}
          className="-my-1"
        />
      }
    >
      {error !== null && (
        <ErrorNotice
          title="The quarantine could not be loaded"
          error={error}
          onRetry={() => {
            list.reload();
            counts.reload();
          }}
          className="m-4"
        />
      )}
      <div className="grid lg:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="border-line max-lg:border-b lg:border-r">
          <p className="px-4 pt-3 text-xs text-muted">
            Reports that do not count, kept as they came. Of the newest 20,000, by reason:
          </p>
          <Reasons
            counts={counts.value}
            awaited={counts.loading}
            chosen={reason}
            onChoose={(chosen) => onChange({ reason: chosen })}
          />
        </div>
        {list.pages?.items.length === 0 ? (
          <div data-empty="quarantine">
            <NothingSetApart narrowed={reason !== null || released !== null} />
          </div>
        ) : (
          <div
            className="max-h-[36rem] overflow-auto"
            tabIndex={0}
            role="region"
            aria-label="Quarantined reports"
          >
            <Table
              caption="Quarantined reports, newest first"
              columns={reportColumns}
              className="min-w-[46rem]"
            >
              {list.pages?.items.map((report) => (
                <ReportRow key={report.reportId} report={report} />
              ))}
              {!list.pages && list.error === null && <AwaitedRows columns={reportColumns.length} />}
            </Table>
            <MoreButton list={list} />
          </div>
        )}
      </div>
    </Card>
  );
}

function NothingSetApart({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <EmptyState icon={ShieldCheck} title="No report matches">
      None of this reason and release is kept. Choose another reason, or the same one again for all.
    </EmptyState>
  ) : (
    <EmptyState icon={ShieldCheck} title="Nothing is in quarantine">
      Every report that came could be read, belongs to a known truck, and has a place and a time that can be.
    </EmptyState>
  );
}

/** A bar for each reason, which is a button: chosen, it narrows the list; chosen again, no more. */
function Reasons({
  counts,
  awaited,
  chosen,
  onChoose,
}: {
  counts: QuarantinePage['counts'] | null;
  awaited: boolean;
  chosen: string | null;
  onChoose: (reason: string | null) => void;
}) {
  if (counts === null) return awaited && <Awaited className="m-4 h-32" />;
  // A chosen reason stays in sight, so that it can be let go of.
  const ranked = rankedReasons(chosen === null ? counts : { [chosen]: 0, ...counts });
  const most = Math.max(1, ...ranked.map(({ count }) => count));
  return (
    <ul aria-label="Reasons" className="space-y-0.5 p-2">
      {ranked.map(({ reason, count }) => {
        const { name, meaning } = reasonOf(reason);
        return (
          <li key={reason}>
            <button
              type="button"
              data-reason={reason}
              data-count={count}
              aria-pressed={reason === chosen}
              onClick={() => onChoose(reason === chosen ? null : reason)}
              className="w-full rounded-md px-2 py-2 text-left transition-colors hover:bg-sunken aria-pressed:bg-accent-soft"
            >
              <span className="mb-1.5 flex justify-between gap-3 font-medium">
                {name} <span>{count.toLocaleString('en-GB')}</span>
              </span>
              <Bar share={count / most} tone="outdated" />
              <span className="mt-1 block text-xs text-muted">{meaning}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
