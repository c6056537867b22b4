import { CircleDashed, Hourglass, MapPinned, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { classNames } from '../../components/ui/class-names.js';
import { formatMoment, formatUtc } from '../../format/instants.js';
import { formatAge } from '../../format/quantities.js';
import { freeTimeHours, operatorTimeZone } from '../../settings/operator.js';
import type { Guest } from './board.js';
import { knownDwellSeconds, overFreeTimeSeconds, silentWords } from './dwell.js';

/** A truck at a place: how long it is inside, and how far that is known. */
export function TruckCard({ guest, nowMs }: { guest: Guest; nowMs: number }) {
  const overSeconds = overFreeTimeSeconds(guest, nowMs, freeTimeHours);
  const silence = silentWords(guest, operatorTimeZone, nowMs);
  const number = guest.truckNumber ?? 'Unknown truck';
  return (
    <li
      data-visit={guest.visitId}
      data-left={guest.left || undefined}
      className={classNames(
        'relative px-3 py-2.5 transition-colors hover:bg-sunken',
        guest.left && 'bg-sunken',
        overSeconds !== null && 'shadow-[inset_3px_0_0_var(--outdated)]',
      )}
    >
      <div className="flex items-baseline gap-2">
        <Link
          to={`/trucks/${guest.truckId}`}
          className="min-w-0 truncate font-semibold underline-offset-4 hover:text-accent hover:underline"
        >
          {number}
        </Link>
        <span
          data-testid="dwell"
          title={
            guest.silentSince === null
              ? 'Since its first position inside'
              : 'From its first to its last position inside; whether it is still there is not known'
          }
          className={classNames(
            'ml-auto text-base leading-5 font-semibold whitespace-nowrap',
            overSeconds !== null && 'text-outdated-text',
          )}
        >
          {guest.silentSince !== null && <span className="text-xs font-normal text-muted">at least </span>}
          {formatAge(knownDwellSeconds(guest, nowMs))}
        </span>
        <Link
          to={`/map?truck=${guest.truckId}`}
          aria-label={`${number} on the map`}
          title="On the map"
          className="-my-1 -mr-1 grid size-6 shrink-0 place-items-center self-center rounded text-faint hover:bg-line hover:text-ink"
        >
          <MapPinned aria-hidden className="size-4" />
        </Link>
      </div>
      <p className="mt-0.5 flex justify-between gap-2 text-xs text-muted">
        <span>
          since{' '}
          <time dateTime={guest.since} title={formatUtc(guest.since)} className="whitespace-nowrap">
            {formatMoment(guest.since, operatorTimeZone, nowMs)}
          </time>
        </span>
        {silence === null && (
          <span title={formatUtc(guest.lastSeenInsideAt)} className="whitespace-nowrap">
            seen {formatAge(Math.max(0, (nowMs - Date.parse(guest.lastSeenInsideAt)) / 1_000))} ago
          </span>
        )}
      </p>
      <Remarks guest={guest} overSeconds={overSeconds} silence={silence} />
    </li>
  );
}

function Remarks({
  guest,
  overSeconds,
  silence,
}: {
  guest: Guest;
  overSeconds: number | null;
  silence: string | null;
}) {
  return (
    <>
      {guest.left && <Remark className="font-medium text-ink">Has left</Remark>}
      {silence !== null && (
        <Remark className="text-idling-text" title="No position for 10 minutes: it may have left meanwhile">
          <WifiOff aria-hidden />
          {silence}
        </Remark>
      )}
      {overSeconds !== null && (
        <Remark
          className="text-outdated-text"
          title={`Longer at the client than the free time of ${freeTimeHours} h: detention runs`}
        >
          <Hourglass aria-hidden />
          {formatAge(overSeconds)} over the free time
        </Remark>
      )}
      {guest.status === 'provisional' && (
        <Remark
          className="text-muted"
          title="Inside for less than 5 minutes so far: it may only be driving past"
        >
          <CircleDashed aria-hidden />
          Provisional
        </Remark>
      )}
      {guest.stale && (
        <Remark className="text-idling-text" title="A message about this truck's visits is missing">
          May be out of date
        </Remark>
      )}
    </>
  );
}

function Remark({ title, className, children }: { title?: string; className: string; children: ReactNode }) {
  return (
    <p
      title={title}
      className={classNames(
        'mt-1 flex items-start gap-1.5 text-xs [&_svg]:mt-px [&_svg]:size-3.5 [&_svg]:shrink-0',
        className,
      )}
    >
      {children}
    </p>
  );
}
