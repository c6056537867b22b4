import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Instant } from '../../components/instant.js';
import { Button } from '../../components/ui/button.js';
import { Card } from '../../components/ui/card.js';
import { classNames } from '../../components/ui/class-names.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import { useNow } from '../../components/use-now.js';
import { NewLinkDialog } from './new-link-dialog.js';
import { RevokeDialog } from './revoke-dialog.js';
import { openedTimes, stateOf, type ShareLink } from './share-link.js';

const refreshMs = 60_000;

/** The links by which people without a login see this trip. */
export function ShareLinksCard({ tripId }: { tripId: string }) {
  const { value, error, reload } = useLoaded(
    `share links of ${tripId}`,
    (signal) => call('findShareLinks', { path: { id: tripId }, signal }),
    refreshMs,
  );
  const nowMs = useNow(10_000);
  const [open, setOpen] = useState<'new' | ShareLink | null>(null);
  const close = (): void => {
    setOpen(null);
    reload();
  };
  return (
    <Card
      title="Share links"
      aside={
        <Button size="small" onClick={() => setOpen('new')}>
          <Link2 aria-hidden />
          New link
        </Button>
      }
    >
      {error !== null && (
        <ErrorNotice
          title={value ? 'The list may be out of date' : 'The links could not be loaded'}
          error={error}
          onRetry={reload}
          className="m-3"
        />
      )}
      {value && value.items.length === 0 && (
        <p className="px-4 py-3.5 text-muted">
          Nobody without a login can see this trip. A link shows its stage, when it is expected, and where its
          truck is: nothing else.
        </p>
      )}
      {value && value.items.length > 0 && (
        <ul aria-label="Share links" className="divide-y divide-line">
          {value.items.map((link) => (
            <Listed key={link.id} link={link} nowMs={nowMs} onRevoke={() => setOpen(link)} />
          ))}
        </ul>
      )}
      {open === 'new' && <NewLinkDialog tripId={tripId} onClose={close} />}
      {open !== null && open !== 'new' && <RevokeDialog tripId={tripId} link={open} onClose={close} />}
    </Card>
  );
}

function Listed({ link, nowMs, onRevoke }: { link: ShareLink; nowMs: number; onRevoke: () => void }) {
  const state = stateOf(link, nowMs);
  return (
    <li
      data-share-link={state}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5"
    >
      <div className={classNames('min-w-0', state !== 'works' && 'text-muted')}>
        <p>
          {state === 'works' && (
            <>
              Works until <Instant at={link.expiresAt} />
            </>
          )}
          {state === 'expired' && (
            <>
              Expired <Instant at={link.expiresAt} />
            </>
          )}
          {state === 'revoked' && (
            <>
              Revoked by {link.revokedBy?.name ?? 'somebody'}, <Instant at={link.revokedAt} />
            </>
          )}
        </p>
        <p className="text-xs text-muted">
          Made by {link.createdBy.name ?? 'somebody'}, <Instant at={link.createdAt} />
        </p>
      </div>
      <div className="flex items-center gap-3">
        <p className="text-right text-xs text-muted">
          {openedTimes(link.views)}
          {link.lastViewedAt !== null && (
            <>
              <br />
              last seen <Instant at={link.lastViewedAt} />
            </>
          )}
        </p>
        {state === 'works' && (
          <Button size="small" onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </div>
    </li>
  );
}
