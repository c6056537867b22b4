/** How far back figures look, in hours. */
export const windows = [1, 6, 24, 72] as const;
export type WindowHours = (typeof windows)[number];

/** What the page is narrowed to. `reason` and `released` are of the list of quarantined reports. */
export type QualityFilter = {
  hours: WindowHours;
  reason: string | null;
  released: boolean | null;
};

const usual: WindowHours = 24;

/** The filter in an address; what this version does not know counts as not there. */
export function readQualityFilter(params: URLSearchParams): QualityFilter {
  const released = params.get('released');
  return {
    hours: windows.find((hours) => String(hours) === params.get('hours')) ?? usual,
    reason: params.get('reason') || null,
    released: released === 'true' ? true : released === 'false' ? false : null,
  };
}

/** The address fields of a filter, only those that are not as usual. */
export function writeQualityFilter({ hours, reason, released }: QualityFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (hours !== usual) params.set('hours', String(hours));
  if (reason !== null) params.set('reason', reason);
  if (released !== null) params.set('released', String(released));
  return params;
}
