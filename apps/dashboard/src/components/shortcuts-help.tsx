import { Dialog } from './ui/dialog.js';
import { useKnownKeys } from './use-shortcuts.js';

/** What the keys do, those of the open page first. */
export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const keys = useKnownKeys();
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
        {keys.map(({ key, does }) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded border border-line-strong bg-sunken px-1.5 py-0.5 font-mono text-xs">
                {key}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
