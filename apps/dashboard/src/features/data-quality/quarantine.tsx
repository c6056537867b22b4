import type { QuarantinedReport, QuarantinePage } from '@watch-tower/contracts';
import { ShieldCheck } from 'lucide-react';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import { usePages } from '../../api/use-pages.js';
import { Instant } from '../../components/instant.js';
import { MoreButton } from '../../components/more-button.js';
import { Card } from '../../components/ui/card.js';
import { classNames } from '../../components/ui/class-names.js';
import { Awaited, EmptyState, ErrorNotice } from '../../components/ui/notice.js';
import { AwaitedRows, Cell, Row, Second, Table } from '../../components/ui/table.js';
import { reasonInWords } from './quality-words.js';

const pageSize = 25;
const columns = ['Received', 'Why it does not count', 'Vehicle', 'What came', 'Taken up'] as const;

/** The reports that were set apart: how many for which reason, and each as it came. */
export function Quarantine({
  reason,
  onChoose,
}: {
  reason: string | null;
  onChoose: (reason: string | null) => void;
}) {
  const counts = useLoaded<QuarantinePage['counts']>(
    'quarantine counts',
    async (signal) => (await call('findQuarantined', { query: { limit: 1 }, signal })).counts,
  );
  const list = usePages<QuarantinedReport>(
    `quarantine ${reason}`,
    ({ cursor, signal }) =>
      call('findQuarantined', { query: { reason: reason ?? undefined, limit: pageSize, cursor }, signal }),
    ({ reportId }) => reportId,
  );
  return (
    <Card title="Quarantine">
      <p className="px-4 pt-3 text-muted">
        Reports that do not count, each kept with its reason. The newest 20,000 are counted.
      </p>
      <Reasons counts={counts.value} chosen={reason} onChoose={onChoose} />
      {list.error !== null && (
        <ErrorNotice
          title="The reports could not be loaded"
          error={list.error}
          onRetry={list.reload}
          className="m-4"
        />
      )}
      {list.pages?.items.length === 0 ? (
        <EmptyState icon={ShieldCheck} title="Nothing was set apart">
          Every report that came could be read, belongs to a truck and makes sense.
        </EmptyState>
      ) : (
        <div
          className="max-h-[28rem] overflow-auto border-t border-line"
          tabIndex={0}
          role="region"
          aria-label="Quarantined reports"
        >
          <Table caption="Quarantined reports, newest first" columns={columns} className="min-w-[44rem]">
            {list.pages?.items.map((report) => (
              <ReportRow key={report.reportId} report={report} />
            ))}
            {!list.pages && list.error === null && <AwaitedRows columns={columns.length} />}
          </Table>
          <MoreButton list={list} />
        </div>
      )}
    </Card>
  );
}

/** A bar for each reason; one that is chosen narrows the list. */
function Reasons({
  counts,
  chosen,
  onChoose,
}: {
  counts: QuarantinePage['counts'] | null;
  chosen: string | null;
  onChoose: (reason: string | null) => void;
}) {
  if (!counts) return <Awaited className="m-4 h-16" />;
  const bars = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const most = Math.max(1, ...bars.map(([, count]) => count));
  return (
    <ul aria-label="Reasons" className="grid gap-x-6 px-2 py-2 md:grid-cols-2">
      {bars.map(([reason, count]) => {
        const { name, meaning } = reasonInWords(reason);
        return (
          <li key={reason}>
            <button
              type="button"
              data-reason={reason}
              data-count={count}
              title={meaning}
              aria-pressed={reason === chosen}
              className="w-full rounded-md px-2 py-1.5 text-left hover:bg-sunken aria-pressed:bg-accent-soft"
              onClick={() => onChoose(reason === chosen ? null : reason)}
            >
              <span className="flex justify-between gap-3">
                <span className="font-medium">{name}</span>
                <span>{count}</span>
              </span>
              <span className="mt-1 block h-1.5 overflow-hidden rounded-full bg-line">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(count / most) * 100}%` }}
                />
              </span>
              <span className="mt-0.5 block text-xs text-muted">{meaning}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function ReportRow({ report }: { report: QuarantinedReport }) {
  return (
    <Row data-report={report.reportId} className={classNames(report.releasedAt !== null && 'text-muted')}>
      <Cell>
        <Instant at={report.receivedAt} show="second" />
        <Second>by {report.channel}</Second>
      </Cell>
      <Cell>
        {reasonInWords(report.reason).name}
        {report.detail !== null && <Second>{report.detail}</Second>}
      </Cell>
      <Cell>
        {report.plate ?? <span className="text-faint">no plate</span>}
        <Second>{report.imei ?? 'no IMEI'}</Second>
      </Cell>
      <Cell>
        <details className="text-xs">
          <summary className="cursor-pointer rounded text-muted hover:text-ink">
            {report.deviceTime === null ? (
              'No time that can be read'
            ) : (
              <>
                Dated <Instant at={report.deviceTime} show="second" />
              </>
            )}
          </summary>
          <pre className="mt-1 max-w-md overflow-x-auto rounded bg-sunken p-2 font-mono text-2xs">
            {JSON.stringify(report.report, null, 1)}
          </pre>
        </details>
      </Cell>
      <Cell>
        {report.releasedAt === null ? (
          <span className="text-faint">no</span>
        ) : (
          <Instant at={report.releasedAt} />
        )}
      </Cell>
    </Row>
  );
}
