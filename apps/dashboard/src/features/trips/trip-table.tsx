import type { TripSummary } from '@watch-tower/contracts';
import { Link } from 'react-router';
import { Instant } from '../../components/instant.js';
import { TripBadge } from '../../components/trip-badge.js';
import { classNames } from '../../components/ui/class-names.js';
import { AwaitedRows, Cell, Row, Second, Table } from '../../components/ui/table.js';
import { formatLateness, minutesLate } from '../../format/instants.js';
import { formatAge } from '../../format/quantities.js';
import { TripFlags } from './trip-flags.js';

const columns = [
  'Trip',
  'Stage',
  'Truck and driver',
  'From and to',
  'Containers',
  'Departure',
  'Arrival',
] as const;

/** The trips of a list, a row each; the business id leads to the trip. */
export function TripTable({ trips, awaiting }: { trips: readonly TripSummary[]; awaiting: boolean }) {
  return (
    <Table caption="Trips, newest departure first" columns={columns} className="min-w-[56rem]">
      {trips.map((trip) => (
        <TripRow key={trip.id} trip={trip} />
      ))}
      {awaiting && trips.length === 0 && <AwaitedRows columns={columns.length} />}
    </Table>
  );
}

function TripRow({ trip }: { trip: TripSummary }) {
  return (
    <Row data-trip={trip.vpcId}>
      <Cell>
        <Link
          to={`/trips/${trip.id}`}
          data-trip-link
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          {trip.vpcId}
        </Link>
        <Second>{trip.client?.name ?? 'No client'}</Second>
      </Cell>
      <Cell>
        <div className="flex flex-wrap gap-1">
          <TripBadge status={trip.status} stage={trip.stage} />
          <TripFlags trip={trip} />
        </div>
      </Cell>
      <Cell>
        {trip.truck ? (
          <Link to={`/map?truck=${trip.truck.id}`} className="underline-offset-4 hover:underline">
            {trip.truck.number ?? 'Unknown truck'}
          </Link>
        ) : (
          <span className="text-faint">No truck</span>
        )}
        <Second>{trip.driver ? (trip.driver.name ?? 'Unknown driver') : 'No driver'}</Second>
      </Cell>
      <Cell>
        {trip.pickup.name ?? 'Unknown place'}
        <Second>to {trip.delivery.name ?? 'unknown place'}</Second>
      </Cell>
      <Cell className="font-mono text-xs leading-5">
        {trip.containers.length === 0 && <span className="text-faint">–</span>}
        {trip.containers.map(({ number, lengthFeet }) => (
          <div key={number} className="whitespace-nowrap">
            {number} {lengthFeet !== null && <span className="text-muted">{lengthFeet}′</span>}
          </div>
        ))}
      </Cell>
      <Cell>
        <Instant at={trip.actualDeparture ?? trip.scheduledDeparture} />
        <Second>
          <DepartureRemark trip={trip} />
        </Second>
      </Cell>
      <Cell>
        <Instant at={trip.arrivalTime} />
      </Cell>
    </Row>
  );
}

/** Beside a departure: how late it was, or that it is still to come, or that it should have been. */
function DepartureRemark({ trip }: { trip: TripSummary }) {
  if (trip.actualDeparture !== null) return <Lateness of={[trip.scheduledDeparture, trip.actualDeparture]} />;
  const overdueSeconds = (Date.now() - Date.parse(trip.scheduledDeparture)) / 1_000;
  if (trip.status !== 'scheduled' || overdueSeconds < 60) return 'planned';
  return <span className="text-idling-text">overdue {formatAge(overdueSeconds)}</span>;
}

/** How far a fact is from its plan; long delays stand out. */
export function Lateness({ of: [planned, actual] }: { of: readonly [string | null, string | null] }) {
  const minutes = minutesLate(planned, actual);
  if (minutes === null) return null;
  // Two hours after schedule a departure counts as delayed.
  const tone = minutes >= 120 ? 'text-outdated-text' : minutes > 15 ? 'text-idling-text' : 'text-moving-text';
  return <span className={classNames('text-xs whitespace-nowrap', tone)}>{formatLateness(minutes)}</span>;
}
