import type { ImportPreview, ImportResult } from '@watch-tower/contracts';
import { ArrowLeft, Hourglass } from 'lucide-react';
import { Link } from 'react-router';
import { Button } from '../components/ui/button.js';
import { Card } from '../components/ui/card.js';
import { ErrorNotice } from '../components/ui/notice.js';
import { ColumnHelp } from '../features/trip-import/column-help.js';
import { FileDrop } from '../features/trip-import/file-drop.js';
import { PreviewTable } from '../features/trip-import/preview-table.js';
import { ResultTable } from '../features/trip-import/result-table.js';
import { useTripImport } from '../features/trip-import/use-trip-import.js';
import { usePageTitle } from './use-page-title.js';

/** Many trips from one file: looked through first, then created, all that are good. */
export function TripImportPage() {
  usePageTitle('Import trips');
  const { fileName, preview, result, doing, error, read, create } = useTripImport();
  return (
    <main id="main" className="min-h-0 flex-1 overflow-y-auto" aria-busy={doing !== 'nothing'}>
      <div className="mx-auto max-w-6xl space-y-4 px-4 py-4 sm:px-6">
        <Link
          to="/trips"
          className="inline-flex items-center gap-1.5 rounded text-sm text-muted underline-offset-4 hover:text-ink hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          All trips
        </Link>
        <h1 className="text-xl font-semibold tracking-tight">Import trips</h1>
        <FileDrop busy={doing === 'reading'} onFile={read} />
        {error !== null && !preview && (
          <ErrorNotice title={`${fileName ?? 'The file'} cannot be imported`} error={error} />
        )}
        {preview && (
          <Card key={preview.importId} title={fileName ?? 'The file'}>
            <div className="space-y-3 border-b border-line px-4 py-3">
              <Ready preview={preview} result={result} creating={doing === 'creating'} onCreate={create} />
              {error !== null && (
                <ErrorNotice
                  title="Not all is known of what became of it"
                  error={error}
                  onRetry={() => create(preview)}
                />
              )}
            </div>
            {result && <ResultTable result={result} />}
            {!(result && preview.bad === 0) && <PreviewTable preview={preview} />}
          </Card>
        )}
        {!preview && <ColumnHelp />}
      </div>
    </main>
  );
}

/** How much of the file is good, the way on, and how far that is. */
function Ready({
  preview,
  result,
  creating,
  onCreate,
}: {
  preview: ImportPreview;
  result: ImportResult | null;
  creating: boolean;
  onCreate: (preview: ImportPreview) => void;
}) {
  const { good, bad, ignoredColumns } = preview;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" data-import-counts>
          {result ? toldResult(result, creating) : `${rowsOf(good)} good, ${bad} at fault`}
        </p>
        {good > 0 && !result && (
          <Button look="primary" disabled={creating} onClick={() => onCreate(preview)}>
            {creating ? 'Creating…' : `Create ${good === 1 ? 'the good row' : `the ${good} good rows`}`}
          </Button>
        )}
      </div>
      {ignoredColumns.length > 0 && (
        <p className="text-muted">
          Not read, for no such columns are known: {ignoredColumns.map((name) => `“${name}”`).join(', ')}
        </p>
      )}
      {bad > 0 && !result && (
        <p className="text-muted">
          Rows at fault are left out. Mend them in the file and drop it again: what was created stays created
          once.
        </p>
      )}
      {result && result.pending > 0 && !creating && (
        <div className="flex items-start gap-2.5 rounded-lg border border-idling/50 bg-idling-soft px-3 py-2.5 text-sm">
          <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-idling-text" />
          <p className="min-w-0 flex-1 text-idling-text">
            They are accepted and not lost, but the service that carries them out is away. They will be
            created once that is back.
          </p>
          <Button size="small" onClick={() => onCreate(preview)}>
            Ask again
          </Button>
        </div>
      )}
    </>
  );
}

const rowsOf = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`;

function toldResult({ created, refused, pending }: ImportResult, creating: boolean): string {
  const parts = [
    `${created} created`,
    refused > 0 && `${refused} refused`,
    pending > 0 && `${pending} ${creating ? 'on their way' : 'waiting'}`,
  ];
  return parts.filter(Boolean).join(', ');
}
