import type { ImportPreview, ImportResult } from '@watch-tower/contracts';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { spreadsheetOf } from './import-file.js';

type State = {
  fileName: string | null;
  preview: ImportPreview | null;
  /** What became of the good rows, as far as is known. */
  result: ImportResult | null;
  doing: 'nothing' | 'reading' | 'creating';
  error: unknown;
};

const nothing: State = { fileName: null, preview: null, result: null, doing: 'nothing', error: null };

const askEveryMs = 1_000;
const patienceMs = 60_000;

/**
 * A file of trips on its way: read and looked through first, then created. What its owner has not carried out yet is
 * asked for again for a while; asked again an import creates nothing twice.
 */
export function useTripImport() {
  const [state, setState] = useState(nothing);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  /** One thing at a time: what was begun before is no longer awaited. */
  const run = (
    start: (was: State) => State,
    work: (signal: AbortSignal) => Promise<Partial<State>>,
  ): void => {
    running.current?.abort();
    const aborter = new AbortController();
    running.current = aborter;
    setState(start);
    const settle = (part: Partial<State>): void => {
      if (!aborter.signal.aborted) setState((was) => ({ ...was, doing: 'nothing', ...part }));
    };
    work(aborter.signal).then(settle, (error: unknown) => settle({ error }));
  };

  const read = (file: File): void =>
    run(
      () => ({ ...nothing, fileName: file.name, doing: 'reading' }),
      async (signal) => {
        const spreadsheet = spreadsheetOf(file);
        if (!spreadsheet) throw new ApiError(415, 'Its name ends neither in .csv nor in .xlsx.');
        return { preview: await call('previewTripImport', { file: spreadsheet, signal }) };
      },
    );

  const create = ({ importId }: ImportPreview): void =>
    run(
      (was) => ({ ...was, doing: 'creating', error: null }),
      async (signal) => {
        const giveUpAtMs = Date.now() + patienceMs;
        for (;;) {
          const result = await call('createImportedTrips', { path: { id: importId }, signal });
          if (result.pending === 0 || Date.now() > giveUpAtMs || signal.aborted) return { result };
          setState((was) => ({ ...was, result }));
          await new Promise((resolve) => setTimeout(resolve, askEveryMs));
        }
      },
    );

  return { ...state, read, create };
}
