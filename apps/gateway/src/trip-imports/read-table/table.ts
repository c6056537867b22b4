import { ProblemError } from '@watch-tower/errors';

/** More would wait too long for their answers; the file is to be split. */
export const rowsMax = 2_000;

/** What stands in a spreadsheet: its rows as texts, the names of the columns first. A time has no zone. */
export type Table = readonly (readonly string[])[];

export const unreadable = (detail: string, cause?: unknown): ProblemError =>
  new ProblemError('unprocessable', 'file_unreadable', detail, { cause });

/** @throws ProblemError 422 `too_many_rows`. */
export const refuseTooMany = (rows: number): void => {
  if (rows <= rowsMax + 1) return;
  throw new ProblemError(
    'unprocessable',
    'too_many_rows',
    `The file has more than ${rowsMax.toLocaleString('en')} rows; split it.`,
  );
};
