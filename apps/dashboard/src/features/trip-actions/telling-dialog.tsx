import type { ReactNode } from 'react';
import { Button } from '../../components/ui/button.js';
import { Dialog } from '../../components/ui/dialog.js';
import type { TimelineEntry } from '../trips/timeline-words.js';
import { NotDoneNotice } from './not-done-notice.js';

/** The frame of every small form that tells something of a trip: its fields, why it was not done, and the buttons. */
export function TellingDialog({
  title,
  busy,
  error,
  news,
  children,
  onTell,
  onClose,
}: {
  title: string;
  busy: boolean;
  error: unknown;
  news: readonly TimelineEntry[];
  children: ReactNode;
  onTell: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        aria-label={title}
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          onTell();
        }}
      >
        {children}
        <NotDoneNotice error={error} news={news} />
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" disabled={busy}>
            {busy ? 'Telling…' : 'Confirm'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
