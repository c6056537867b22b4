import type { TripSummary } from '@watch-tower/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Instant } from '../../components/instant.js';
import { TripBadge, TripFlag } from '../../components/trip-badge.js';
import { classNames } from '../../components/ui/class-names.js';
import { Awaited } from '../../components/ui/notice.js';
import { formatLateness, minutesLate } from '../../format/instants.js';
import { formatAge } from '../../format/quantities.js';

const head = 'px-3 py-2 text-left text-xs font-medium whitespace-nowrap text-muted';
const cell = 'px-3 py-2 align-top';

/** The trips of a list, a row each; the business id leads to the trip. */
export function TripTable({ trips, awaiting }: { trips: readonly TripSummary[]; awaiting: boolean }) {
  return (
    <table className="w-full min-w-[56rem] border-collapse text-sm">
      <caption className="sr-only">Trips, newest departure first</caption>
      <thead className="sticky top-0 z-10 bg-sunken shadow-[inset_0_-1px_0_var(--line)]">
        <tr>
          <th scope="col" className={classNames(head, 'pl-4')}>
            Trip
          </th>
          <th scope="col" className={head}>
            Stage
          </th>
          <th scope="col" className={head}>
            Truck and driver
          </th>
          <th scope="col" className={head}>
            From and to
          </th>
          <th scope="col" className={head}>
            Containers
          </th>
          <th scope="col" className={head}>
            Departure
          </th>
          <th scope="col" className={classNames(head, 'pr-4')}>
            Arrival
          </th>
        </tr>
      </thead>
      <tbody>
        {trips.map((trip) => (
          <TripRow key={trip.id} trip={trip} />
        ))}
        {awaiting && trips.length === 0 && <AwaitedRows />}
      </tbody>
    </table>
  );
}

function TripRow({ trip }: { trip: TripSummary }) {
  return (
    <tr data-trip={trip.vpcId} className="border-b border-line bg-surface hover:bg-sunken">
      <td className={classNames(cell, 'pl-4')}>
        <Link to={`/trips/${trip.id}`} className="font-medium text-accent underline-offset-4 hover:underline">
          {trip.vpcId}
        </Link>
        <Second>{trip.client?.name ?? 'No client'}</Second>
      </td>
      <td className={cell}>
        <div className="flex flex-wrap gap-1">
          <TripBadge status={trip.status} stage={trip.stage} />
          {trip.stale && <TripFlag title="A message of this trip could not be read">Out of date</TripFlag>}
          {trip.backdated && <TripFlag title="Entered after its departure">Backdated</TripFlag>}
        </div>
      </td>
      <td className={cell}>
        {trip.truck ? (
          <Link to={`/map?truck=${trip.truck.id}`} className="underline-offset-4 hover:underline">
            {trip.truck.number ?? 'Unknown truck'}
          </Link>
        ) : (
          <span className="text-faint">No truck</span>
        )}
        <Second>{trip.driver ? (trip.driver.name ?? 'Unknown driver') : 'No driver'}</Second>
      </td>
      <td className={cell}>
        {trip.pickup.name ?? 'Unknown place'}
        <Second>to {trip.delivery.name ?? 'unknown place'}</Second>
      </td>
      <td className={classNames(cell, 'font-mono text-xs leading-5')}>
        {trip.containers.length === 0 && <span className="text-faint">–</span>}
        {trip.containers.map(({ number, lengthFeet }) => (
          <div key={number} className="whitespace-nowrap">
            {number} {lengthFeet !== null && <span className="text-muted">{lengthFeet}′</span>}
          </div>
        ))}
      </td>
      <td className={cell}>
        <Instant at={trip.actualDeparture ?? trip.scheduledDeparture} />
        <Second>
          <DepartureRemark trip={trip} />
        </Second>
      </td>
      <td className={classNames(cell, 'pr-4')}>
        <Instant at={trip.arrivalTime} />
      </td>
    </tr>
  );
}

/** Beside a departure: how late it was, or that it is still to come, or that it should have been. */
function DepartureRemark({ trip }: { trip: TripSummary }) {
  if (trip.actualDeparture !== null) return <Lateness of={[trip.scheduledDeparture, trip.actualDeparture]} />;
  const overdueSeconds = (Date.now() - Date.parse(trip.scheduledDeparture)) / 1_000;
  if (trip.status !== 'scheduled' || overdueSeconds < 60) return 'planned';
  return <span className="text-idling-text">overdue {formatAge(overdueSeconds)}</span>;
}

function Second({ children }: { children: ReactNode }) {
  return <div className="text-xs text-muted">{children}</div>;
}

/** How far a fact is from its plan; long delays stand out. */
export function Lateness({ of: [planned, actual] }: { of: readonly [string | null, string | null] }) {
  const minutes = minutesLate(planned, actual);
  if (minutes === null) return null;
  // Two hours after schedule a departure counts as delayed.
  const tone = minutes >= 120 ? 'text-outdated-text' : minutes > 15 ? 'text-idling-text' : 'text-moving-text';
  return <span className={classNames('text-xs whitespace-nowrap', tone)}>{formatLateness(minutes)}</span>;
}

function AwaitedRows() {
  return Array.from({ length: 8 }, (_, row) => (
    <tr key={row} className="border-b border-line bg-surface">
      {Array.from({ length: 7 }, (_, column) => (
        <td key={column} className={classNames(cell, 'first:pl-4')}>
          <Awaited className="my-1 h-3.5 w-24" />
          <Awaited className="mb-1 h-2.5 w-16" />
        </td>
      ))}
    </tr>
  ));
}
