import { Search, X } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.js';

export const fieldLook =
  'h-9 w-full rounded-md border border-line-strong/80 bg-surface px-3 text-sm text-ink placeholder:text-faint hover:border-line-strong';

type TextFieldProps = ComponentProps<'input'> & {
  label: string;
  /** What is wrong with it, as the server says. */
  fault?: string | undefined;
};

export function TextField({ label, fault, className, ...rest }: TextFieldProps) {
  return (
    <label className="block">
      <span className="mb-1.5 block text-xs font-medium text-muted">{label}</span>
      <input
        className={classNames(fieldLook, 'h-10 aria-invalid:border-danger', className)}
        aria-invalid={fault !== undefined}
        {...rest}
      />
      <FieldFault fault={fault} />
    </label>
  );
}

/** Why a field is refused, under it. */
export function FieldFault({ fault }: { fault: string | undefined }) {
  return fault === undefined ? null : (
    <span role="alert" className="mt-1 block text-xs text-danger">
      {fault}
    </span>
  );
}

type SearchFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
};

export function SearchField({ label, placeholder, value, onChange, className }: SearchFieldProps) {
  return (
    <div className={classNames('relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" />
      <input
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        className={classNames(fieldLook, 'px-8')}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') onChange('');
        }}
      />
      {value !== '' && (
        <button
          type="button"
          aria-label="Clear the search"
          className="absolute top-1.5 right-1.5 grid size-6 place-items-center rounded text-faint hover:text-ink"
          onClick={() => onChange('')}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}
