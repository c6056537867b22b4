import { classNames } from './class-names.js';

/** One of many choices, in little space: the platform's own list. */
export function ChoiceSelect<Value extends string>({
  label,
  value,
  options,
  onChoose,
  className,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
  className?: string;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      className={classNames(
        'h-9 rounded-md border border-line-strong/80 bg-surface px-2 text-sm text-ink hover:border-line-strong',
        className,
      )}
      onChange={({ target }) => {
        const option = options.find((candidate) => candidate.value === target.value);
        if (option) onChoose(option.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
