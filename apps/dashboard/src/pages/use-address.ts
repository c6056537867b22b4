import { useSearchParams } from 'react-router';

/** What the address says by now: the parameters of the router are those of the last rendering, which a quick hand overtakes. */
export const addressNow = (): URLSearchParams => new URLSearchParams(window.location.search);

/** The fields of a page's address, and a way to change one; what is empty leaves the address. */
export function useAddress(): [URLSearchParams, (name: string, value: string | null) => void] {
  const [params, setParams] = useSearchParams();
  return [
    params,
    (name, value) => {
      const next = addressNow();
      if (value === null || value.trim() === '') next.delete(name);
      else next.set(name, value);
      setParams(next, { replace: true });
    },
  ];
}
