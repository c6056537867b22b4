import { ArrowDownNarrowWide, SearchX, Truck } from 'lucide-react';
import { useNow } from '../../components/use-now.js';
import { MotionMark, motionNames } from '../../components/motion-badge.js';
import { Button } from '../../components/ui/button.js';
import { classNames } from '../../components/ui/class-names.js';
import { SearchField } from '../../components/ui/field.js';
import { Awaited, EmptyState } from '../../components/ui/notice.js';
import type { LiveTruck, LiveTrucks } from '../live-trucks/live-trucks.js';
import { countByMotion, motions } from './find-in-fleet.js';
import { useFleetFilter } from './fleet-filter-store.js';
import { TruckRows } from './truck-rows.js';

type TruckListProps = {
  trucks: LiveTrucks;
  found: readonly LiveTruck[];
  /** Before the first snapshot nothing is known, which is not the same as an empty fleet. */
  known: boolean;
  /** The moment that is looked at; null for now. */
  atMs: number | null;
  /** A second line under a truck's number, by its id. */
  notes: ReadonlyMap<string, string> | null;
  selectedId: string | null;
  onSelect: (truckId: string) => void;
};

/** The fleet beside the map: search, counts by motion that are filters too, and the trucks found. */
export function TruckList({ trucks, found, known, atMs, notes, selectedId, onSelect }: TruckListProps) {
  const { text, motion, order, change } = useFleetFilter();
  const clockMs = useNow(1_000);
  const counts = countByMotion(trucks, text);
  return (
    <section aria-label="Trucks" aria-busy={!known} className="flex min-h-0 flex-1 flex-col">
      <div className="space-y-2.5 border-b border-line p-3">
        <SearchField
          label="Search trucks by number"
          placeholder="Truck number"
          value={text}
          onChange={(value) => change({ text: value })}
        />
        <div role="group" aria-label="Filter by motion" className="grid grid-cols-4 gap-1">
          {motions.map((candidate) => (
            <button
              key={candidate}
              type="button"
              aria-pressed={motion === candidate}
              onClick={() => change({ motion: motion === candidate ? null : candidate })}
              className={classNames(
                'rounded-md border px-1 pt-1.5 pb-1 text-center transition-colors',
                motion === candidate
                  ? 'border-accent bg-accent-soft'
                  : 'border-line bg-surface hover:border-line-strong hover:bg-sunken',
              )}
            >
              <span className="flex items-center justify-center gap-1 text-base leading-5 font-semibold">
                <MotionMark motion={candidate} />
                {counts[candidate]}
              </span>
              <span className="block truncate text-2xs text-muted">{motionNames[candidate]}</span>
            </button>
          ))}
        </div>
      </div>
      <div className="flex h-9 shrink-0 items-center justify-between border-b border-line bg-sunken pr-1.5 pl-3 text-xs text-muted">
        <span role="status">
          {known ? `${found.length} of ${trucks.size} trucks` : 'Waiting for the first positions…'}
        </span>
        <Button
          look="ghost"
          size="small"
          className="px-1.5 font-normal"
          onClick={() => change({ order: order === 'number' ? 'oldest' : 'number' })}
        >
          <ArrowDownNarrowWide aria-hidden />
          {order === 'number' ? 'By number' : 'Oldest fix first'}
        </Button>
      </div>
      {!known ? (
        <WaitingRows />
      ) : found.length > 0 ? (
        <TruckRows
          trucks={found}
          nowMs={atMs ?? clockMs}
          notes={notes}
          selectedId={selectedId}
          onSelect={onSelect}
        />
      ) : trucks.size === 0 ? (
        <EmptyState icon={Truck} title={atMs === null ? 'No truck has reported yet' : 'No truck was heard'}>
          {atMs === null
            ? 'Trucks appear here with their first position.'
            : 'No position of the week before is kept. Choose another time.'}
        </EmptyState>
      ) : (
        <EmptyState icon={SearchX} title="No truck matches">
          <Button size="small" className="mt-2" onClick={() => change({ text: '', motion: null })}>
            Show all trucks
          </Button>
        </EmptyState>
      )}
    </section>
  );
}

function WaitingRows() {
  return (
    <div className="space-y-4 p-4">
      {Array.from({ length: 9 }, (_, row) => (
        <div key={row} className="flex items-center justify-between">
          <Awaited className="h-4 w-28" />
          <Awaited className="h-4 w-14" />
        </div>
      ))}
    </div>
  );
}
