import { importColumn, type ImportColumn } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import type { Table } from '../read-table/table.js';

const required: readonly ImportColumn[] = ['vpc_id', 'pickup', 'delivery', 'scheduled_departure'];

export type Fields = Partial<Record<ImportColumn, string>>;
export type FilledRow = { readonly row: number; readonly fields: Fields };

const columnOf = (name: string): ImportColumn | undefined =>
  importColumn.safeParse(
    name
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  ).data;

/**
 * The rows of a table by its columns' names, without those that are empty.
 * @throws ProblemError 422 `columns_missing`, `columns_twice`.
 */
export const toFields = (table: Table): { rows: FilledRow[]; ignoredColumns: string[] } => {
  const [names = [], ...body] = table;
  const columns = names.map(columnOf);
  refuseColumns(columns);
  const rows = body.map((cells, index): FilledRow => {
    const fields: Fields = {};
    for (const [at, column] of columns.entries()) {
      const value = cells[at]?.trim() ?? '';
      if (column !== undefined && value !== '') fields[column] = value;
    }
    return { row: index + 2, fields };
  });
  return {
    rows: rows.filter(({ fields }) => Object.keys(fields).length > 0),
    ignoredColumns: names.filter((name, at) => name.trim() !== '' && columns[at] === undefined),
  };
};

const refuseColumns = (columns: readonly (ImportColumn | undefined)[]): void => {
  const missing = required.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new ProblemError(
      'unprocessable',
      'columns_missing',
      `The first row must name the columns; these are missing: ${missing.join(', ')}.`,
      { errors: missing.map((field) => ({ field, message: 'is missing in the first row' })) },
    );
  }
  const twice = columns.filter((column, at) => column !== undefined && columns.indexOf(column) !== at);
  if (twice.length === 0) return;
  throw new ProblemError(
    'unprocessable',
    'columns_twice',
    `Each column may stand there once; these stand there twice: ${twice.join(', ')}.`,
  );
};
