import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** A row of a recorded trace, as it stands in the file; what the source did not have is undefined. */
export interface TraceRow {
  readonly line: number;
  readonly vehicle: string;
  readonly deviceTimeMs: number;
  readonly lat: number | undefined;
  readonly lon: number | undefined;
  readonly speedKmh: number | undefined;
  readonly heading: number | undefined;
  readonly ignition: boolean | undefined;
  readonly kind: string;
}

const REQUIRED = [
  'vehicle',
  'device_time',
  'lat',
  'lon',
  'speed_kmh',
  'heading',
  'ignition',
  'kind',
] as const;
type Column = (typeof REQUIRED)[number];

/**
 * Reads a trace (gzip CSV without quotes, its header names the columns) in file order. A file that cannot be read or does
 * not have that shape is an Error that names the file and the line.
 */
export async function readTrace(file: string): Promise<TraceRow[]> {
  const input = createReadStream(file);
  const text = file.endsWith('.gz') ? input.pipe(createGunzip()) : input;
  // A pipe does not hand on its source's error, and a missing file would otherwise be an endless wait.
  input.on('error', (error) => text.destroy(error));
  const rows: TraceRow[] = [];
  let columns: Map<string, number> | undefined;
  let line = 0;
  for await (const content of createInterface({ input: text, crlfDelay: Infinity })) {
    line++;
    if (content.trim() === '') continue;
    const cells = content.split(',');
    if (columns) rows.push(readRow(cells, columns, file, line));
    else columns = readHeader(cells, file);
  }
  return rows;
}

function readHeader(cells: readonly string[], file: string): Map<string, number> {
  const missing = REQUIRED.filter((column) => !cells.includes(column));
  if (missing.length > 0) throw new Error(`${file} is no trace: it has no column ${missing.join(', ')}`);
  return new Map(cells.map((name, index) => [name, index]));
}

function readRow(
  cells: readonly string[],
  columns: Map<string, number>,
  file: string,
  line: number,
): TraceRow {
  const cell = (column: Column) => cells[columns.get(column) ?? -1]?.trim() ?? '';
  const number = (column: Column) => {
    const value = cell(column) === '' ? undefined : Number(cell(column));
    if (Number.isNaN(value)) throw new Error(`${file}:${line}: ${column} is no number: ${cell(column)}`);
    return value;
  };
  const deviceTimeMs = Date.parse(cell('device_time'));
  if (Number.isNaN(deviceTimeMs)) throw new Error(`${file}:${line}: no device_time: ${cell('device_time')}`);
  const ignition = cell('ignition');
  return {
    line,
    vehicle: cell('vehicle'),
    deviceTimeMs,
    lat: number('lat'),
    lon: number('lon'),
    speedKmh: number('speed_kmh'),
    heading: number('heading'),
    ignition: ignition === '' ? undefined : ignition === '1' || ignition === 'true',
    kind: cell('kind'),
  };
}
