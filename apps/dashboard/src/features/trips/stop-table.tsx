import type { Evidence, Milestone, Outlook, TripDetails } from '@watch-tower/contracts';
import { Pencil } from 'lucide-react';
import { Instant } from '../../components/instant.js';
import { Button } from '../../components/ui/button.js';
import { Cell, Row, Second, Table } from '../../components/ui/table.js';
import type { NameOf } from '../../session/use-people.js';
import { EvidenceNote } from './evidence-note.js';
import { OutlookNote } from './outlook-note.js';
import { stopTimes } from './stop-times.js';
import { Lateness } from './trip-table.js';
import { milestoneNames, stopNames } from './trip-words.js';

/** A time of a trip that somebody may set by hand, and what is told of it now. */
export type TimeToCorrect = {
  milestone: Milestone;
  stopIndex: number | null;
  /** What it is the time of, in words. */
  name: string;
  actual: { at: string; evidence: Evidence } | null;
};

/** Each stop with what was planned, what happened, how far apart they are and why we believe it. */
export function StopTable({
  trip,
  outlook,
  nameOf,
  onCorrect,
}: {
  trip: TripDetails;
  /** When the truck is expected at the stop it is on its way to; null where nobody can say. */
  outlook: Outlook | null;
  nameOf: NameOf;
  /** Null for whoever may only look. */
  onCorrect: ((time: TimeToCorrect) => void) | null;
}) {
  const times = stopTimes(trip);
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Times of the stops">
      <Table
        caption="Times of the stops, planned and actual"
        columns={['Stop', 'Time', 'Planned', 'Actual', 'Difference']}
        className="min-w-[40rem]"
      >
        {trip.stops.map((stop, index) =>
          (times[index] ?? []).map(({ milestone, planned, actual }, line, lines) => (
            <Row key={`${index} ${milestone}`} data-time={`${index} ${milestone}`}>
              {line === 0 && (
                <th
                  scope="row"
                  rowSpan={lines.length}
                  className="min-w-36 py-2 pr-3 pl-4 text-left align-top font-medium"
                >
                  {stop.location.name ?? 'Unknown place'}
                  <Second>
                    <span className="font-normal">{stopNames[stop.kind]}</span>
                  </Second>
                  {stop.broughtTo && stop.broughtTo.id !== stop.locationId && (
                    <Second>
                      <span className="font-normal">brought to {stop.broughtTo.name ?? 'another place'}</span>
                    </Second>
                  )}
                </th>
              )}
              <Cell className="whitespace-nowrap text-muted first:pl-3">{milestoneNames[milestone]}</Cell>
              <Cell>
                <Instant at={planned} />
              </Cell>
              <Cell>
                <div className="flex items-center gap-1">
                  <Instant at={actual?.at ?? null} />
                  {onCorrect && (
                    <CorrectButton
                      time={{
                        milestone,
                        stopIndex: index,
                        name: `${milestoneNames[milestone].toLowerCase()} at ${stop.location.name ?? 'an unknown place'}`,
                        actual,
                      }}
                      onCorrect={onCorrect}
                    />
                  )}
                </div>
                {actual && <EvidenceNote evidence={actual.evidence} trip={trip} nameOf={nameOf} />}
                {milestone === 'arrival' && actual === null && outlook?.stopIndex === index && (
                  <OutlookNote outlook={outlook} />
                )}
              </Cell>
              <Cell>
                <Lateness of={[planned, actual?.at ?? null]} />
              </Cell>
            </Row>
          )),
        )}
      </Table>
    </div>
  );
}

export function CorrectButton({
  time,
  onCorrect,
}: {
  time: TimeToCorrect;
  onCorrect: (time: TimeToCorrect) => void;
}) {
  return (
    <Button
      look="ghost"
      size="small"
      className="h-6 px-1.5"
      aria-label={`Correct: ${time.name}`}
      onClick={() => onCorrect(time)}
    >
      <Pencil aria-hidden className="size-3!" />
      Correct
    </Button>
  );
}
