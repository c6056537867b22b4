import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

type Rewrite = (to: (now: URLSearchParams) => URLSearchParams) => void;

/**
 * The parameters of a page's address, and a way to write them anew from what they are by now: those that the router
 * tells are of the last rendering, which a quick hand overtakes.
 */
export function useAddressRewrite(): [URLSearchParams, Rewrite] {
  const [params, setParams] = useSearchParams();
  const rewrite: Rewrite = useCallback(
    (to) => setParams(to(new URLSearchParams(window.location.search)), { replace: true }),
    [setParams],
  );
  return [params, rewrite];
}

/** The fields of a page's address, and a way to change one; what is empty leaves the address. */
export function useAddress(): [URLSearchParams, (name: string, value: string | null) => void] {
  const [params, rewrite] = useAddressRewrite();
  return [
    params,
    (name, value) =>
      rewrite((now) => {
        if (value === null || value.trim() === '') now.delete(name);
        else now.set(name, value);
        return now;
      }),
  ];
}
