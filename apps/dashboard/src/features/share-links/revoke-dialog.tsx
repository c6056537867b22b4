import { call } from '../../api/call.js';
import { Instant } from '../../components/instant.js';
import { Button } from '../../components/ui/button.js';
import { Dialog } from '../../components/ui/dialog.js';
import { ErrorNotice } from '../../components/ui/notice.js';
import type { ShareLink } from './share-link.js';
import { useDoing } from './use-doing.js';

/** Takes a link back; that cannot be undone, only followed by a new link. */
export function RevokeDialog({
  tripId,
  link,
  onClose,
}: {
  tripId: string;
  link: ShareLink;
  onClose: () => void;
}) {
  const { busy, error, doing } = useDoing();
  const revoke = (): void =>
    doing(call('revokeShareLink', { path: { id: tripId, linkId: link.id } }), onClose);
  return (
    <Dialog title="Revoke the link" onClose={onClose}>
      <p className="mb-3">
        Whoever has the link of <Instant at={link.createdAt} /> sees nothing from now on. It cannot be given
        back; you can make another.
      </p>
      {error !== null && <ErrorNotice title="It was not revoked" error={error} className="mb-3" />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="primary" disabled={busy} onClick={revoke}>
          {busy ? 'Revoking…' : 'Revoke'}
        </Button>
      </div>
    </Dialog>
  );
}
