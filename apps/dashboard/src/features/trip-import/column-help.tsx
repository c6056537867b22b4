import { Download } from 'lucide-react';
import { save } from '../../api/download.js';
import { Button } from '../../components/ui/button.js';
import { Card } from '../../components/ui/card.js';
import { Cell, Row, Table } from '../../components/ui/table.js';
import { importColumns, templateCsv } from './import-file.js';

/** What a file must look like, and one to begin with. */
export function ColumnHelp() {
  return (
    <Card
      title="What the file holds"
      aside={
        <Button size="small" onClick={() => save(templateCsv(), 'trips.csv')}>
          <Download aria-hidden />
          Template
        </Button>
      }
    >
      <p className="border-b border-line px-4 py-2.5 text-muted">
        Its first row names the columns, in any order; every further row is a trip.
      </p>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Columns of a file">
        <Table caption="Columns of a file" columns={['Column', 'Holds', 'Example']}>
          {Object.entries(importColumns).map(([column, { needed, holds, example }]) => (
            <Row key={column}>
              <Cell className="font-mono text-xs leading-5">{column}</Cell>
              <Cell>
                {holds}
                {needed && <span className="font-medium"> · needed</span>}
              </Cell>
              <Cell className="text-xs leading-5 whitespace-nowrap text-muted">{example}</Cell>
            </Row>
          ))}
        </Table>
      </div>
    </Card>
  );
}
