import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ProblemError } from '@watch-tower/errors';
import { refuseTooMany, unreadable, type Table } from './table.js';

const timeoutMs = 10_000;
const heapMbMax = 256;

/** Each takes a core and a heap: further files are to come again. */
const readingMax = 2;
let reading = 0;

/** Where the source itself runs, in tests, Node strips the types of the worker. */
const worker = new URL(`./xlsx-worker${extname(import.meta.filename)}`, import.meta.url);

/**
 * The first sheet, read in a thread of its own with a heap and a time of its own: a small zip can hold very much, and
 * one cell in the last corner of a sheet makes a table of billions.
 * @throws ProblemError 422 where it cannot be read within these limits, or holds too many rows; 503 while others are read.
 */
export const readXlsx = async (file: Uint8Array): Promise<Table> => {
  if (reading >= readingMax) {
    throw new ProblemError('unavailable', 'reading_others', 'Other files are being read; send it again.', {
      retryAfterSeconds: 2,
    });
  }
  reading += 1;
  const thread = new Worker(worker, {
    // A copy: requests share the buffer that theirs is a part of.
    workerData: Uint8Array.from(file),
    resourceLimits: { maxOldGenerationSizeMb: heapMbMax },
  });
  try {
    const [table] = (await once(thread, 'message', { signal: AbortSignal.timeout(timeoutMs) })) as [Table];
    refuseTooMany(table.length);
    return table;
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    throw unreadable('This is no XLSX that can be read; save it anew, or as CSV.', cause);
  } finally {
    await thread.terminate();
    reading -= 1;
  }
};
