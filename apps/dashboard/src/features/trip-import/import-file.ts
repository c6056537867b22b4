import type { ImportColumn, spreadsheetTypes } from '@watch-tower/contracts';

const types = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies typeof spreadsheetTypes;

export const fileEndings = Object.keys(types).map((ending) => `.${ending}`);

/**
 * A file under the media type of a spreadsheet, null where it is none. By its name: what systems call a CSV differs
 * with the programs that are installed.
 */
export function spreadsheetOf(file: File): Blob | null {
  const ending = file.name.split('.').at(-1)?.toLowerCase() ?? '';
  const type = Object.entries(types).find(([known]) => known === ending)?.[1];
  return type === undefined ? null : file.slice(0, file.size, type);
}

/** What the columns of a file hold; the names of the first four must stand there. */
export const importColumns: Record<ImportColumn, { needed: boolean; holds: string; example: string }> = {
  vpc_id: {
    needed: true,
    holds: 'The trip’s id in the business, of each trip its own',
    example: '01/Apr/2026-T11985LA-CA60',
  },
  pickup: { needed: true, holds: 'A place, by its name or id', example: 'APM Terminals Apapa' },
  delivery: { needed: true, holds: 'A place, by its name or id', example: 'Oluyole Breweries' },
  scheduled_departure: {
    needed: true,
    holds: 'Date and time on the operator’s clock, the day before the month',
    example: '2026-04-01 08:00',
  },
  delivery_2: { needed: false, holds: 'A second place of delivery', example: 'Ikeja Cold Store' },
  empty_return: { needed: false, holds: 'Where the empty goes, a place', example: 'Ijora Depot' },
  client: { needed: false, holds: 'A client, by name or id', example: 'Oluyole Breweries' },
  truck: { needed: false, holds: 'A truck, by its number', example: 'T11985LA' },
  driver: { needed: false, holds: 'A driver, by name or id', example: 'Ade Bello' },
  container_1: { needed: false, holds: 'A container number with its check digit', example: 'TCNU3877560' },
  container_2: { needed: false, holds: 'The second container', example: 'CSQU3054383' },
  cargo_type: { needed: false, holds: 'What is in it', example: 'Malt' },
  weight_tons: { needed: false, holds: 'Up to 200, with a point', example: '24.5' },
};

/** A file with nothing but the columns’ names. It starts with the mark by which Excel knows UTF-8. */
export const templateCsv = (): Blob =>
  new Blob([`\uFEFF${Object.keys(importColumns).join(',')}\r\n`], { type: types.csv });
