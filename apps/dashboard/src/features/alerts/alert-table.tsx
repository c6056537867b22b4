import type { AlertView } from '@watch-tower/contracts';
import { Link } from 'react-router';
import { Instant } from '../../components/instant.js';
import { AwaitedRows, Cell, Row, Second, Table } from '../../components/ui/table.js';
import { useNow } from '../../components/use-now.js';
import type { NameOf } from '../../session/use-people.js';
import { SeverityMark, StandingBadge } from './alert-badges.js';
import { kindInWords, lastedFor, standingOf } from './alert-words.js';

const columns = ['Alert', 'Truck', 'Began', 'Lasted', 'Standing', 'With'] as const;

/** The alerts of a list, a row each; the kind opens it. */
export function AlertTable({
  alerts,
  awaiting,
  selectedId,
  nameOf,
  onOpen,
}: {
  alerts: readonly AlertView[];
  awaiting: boolean;
  selectedId: string | null;
  nameOf: NameOf;
  onOpen: (id: string) => void;
}) {
  const nowMs = useNow(10_000);
  return (
    <Table caption="Alerts, newest first" columns={columns} className="min-w-[44rem]">
      {alerts.map((alert) => (
        <Row
          key={alert.id}
          data-alert={alert.id}
          aria-selected={alert.id === selectedId}
          className="aria-selected:bg-accent-soft"
        >
          <Cell>
            <div className="flex items-start gap-2">
              <SeverityMark severity={alert.severity} />
              <div className="min-w-0">
                <button
                  type="button"
                  className="text-left font-medium text-accent underline-offset-4 hover:underline"
                  onClick={() => onOpen(alert.id)}
                >
                  {kindInWords(alert.kind)}
                </button>
                <Second>{alert.source === 'loconav' ? 'LocoNav' : 'Watch Tower'}</Second>
              </div>
            </div>
          </Cell>
          <Cell>
            <Link to={`/trucks/${alert.truck.id}`} className="underline-offset-4 hover:underline">
              {alert.truck.number ?? 'Unknown truck'}
            </Link>
          </Cell>
          <Cell>
            <Instant at={alert.openedAt} />
          </Cell>
          <Cell className="whitespace-nowrap">
            {lastedFor(alert, nowMs) ?? <span className="text-faint">a moment</span>}
            {alert.status === 'open' && <Second>and goes on</Second>}
          </Cell>
          <Cell>
            <StandingBadge standing={standingOf(alert, nowMs)} />
            {alert.isSnoozed && alert.snooze && (
              <Second>
                until <Instant at={alert.snooze.until} />
              </Second>
            )}
          </Cell>
          <Cell>
            {alert.assignment === null ? (
              <span className="text-faint">nobody</span>
            ) : (
              (nameOf(alert.assignment.userId) ?? 'a former colleague')
            )}
          </Cell>
        </Row>
      ))}
      {awaiting && alerts.length === 0 && <AwaitedRows columns={columns.length} />}
    </Table>
  );
}
