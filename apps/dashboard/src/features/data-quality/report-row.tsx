import type { QuarantinedReport } from '@watch-tower/contracts';
import { Link } from 'react-router';
import { Instant } from '../../components/instant.js';
import { Cell, Row, Second } from '../../components/ui/table.js';
import { reasonOf, reportLine } from './quality-words.js';

export const reportColumns = ['Received', 'Why', 'Vehicle', 'Device time', 'As it came', 'State'] as const;
const lineCharactersMax = 90;

/** A report that was set apart, with what it says, untouched. */
export function ReportRow({ report }: { report: QuarantinedReport }) {
  const { name, meaning } = reasonOf(report.reason);
  return (
    <Row data-report={report.reportId}>
      <Cell>
        <Instant at={report.receivedAt} show="second" />
        <Second>
          {report.kind} by {report.channel}
        </Second>
      </Cell>
      <Cell>
        <span title={meaning}>{name}</span>
        {report.detail !== null && <Second>{report.detail}</Second>}
      </Cell>
      <Cell>
        {report.truckId === null ? (
          (report.plate ?? <span className="text-faint">No plate</span>)
        ) : (
          <Link
            to={`/trucks/${report.truckId}`}
            className="font-medium text-accent underline-offset-4 hover:underline"
          >
            {report.plate ?? 'A truck'}
          </Link>
        )}
        {report.imei !== null && <Second>{report.imei}</Second>}
      </Cell>
      <Cell>
        <Instant at={report.deviceTime} show="second" />
      </Cell>
      <Cell className="max-w-72">
        <details className="group">
          <summary className="cursor-pointer truncate rounded font-mono text-2xs leading-5 text-muted hover:text-ink">
            <span className="group-open:hidden">{reportLine(report.report, lineCharactersMax)}</span>
            <span className="hidden group-open:inline">The report as it came</span>
          </summary>
          <pre
            className="mt-1 max-h-72 overflow-auto rounded-md border border-line bg-sunken p-2.5 font-mono text-2xs break-all whitespace-pre-wrap"
            tabIndex={0}
          >
            {JSON.stringify(report.report, null, 2)}
          </pre>
        </details>
      </Cell>
      <Cell>
        <Release releasedAt={report.releasedAt} />
      </Cell>
    </Row>
  );
}

function Release({ releasedAt }: { releasedAt: string | null }) {
  if (releasedAt === null)
    return (
      <span title="It does not count" className="text-xs whitespace-nowrap text-muted">
        Set apart
      </span>
    );
  return (
    <>
      <span
        title="Its vehicle became known, and it counts as any other"
        className="rounded bg-moving-soft px-1.5 py-0.5 text-xs font-medium whitespace-nowrap text-moving-text"
      >
        Taken up
      </span>
      <Second>
        <Instant at={releasedAt} />
      </Second>
    </>
  );
}
