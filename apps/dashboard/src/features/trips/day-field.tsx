import { classNames } from '../../components/ui/class-names.js';

/** A day of the operator, as `2026-04-01`; empty for none. */
export function DayField({
  label,
  day,
  onChange,
  className,
}: {
  label: string;
  day: string | null;
  onChange: (day: string | null) => void;
  className?: string;
}) {
  return (
    <input
      type="date"
      aria-label={label}
      title={label}
      value={day ?? ''}
      className={classNames(
        'h-9 w-34 rounded-md border border-line-strong/80 bg-surface px-2 text-sm text-ink',
        className,
      )}
      onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
    />
  );
}
