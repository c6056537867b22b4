import type { ImportedRow, ImportResult } from '@watch-tower/contracts';
import { Link } from 'react-router';
import { Cell, Row, Table } from '../../components/ui/table.js';
import { ShowMore } from './show-more.js';
import { useShownPart } from './use-shown-part.js';

/** What needs a person first. */
const order: Record<ImportedRow['status'], number> = { refused: 0, pending: 1, created: 2 };

/** What became of the good rows: the way to each trip, or why there is none. */
export function ResultTable({ result }: { result: ImportResult }) {
  const sorted = result.items.toSorted((a, b) => order[a.status] - order[b.status] || a.row - b.row);
  const { shown, hiddenCount, showMore } = useShownPart(sorted);
  return (
    <>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Trips of the file">
        <Table caption="Trips of the file" columns={['Row', 'Trip', 'What became of it']}>
          {shown.map((item) => (
            <Row key={item.row} data-imported={item.status}>
              <Cell className="text-muted">{item.row}</Cell>
              <Cell>
                {item.status === 'created' ? (
                  <Link
                    to={`/trips/${item.tripId}`}
                    className="font-medium text-accent underline-offset-4 hover:underline"
                  >
                    {item.vpcId}
                  </Link>
                ) : (
                  item.vpcId
                )}
              </Cell>
              <Cell>
                <Outcome item={item} />
              </Cell>
            </Row>
          ))}
        </Table>
      </div>
      <ShowMore hiddenCount={hiddenCount} onMore={showMore} />
    </>
  );
}

function Outcome({ item }: { item: ImportedRow }) {
  switch (item.status) {
    case 'created':
      return <span className="text-moving-text">Created</span>;
    case 'pending':
      return <span className="text-idling-text">Accepted; waits to be carried out</span>;
    case 'refused':
      return (
        <>
          <span className="text-danger">Refused: {item.problem.detail ?? item.problem.title}</span>
          {item.problem.errors?.map(({ field, message }) => (
            <div key={field} className="text-xs text-muted">
              <span className="font-mono">{field}</span> {message}
            </div>
          ))}
        </>
      );
    default:
      return item satisfies never;
  }
}
