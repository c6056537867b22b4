import { parentPort, workerData } from 'node:worker_threads';
import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';

/** Far more than 2,000 rows need. */
const inflatedBytesMax = 32_000_000;

/** What the zip says that it holds; nothing is inflated for it, and no more is when it is read. */
const inflatedBytes = (zip: Uint8Array): number => {
  let bytes = 0;
  unzipSync(zip, {
    filter: ({ originalSize }) => {
      bytes += originalSize;
      return false;
    },
  });
  return bytes;
};

/** Excel's times have no zone: what the clock on the wall showed. */
const textOf = (cell: unknown): string => {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 19);
  return typeof cell === 'string' ? cell.trim() : cell === null ? '' : JSON.stringify(cell);
};

const read = async (file: Uint8Array<ArrayBuffer>): Promise<string[][]> => {
  if (inflatedBytes(file) > inflatedBytesMax) throw new Error('it holds too much');
  const rows = await readSheet(file.buffer);
  return rows.map((row) => row.map(textOf));
};

parentPort?.postMessage(await read(workerData as Uint8Array<ArrayBuffer>));
