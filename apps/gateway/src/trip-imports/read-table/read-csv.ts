import { CsvError, parse } from 'csv-parse/sync';
import { refuseTooMany, rowsMax, unreadable, type Table } from './table.js';

const delimiters = [',', ';', '\t'];

/** Spreadsheets write what their country uses: the one that stands most often between the columns' names. */
const delimiterOf = (text: string): string => {
  const header = text.slice(0, text.search(/\r|\n|$/));
  const countOf = (delimiter: string): number => header.split(delimiter).length;
  return delimiters.reduce((best, one) => (countOf(one) > countOf(best) ? one : best));
};

/** @throws ProblemError 422 where it is no CSV in UTF-8, or holds too many rows. */
export const readCsv = (file: Uint8Array): Table => {
  const text = decode(file);
  try {
    const table = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      trim: true,
      max_record_size: 20_000,
      to: rowsMax + 2,
    });
    refuseTooMany(table.length);
    return table;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(`This is no CSV: ${error.message}`, error);
  }
};

const decode = (file: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch (cause) {
    throw unreadable('The text is not in UTF-8; save the file as “CSV UTF-8”.', cause);
  }
};
