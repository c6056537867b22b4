import type { TripStatus } from '@watch-tower/contracts';

export const tripStatuses = [
  'scheduled',
  'ongoing',
  'completed',
  'cancelled',
  'failed',
] as const satisfies readonly TripStatus[];

/** What the list of trips is narrowed to. It lives in the address, so a list can be kept and sent. */
export type TripFilter = { status: TripStatus | null; text: string; truckId: string | null };

/** The filter in an address; what this version does not know counts as not there. */
export function readTripFilter(params: URLSearchParams): TripFilter {
  return {
    status: tripStatuses.find((status) => status === params.get('status')) ?? null,
    text: params.get('text') ?? '',
    truckId: params.get('truckId'),
  };
}

/** The address fields of a filter, only those that narrow anything. */
export function writeTripFilter({ status, text, truckId }: TripFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (status !== null) params.set('status', status);
  if (text.trim() !== '') params.set('text', text);
  if (truckId !== null) params.set('truckId', truckId);
  return params;
}

/** The filter as the gateway takes it. */
export function tripQueryOf({ status, text, truckId }: TripFilter): {
  status?: TripStatus;
  text?: string;
  truckId?: string;
} {
  const trimmed = text.trim();
  return {
    ...(status !== null && { status }),
    ...(trimmed !== '' && { text: trimmed }),
    ...(truckId !== null && { truckId }),
  };
}
