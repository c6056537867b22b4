import { Dialog } from './ui/dialog.js';

/** What the keys of a page do. */
export function ShortcutsHelp({
  keys,
  onClose,
}: {
  keys: readonly { key: string; does: string }[];
  onClose: () => void;
}) {
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
