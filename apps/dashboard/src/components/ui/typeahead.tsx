import { X } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { sentenceOf } from '../../api/api-error.js';
import { classNames } from './class-names.js';
import { FieldFault, fieldLook } from './field.js';

/** Something that can be chosen, and what tells it from others of its name. */
export type Choice = { id: string; name: string; hint?: string | undefined };

const typingPauseMs = 200;

type Found = { text: string; choices: readonly Choice[]; error: unknown };

/** One of many, found as one types. Keys as in any list: down, up, Enter, Escape. */
export function Typeahead({
  label,
  value,
  onChoose,
  find,
  fault,
}: {
  label: string;
  value: Choice | null;
  onChoose: (choice: Choice | null) => void;
  /** The first few that hold the text; of an empty text, any few. */
  find: (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;
  fault?: string | undefined;
}) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [at, setAt] = useState(0);
  const open = typed !== null;
  const choices = open ? (found?.choices ?? []) : [];

  useEffect(() => {
    if (typed === null) return undefined;
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      const settle = (part: Omit<Found, 'text'>): void => {
        if (aborter.signal.aborted) return;
        setFound({ text: typed, ...part });
        setAt(0);
      };
      find(typed.trim(), aborter.signal).then(
        (choices) => settle({ choices, error: null }),
        (error: unknown) => settle({ choices: [], error }),
      );
    }, typingPauseMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [typed]);

  const close = (): void => {
    setTyped(null);
    setFound(null);
  };
  const choose = (choice: Choice | null): void => {
    onChoose(choice);
    close();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return setTyped('');
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((was) => Math.max(0, Math.min(was + step, choices.length - 1)));
    }
    if (event.key === 'Enter' && open) {
      event.preventDefault();
      const choice = choices[at];
      if (choice && found?.text === typed) choose(choice);
    }
    if (event.key === 'Escape' && open) {
      // The dialog around it stays open.
      event.stopPropagation();
      event.preventDefault();
      close();
    }
  };

  return (
    <div className="relative">
      <label htmlFor={id} className="mb-1.5 block text-xs font-medium text-muted">
        {label}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={choices.length > 0 ? `${id}-${at}` : undefined}
        aria-invalid={fault !== undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        placeholder="Type to find"
        className={classNames(fieldLook, 'h-10 pr-8 aria-invalid:border-danger')}
        value={typed ?? value?.name ?? ''}
        onChange={({ target }) => setTyped(target.value)}
        onFocus={({ target }) => target.select()}
        onClick={() => setTyped((was) => was ?? '')}
        onBlur={close}
        onKeyDown={press}
      />
      {value && !open && (
        <button
          type="button"
          aria-label={`Clear: ${label}`}
          className="absolute top-8 right-1.5 grid size-6 place-items-center rounded text-faint hover:text-ink"
          onClick={() => choose(null)}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
      <div
        className={classNames(
          'absolute inset-x-0 top-full z-50 mt-1 max-h-60 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-card',
          !open && 'hidden',
        )}
      >
        <ul id={`${id}-list`} role="listbox" aria-label={label}>
          {choices.map((choice, index) => (
            <li
              key={choice.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              className="cursor-default rounded px-2 py-1.5 text-sm aria-selected:bg-sunken"
              // Before the blur, which would close the list under the pointer.
              onPointerDown={(event) => {
                event.preventDefault();
                choose(choice);
              }}
              onPointerEnter={() => setAt(index)}
            >
              {choice.name}
              {choice.hint !== undefined && <span className="ml-2 text-xs text-muted">{choice.hint}</span>}
            </li>
          ))}
        </ul>
        {choices.length === 0 && (
          <p role="status" className="px-2 py-1.5 text-sm text-muted">
            {found === null
              ? 'Searching…'
              : found.error !== null
                ? sentenceOf(found.error)
                : 'Nothing matches'}
          </p>
        )}
      </div>
      <FieldFault fault={fault} />
    </div>
  );
}
