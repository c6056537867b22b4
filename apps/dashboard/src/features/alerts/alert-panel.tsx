import type { AlertView, Me, Person } from '@watch-tower/contracts';
import { X } from 'lucide-react';
import { Link } from 'react-router';
import { Instant } from '../../components/instant.js';
import { Button } from '../../components/ui/button.js';
import { Fact } from '../../components/ui/card.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import { useNow } from '../../components/use-now.js';
import { formatCoordinates, formatSpeed } from '../../format/quantities.js';
import type { NameOf } from '../../session/use-people.js';
import { AlertActions } from './alert-actions.js';
import { SeverityMark, StandingBadge } from './alert-badges.js';
import { kindInWords, lastedFor, standingOf, thresholdInWords } from './alert-words.js';
import type { AlertDeed } from './use-alert-deeds.js';

/** One alert: what it is, why we believe it, what people did about it, and what can be done. */
export function AlertPanel({
  alert,
  me,
  people,
  nameOf,
  busy,
  error,
  onAct,
  onClose,
}: {
  alert: AlertView;
  me: Me | null;
  people: readonly Person[];
  nameOf: NameOf;
  busy: boolean;
  error: unknown;
  onAct: (deed: AlertDeed) => void;
  onClose: () => void;
}) {
  const nowMs = useNow(10_000);
  const mayAct = me !== null && me.role !== 'viewer';
  return (
    <section aria-label={`Alert: ${kindInWords(alert.kind)}`} data-testid="alert-panel">
      <header className="flex items-start gap-2 px-4 pt-4 pb-3">
        <div className="min-w-0 flex-1">
          <h2 className="flex items-center gap-2 text-lg leading-6 font-semibold tracking-tight">
            <SeverityMark severity={alert.severity} />
            {kindInWords(alert.kind)}
          </h2>
          <div className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted">
            <StandingBadge standing={standingOf(alert, nowMs)} />
            <Link
              to={`/trucks/${alert.truck.id}`}
              className="font-medium text-accent underline-offset-4 hover:underline"
            >
              {alert.truck.number ?? 'Unknown truck'}
            </Link>
          </div>
        </div>
        <Button look="ghost" size="icon" aria-label="Close" className="-mr-1.5" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </header>
      <div className="border-y border-line bg-sunken px-4 py-3">
        {alert.status !== 'open' ? (
          <p className="text-muted">
            {alert.status === 'closed'
              ? 'It is over: there is nothing left to do about it.'
              : 'By better knowledge there was no such alert.'}
          </p>
        ) : mayAct && me ? (
          <AlertActions alert={alert} me={me} people={people} busy={busy} onAct={onAct} />
        ) : (
          <p className="text-muted">Dispatchers act on alerts; you may look on.</p>
        )}
        {error !== null && <ErrorNotice title="That was not done" error={error} className="mt-3" />}
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-3.5">
        <Fact name="Began">
          <Instant at={alert.openedAt} show="second" />
        </Fact>
        <Fact name="Ended">
          {alert.closedAt === null ? 'It goes on' : <Instant at={alert.closedAt} show="second" />}
        </Fact>
        <Fact name="Lasted">{lastedFor(alert, nowMs) ?? 'A moment'}</Fact>
        <Fact name="Where">
          {alert.latitude === null || alert.longitude === null ? (
            <span className="text-faint">not known</span>
          ) : (
            formatCoordinates(alert.latitude, alert.longitude)
          )}
        </Fact>
      </dl>
      <Deeds alert={alert} nameOf={nameOf} />
      <Evidence alert={alert} />
    </section>
  );
}

function Deeds({ alert, nameOf }: { alert: AlertView; nameOf: NameOf }) {
  const { acknowledgement, assignment, snooze } = alert;
  const who = (id: string): string => nameOf(id) ?? 'a former colleague';
  if (!acknowledgement && !assignment && !snooze) return null;
  return (
    <div className="border-t border-line px-4 py-3">
      <h3 className="mb-1.5 text-xs font-medium text-muted">What was done</h3>
      <ul className="space-y-1">
        {acknowledgement && (
          <li>
            Acknowledged by {who(acknowledgement.by)}, <Instant at={acknowledgement.at} />
          </li>
        )}
        {assignment && (
          <li>
            Given to {who(assignment.userId)} by {who(assignment.by)}, <Instant at={assignment.at} />
          </li>
        )}
        {snooze && (
          <li>
            Snoozed until <Instant at={snooze.until} /> by {who(snooze.by)}, <Instant at={snooze.at} />
          </li>
        )}
      </ul>
    </div>
  );
}

function Evidence({ alert: { evidence, source } }: { alert: AlertView }) {
  return (
    <div className="border-t border-line px-4 py-3">
      <h3 className="mb-1.5 text-xs font-medium text-muted">Evidence</h3>
      {evidence.kind === 'report' ? (
        <p>
          {source === 'loconav' ? 'LocoNav' : 'A provider'} reported “{evidence.name}”
          {evidence.address !== null && ` at ${evidence.address}`}.
        </p>
      ) : (
        <>
          <p>
            By the rule <span className="font-mono text-xs">{evidence.rule}</span>
          </p>
          <ul className="text-muted">
            {Object.entries(evidence.thresholds).map(([name, value]) => (
              <li key={name}>{thresholdInWords(name, value)}</li>
            ))}
          </ul>
          <ol className="mt-2 divide-y divide-line rounded-md border border-line">
            {evidence.fixes.map((fix) => (
              <li key={fix.deviceTime} className="flex justify-between gap-3 px-2.5 py-1.5 text-xs">
                <Instant at={fix.deviceTime} show="second" />
                <span className="text-muted">{formatCoordinates(fix.latitude, fix.longitude)}</span>
                <span>{formatSpeed(fix.speedKmh)}</span>
              </li>
            ))}
          </ol>
          {evidence.tripId !== null && (
            <Link
              to={`/trips/${evidence.tripId}`}
              className="mt-2 inline-block text-xs font-medium text-accent underline-offset-4 hover:underline"
            >
              The trip under way
            </Link>
          )}
        </>
      )}
    </div>
  );
}
