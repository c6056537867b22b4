import { useSearchParams } from 'react-router';

/** The fields of a page's address, and a way to change one; what is empty leaves the address. */
export function useAddress(): [URLSearchParams, (name: string, value: string | null) => void] {
  const [params, setParams] = useSearchParams();
  return [
    params,
    (name, value) =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          if (value === null || value.trim() === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
  ];
}
