import { locationTypes, type LocationType } from '../locations/location-types.js';

/** What the board is narrowed to. It lives in the address, so a board can be kept and sent. */
export type AtLocationFilter = { type: LocationType | null; text: string };

/** The filter in an address; what this version does not know counts as not there. */
export function readAtLocationFilter(params: URLSearchParams): AtLocationFilter {
  return {
    type: locationTypes.find((type) => type === params.get('type')) ?? null,
    text: params.get('text') ?? '',
  };
}

/** The address fields of a filter, only those that narrow anything. */
export function writeAtLocationFilter({ type, text }: AtLocationFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (type !== null) params.set('type', type);
  if (text.trim() !== '') params.set('text', text);
  return params;
}
