import { useRef } from 'react';
import { newKey } from './carry-out.js';

/**
 * One intention, one key: a second press, or one after a lost answer, carries the same out once. What is meant
 * otherwise has a key of its own. @returns the key of what is described.
 */
export function useIntention(): (described: unknown) => string {
  const intention = useRef({ of: '', key: '' });
  return (described) => {
    const of = JSON.stringify(described);
    if (intention.current.of !== of) intention.current = { of, key: newKey() };
    return intention.current.key;
  };
}
