import { Button } from '../../components/ui/button.js';

/** Under the part of a long table that is shown: the way to more of it. */
export function ShowMore({ hiddenCount, onMore }: { hiddenCount: number; onMore: () => void }) {
  if (hiddenCount === 0) return null;
  return (
    <div className="grid place-items-center p-4">
      <Button onClick={onMore}>Show more ({hiddenCount})</Button>
    </div>
  );
}
