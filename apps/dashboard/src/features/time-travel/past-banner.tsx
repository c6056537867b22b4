import { History } from 'lucide-react';
import { Instant } from '../../components/instant.js';
import { Button } from '../../components/ui/button.js';
import type { PastMoment } from './past-moment.js';

/** Says that what the map shows is not now, and leads back. */
export function PastBanner({ moment, onLive }: { moment: PastMoment; onLive: () => void }) {
  return (
    <div className="flex items-center gap-3 rounded-lg border border-idling bg-idling-soft px-3 py-2 text-sm text-idling-text shadow-card">
      <History aria-hidden className="size-4 shrink-0" />
      <p role="status">
        <span className="font-semibold">
          The past: <Instant at={new Date(moment.atMs).toISOString()} />
        </span>
        <span className="block text-xs">
          {moment.knownThen ? 'As we knew it then' : 'As we know it today'}
        </span>
      </p>
      <Button size="small" onClick={onLive}>
        Back to live
      </Button>
    </div>
  );
}
