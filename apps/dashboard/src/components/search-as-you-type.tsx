import { useEffect, useRef, useState } from 'react';
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
  // What was asked for last comes back as `text` a little later: what is typed meanwhile stands.
  const asked = useRef(text);
  useEffect(() => {
    if (text === asked.current) return;
    asked.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed === asked.current) return undefined;
    const timer = setTimeout(() => {
      asked.current = typed;
      onChange(typed);
    }, typingPauseMs);
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
