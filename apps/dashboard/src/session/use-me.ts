import type { Me } from '@watch-tower/contracts';
import { call } from '../api/call.js';
import { useLoaded } from '../api/use-loaded.js';

/** Who is signed in; null until that is known. */
export function useMe(): Me | null {
  return useLoaded<Me>('me', (signal) => call('getMe', { signal })).value;
}
