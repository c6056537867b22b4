import type { DeviceQuality } from '@watch-tower/contracts';
import { AlarmClockCheck } from 'lucide-react';
import { Link } from 'react-router';
import { call } from '../../api/call.js';
import { usePages } from '../../api/use-pages.js';
import { Instant } from '../../components/instant.js';
import { MoreButton } from '../../components/more-button.js';
import { Card } from '../../components/ui/card.js';
import { EmptyState, ErrorNotice } from '../../components/ui/notice.js';
import { AwaitedRows, Cell, Row, Second, Table } from '../../components/ui/table.js';
import type { WindowHours } from './quality-filter.js';
import { clockNames, offsetWords } from './quality-words.js';

const pageSize = 50;
const columns = ['Truck', 'Clock', 'Off by', 'Since', 'Reports'] as const;

/** The devices whose clock or zone is off. `round` changes when all of the page is loaded again. */
export function ClocksCard({ hours, round }: { hours: WindowHours; round: number }) {
  const list = usePages<DeviceQuality>(
    `clocks ${hours} ${round}`,
    ({ cursor, signal }) =>
      call('findDevices', { query: { clock: 'off', hours, limit: pageSize, cursor }, signal }),
    ({ truckId }) => truckId,
  );
  return (
    <Card title="Clocks that are off">
      {list.error !== null && (
        <ErrorNotice
          title="The clocks could not be loaded"
          error={list.error}
          onRetry={list.reload}
          className="m-4"
        />
      )}
      {list.pages?.items.length === 0 ? (
        <EmptyState icon={AlarmClockCheck} title="Every clock that could be judged is right">
          A clock is judged by the newest reports of its device, every 5 minutes. A wrong one makes fixes come
          from the future or hours late, and visits at the wrong time.
        </EmptyState>
      ) : (
        (list.pages || list.error === null) && (
          <div
            className="max-h-[31rem] overflow-auto"
            tabIndex={0}
            role="region"
            aria-label="Devices whose clock is off"
          >
            <Table caption="Devices whose clock is off, by truck number" columns={columns}>
              {list.pages?.items.map((device) => (
                <ClockRow key={device.truckId} device={device} />
              ))}
              {!list.pages && <AwaitedRows columns={columns.length} />}
            </Table>
            <MoreButton list={list} />
          </div>
        )
      )}
    </Card>
  );
}

function ClockRow({ device: { truckId, number, imei, clock } }: { device: DeviceQuality }) {
  if (clock === null) return null;
  const { name, meaning } = clockNames[clock.verdict];
  return (
    <Row data-device={truckId}>
      <Cell>
        <Link
          to={`/trucks/${truckId}`}
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          {number}
        </Link>
        <Second>{imei ?? 'no IMEI'}</Second>
      </Cell>
      <Cell>
        <span
          title={meaning}
          className="rounded bg-outdated-soft px-1.5 py-0.5 text-xs font-medium whitespace-nowrap text-outdated-text"
        >
          {name}
        </span>
      </Cell>
      <Cell className="font-medium whitespace-nowrap">{offsetWords(clock)}</Cell>
      <Cell>
        <Instant at={clock.judgedAt} />
      </Cell>
      <Cell>
        <span title="How many of its newest reports this was judged by">{clock.evidence.reports}</span>
      </Cell>
    </Row>
  );
}
