import type { NewShareLink } from '@watch-tower/contracts';
import { useRef, useState } from 'react';
import { call } from '../../api/call.js';
import { Instant } from '../../components/instant.js';
import { Button } from '../../components/ui/button.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { Dialog } from '../../components/ui/dialog.js';
import { fieldLook } from '../../components/ui/field.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import { useDoing } from './use-doing.js';

const lifetimes = [
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '168', label: '1 week' },
  { value: '720', label: '30 days' },
] as const;
type Hours = (typeof lifetimes)[number]['value'];

/** Makes a link, and shows it the one time that it is known. */
export function NewLinkDialog({ tripId, onClose }: { tripId: string; onClose: () => void }) {
  const [hours, setHours] = useState<Hours>('72');
  const [made, setMade] = useState<NewShareLink | null>(null);
  const { busy, error, doing } = useDoing();
  const make = (): void => {
    const body = { expiresInHours: Number(hours) };
    doing(call('shareTrip', { path: { id: tripId }, body }), setMade);
  };
  return (
    <Dialog title="Share this trip" onClose={onClose}>
      {made ? (
        <Made link={made} onClose={onClose} />
      ) : (
        <>
          <p className="mb-3 text-muted">
            Whoever has the link sees how far the trip is, when it is expected, and where its truck is. No
            names, no numbers.
          </p>
          <p className="mb-1.5 text-xs font-medium text-muted">It works for</p>
          <ChoiceRow label="It works for" value={hours} options={lifetimes} onChoose={setHours} />
          {error !== null && <ErrorNotice title="No link was made" error={error} className="mt-3" />}
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" disabled={busy} onClick={make}>
              {busy ? 'Making…' : 'Make the link'}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function Made({ link, onClose }: { link: NewShareLink; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState('');
  // Without a public address of its own the gateway names only the path.
  const url = new URL(link.url, window.location.origin).href;
  const copy = (): void => {
    field.current?.select();
    copyText(url).then(
      () => setTold('Copied'),
      () => setTold('Press Ctrl-C to copy it'),
    );
  };
  return (
    <>
      <label className="block">
        <span className="mb-1.5 block text-xs font-medium text-muted">The link</span>
        <input
          ref={field}
          readOnly
          value={url}
          className={`${fieldLook} font-mono text-xs`}
          onFocus={({ target }) => target.select()}
        />
      </label>
      <p className="mt-2 text-muted">
        It is shown this once and works until <Instant at={link.expiresAt} />.
      </p>
      <div className="mt-4 flex items-center justify-end gap-2">
        <span role="status" className="mr-auto text-muted">
          {told}
        </span>
        <Button onClick={onClose}>Done</Button>
        <Button look="primary" onClick={copy}>
          Copy
        </Button>
      </div>
    </>
  );
}

/** Browsers offer the clipboard only to pages that came by TLS or from this machine. */
async function copyText(text: string): Promise<void> {
  if (!('clipboard' in navigator)) throw new Error('This browser offers no clipboard here');
  await navigator.clipboard.writeText(text);
}
