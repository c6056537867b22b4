import { FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '../../components/ui/class-names.js';
import { fileEndings } from './import-file.js';

/** Where a file is dropped, or chosen. */
export function FileDrop({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const [isOver, setOver] = useState(false);
  return (
    <label
      className={classNames(
        'flex cursor-pointer flex-col items-center gap-1 rounded-xl border-2 border-dashed border-line-strong bg-surface px-6 py-8 text-center',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent hover:bg-sunken',
        isOver && 'border-accent bg-accent-soft',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      <FileSpreadsheet aria-hidden className="size-8 text-faint" />
      <span className="font-medium">{busy ? 'Reading the file…' : 'Drop a CSV or XLSX file here'}</span>
      <span className="text-muted">or press to choose one; up to 2,000 rows. Nothing is created yet.</span>
      <input
        type="file"
        aria-label="File of trips"
        accept={fileEndings.join(',')}
        className="sr-only"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          // The same file, mended, is another choice.
          target.value = '';
        }}
      />
    </label>
  );
}
