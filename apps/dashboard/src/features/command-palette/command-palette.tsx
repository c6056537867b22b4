import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../../session/use-me.js';
import { knownEntries, stepFrom, type Entry } from './entries.js';
import { useFoundEntries } from './use-found-entries.js';

const title = 'Go somewhere, find something';

/** Every page, and every trip, truck, driver and place, from wherever one is and without a pointer. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const navigate = useNavigate();
  const me = useMe();
  const [text, setText] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const found = useFoundEntries(text.trim());
  const groups = Map.groupBy(
    [...knownEntries(text, me !== null && me.role !== 'viewer'), ...found.entries],
    ({ group }) => group,
  );
  const entries = [...groups.values()].flat();
  // What was chosen stays so while more is found; else the first.
  const chosen = entries.find((entry) => entry.id === chosenId) ?? entries[0] ?? null;
  useEffect(() => {
    // Newer browsers answer with a promise, which is no end of an effect.
    void document.getElementById(`${id}-${chosen?.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);

  const go = (entry: Entry): void => {
    onClose();
    void navigate(entry.to);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setChosenId(stepFrom(entries, chosen?.id ?? null, event.key === 'ArrowDown' ? 1 : -1));
    }
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      go(chosen);
    }
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line bg-surface shadow-card"
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          <div className="relative border-b border-line">
            <Search aria-hidden className="pointer-events-none absolute top-3.5 left-4 size-4 text-faint" />
            <input
              role="combobox"
              aria-label={title}
              aria-expanded={entries.length > 0}
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              placeholder="A page, trip, container, truck, driver or place"
              value={text}
              className="h-11 w-full bg-transparent pr-4 pl-11 text-ink outline-none placeholder:text-faint"
              onChange={({ target }) => {
                setText(target.value);
                setChosenId(null);
              }}
              onKeyDown={press}
            />
          </div>
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label="What can be gone to"
            className="overflow-y-auto p-1.5"
          >
            {[...groups].map(([group, ofGroup]) => (
              <div key={group} role="group" aria-label={group}>
                <p aria-hidden className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
                  {group}
                </p>
                {ofGroup.map((entry) => (
                  <div
                    key={entry.id}
                    id={`${id}-${entry.id}`}
                    role="option"
                    aria-selected={entry === chosen}
                    className="flex items-baseline gap-3 rounded-md px-2.5 py-2 aria-selected:bg-accent-soft"
                    onPointerMove={() => setChosenId(entry.id)}
                    onClick={() => go(entry)}
                  >
                    <span className="shrink-0">{entry.name}</span>
                    <span className="truncate text-xs text-muted">{entry.hint}</span>
                  </div>
                ))}
              </div>
            ))}
          </div>
          <p role="status" className="border-t border-line px-4 py-2 text-xs text-muted empty:hidden">
            {found.error !== null
              ? `Not everything could be searched: ${found.error}`
              : found.waiting > 0
                ? 'Searching…'
                : entries.length === 0 && 'Nothing matches'}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
