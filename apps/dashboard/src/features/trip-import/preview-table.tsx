import type { ImportColumn, ImportPreview, ImportRow } from '@watch-tower/contracts';
import { useState } from 'react';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { Cell, Row, Table } from '../../components/ui/table.js';
import { ShowMore } from './show-more.js';
import { useShownPart } from './use-shown-part.js';

const containerColumns = ['container_1', 'container_2'] as const satisfies readonly ImportColumn[];
const furtherStops = ['delivery_2', 'empty_return'] as const satisfies readonly ImportColumn[];

type Part = 'all' | 'bad' | 'good';

/** What each row of a file would create, or what is wrong with it and what to do about that. */
export function PreviewTable({ preview }: { preview: ImportPreview }) {
  const { rows, good, bad } = preview;
  const [part, setPart] = useState<Part>(bad > 0 ? 'bad' : 'all');
  const isOfPart = ({ creates }: ImportRow): boolean =>
    part === 'all' || (creates !== null) === (part === 'good');
  const { shown, hiddenCount, showMore } = useShownPart(rows.filter(isOfPart));
  return (
    <>
      <div className="flex px-4 py-3">
        <ChoiceRow
          label="Rows"
          value={part}
          options={[
            { value: 'bad', label: `At fault (${bad})` },
            { value: 'good', label: `Good (${good})` },
            { value: 'all', label: `All (${rows.length})` },
          ]}
          onChoose={setPart}
        />
      </div>
      <div
        className="overflow-x-auto border-t border-line"
        tabIndex={0}
        role="region"
        aria-label="Rows of the file"
      >
        <Table
          caption="Rows of the file"
          columns={['Row', 'Trip', 'From and to', 'Truck and driver', 'Departure', 'What comes of it']}
          className="min-w-[60rem]"
        >
          {shown.map((row) => (
            <PreviewRow key={row.row} row={row} />
          ))}
        </Table>
      </div>
      <ShowMore hiddenCount={hiddenCount} onMore={showMore} />
    </>
  );
}

function PreviewRow({ row }: { row: ImportRow }) {
  const value = (column: ImportColumn) => <Written row={row} column={column} />;
  return (
    <Row data-import-row={row.row}>
      <Cell className="text-muted">{row.row}</Cell>
      <Cell>
        <span className="font-medium">{value('vpc_id')}</span>
        {containerColumns
          .filter((column) => row.fields[column] !== undefined)
          .map((column) => (
            <div key={column} className="font-mono text-xs">
              {value(column)}
            </div>
          ))}
      </Cell>
      <Cell>
        {value('pickup')}
        <span className="text-muted"> to </span>
        {value('delivery')}
        {furtherStops
          .filter((column) => row.fields[column] !== undefined)
          .map((column) => (
            <div key={column}>
              <span className="text-muted">then </span>
              {value(column)}
            </div>
          ))}
      </Cell>
      <Cell>
        {value('truck')}
        <div>{value('driver')}</div>
      </Cell>
      <Cell className="whitespace-nowrap">{value('scheduled_departure')}</Cell>
      <Cell className="min-w-72">
        {row.faults.length === 0 ? (
          <span className="text-moving-text">A trip</span>
        ) : (
          <ul className="space-y-1.5">
            {row.faults.map(({ column, value: written, fault, remedy }) => (
              <li key={column} data-fault={column}>
                <span className="font-mono text-xs">{column}</span>
                {written !== '' && <span className="text-muted"> “{written}”</span>}:{' '}
                <span className="text-danger">{fault}</span> <span className="text-muted">{remedy}</span>
              </li>
            ))}
          </ul>
        )}
      </Cell>
    </Row>
  );
}

/** What stands in a cell of the file; underlined where it is at fault. */
function Written({ row, column }: { row: ImportRow; column: ImportColumn }) {
  const written = row.fields[column];
  const isFaulty = row.faults.some((fault) => fault.column === column);
  if (written === undefined) return <span className={isFaulty ? 'text-danger' : 'text-faint'}>–</span>;
  return isFaulty ? (
    <span className="text-danger underline decoration-wavy underline-offset-3">{written}</span>
  ) : (
    written
  );
}
