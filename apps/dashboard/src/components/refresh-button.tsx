import { RefreshCw } from 'lucide-react';
import { Button } from './ui/button.js';
import { classNames } from './ui/class-names.js';

/** Asks again for what is shown; turns while it does. */
export function RefreshButton({
  loading,
  className,
  onRefresh,
}: {
  loading: boolean;
  className?: string;
  onRefresh: () => void;
}) {
  return (
    <Button size="small" className={className} onClick={onRefresh}>
      <RefreshCw aria-hidden className={classNames(loading && 'animate-spin')} />
      Refresh
    </Button>
  );
}
