import type { DeviceQuality } from '@watch-tower/contracts';
import { SatelliteDish } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/call.js';
import { usePages } from '../../api/use-pages.js';
import { Instant } from '../../components/instant.js';
import { SearchAsYouType } from '../../components/search-as-you-type.js';
import { MoreButton } from '../../components/more-button.js';
import { Card } from '../../components/ui/card.js';
import { classNames } from '../../components/ui/class-names.js';
import { EmptyState, ErrorNotice } from '../../components/ui/notice.js';
import { AwaitedRows, Cell, Row, Second, Table } from '../../components/ui/table.js';
import { formatAge } from '../../format/quantities.js';
import { clockNames, formatShare, offsetWords } from './quality-words.js';

const pageSize = 50;
/** Slower than this is late for news; measured devices have p95 up to 8 minutes. */
const slowSeconds = 300;
const columns = [
  'Truck',
  'Fixes',
  'Lag: half / 95 %',
  'Came late',
  'Rejected',
  'Clock',
  'Last heard',
] as const;

/** How good the signals of each truck's device are. */
export function Devices({ hours, round }: { hours: number; round: number }) {
  const [text, setText] = useState('');
  const list = usePages<DeviceQuality>(
    `devices ${hours} ${round} ${text}`,
    ({ cursor, signal }) =>
      call('findDevices', {
        query: { hours, limit: pageSize, cursor, text: text.trim() === '' ? undefined : text.trim() },
        signal,
      }),
    ({ truckId }) => truckId,
  );
  return (
    <Card
      title="Devices"
      aside={
        <SearchAsYouType
          label="Search devices by truck"
          placeholder="Truck"
          text={text}
          onChange={setText}
          className="w-48"
        />
      }
    >
      <p className="px-4 pt-3 pb-2 text-muted">
        A lag runs from the time of the device to our receipt. Late is a fix that came after a newer one; it
        is history and moves no truck backwards.
      </p>
      {list.error !== null && (
        <ErrorNotice
          title="The devices could not be loaded"
          error={list.error}
          onRetry={list.reload}
          className="m-4"
        />
      )}
      {list.pages?.items.length === 0 ? (
        <EmptyState icon={SatelliteDish} title="No device matches">
          Every truck in use is listed here, also one that is silent.
        </EmptyState>
      ) : (
        <div
          className="max-h-[36rem] overflow-auto border-t border-line"
          tabIndex={0}
          role="region"
          aria-label="List of devices"
        >
          <Table caption="Devices, by truck number" columns={columns} className="min-w-[50rem]">
            {list.pages?.items.map((device) => (
              <DeviceRow key={device.truckId} device={device} />
            ))}
            {!list.pages && list.error === null && <AwaitedRows columns={columns.length} />}
          </Table>
          <MoreButton list={list} />
        </div>
      )}
    </Card>
  );
}

function DeviceRow({ device }: { device: DeviceQuality }) {
  const quarantined = Object.values(device.quarantined).reduce((sum, count) => sum + count, 0);
  const isOff = device.clock !== null && device.clock.verdict !== 'ok';
  return (
    <Row data-device={device.truckId}>
      <Cell>
        <Link
          to={`/trucks/${device.truckId}?said=device`}
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          {device.number}
        </Link>
        <Second>{device.imei ?? 'no IMEI'}</Second>
      </Cell>
      <Cell>{device.fixes}</Cell>
      <Cell className="whitespace-nowrap">
        <Lag seconds={device.lagP50Seconds} /> / <Lag seconds={device.lagP95Seconds} />
      </Cell>
      <Cell>{formatShare((device.lateShare ?? 0) * device.fixes, device.fixes) ?? '–'}</Cell>
      <Cell>
        {device.outliers + device.replaced + quarantined === 0 ? (
          <span className="text-faint">none</span>
        ) : (
          <ul className="text-xs">
            {device.outliers > 0 && <li>{device.outliers} outliers</li>}
            {device.replaced > 0 && <li>{device.replaced} replaced</li>}
            {quarantined > 0 && <li>{quarantined} in quarantine</li>}
          </ul>
        )}
      </Cell>
      <Cell className={classNames(isOff && 'font-medium text-outdated-text')}>
        {device.clock === null ? (
          <span className="text-faint">not judged yet</span>
        ) : (
          clockNames[device.clock.verdict].name
        )}
        {isOff && device.clock && (
          <Second>
            {offsetWords(device.clock)} since <Instant at={device.clock.judgedAt} />
          </Second>
        )}
      </Cell>
      <Cell>
        <Instant at={device.lastReceivedAt} />
      </Cell>
    </Row>
  );
}

function Lag({ seconds }: { seconds: number | null }) {
  if (seconds === null) return <span className="text-faint">–</span>;
  return (
    <span className={classNames(seconds > slowSeconds && 'text-outdated-text')}>
      {formatAge(Math.max(0, seconds))}
    </span>
  );
}
