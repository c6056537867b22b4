import { useEffect, useState } from 'react';
import { SearchField } from './ui/field.js';

const typingPauseMs = 300;

/** Asks when typing pauses, not at every letter. */
export function SearchAsYouType({
  label,
  placeholder,
  text,
  onChange,
  className = 'w-64',
}: {
  label: string;
  placeholder: string;
  text: string;
  onChange: (text: string) => void;
  className?: string;
}) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => onChange(typed), typingPauseMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchField
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={setTyped}
      className={className}
    />
  );
}
