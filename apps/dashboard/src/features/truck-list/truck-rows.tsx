import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { MotionMark, motionNames } from '../../components/motion-badge.js';
import { classNames } from '../../components/ui/class-names.js';
import { formatAge, formatSpeed } from '../../format/quantities.js';
import { ageSecondsOf, type LiveTruck } from '../live-trucks/live-trucks.js';
import { scrollToRow, visibleRows } from './visible-rows.js';

const rowPx = 44;
const agedSeconds = 300;

type TruckRowsProps = {
  trucks: readonly LiveTruck[];
  nowMs: number;
  notes: ReadonlyMap<string, string> | null;
  selectedId: string | null;
  onSelect: (truckId: string) => void;
};

/** A list of a thousand trucks, of which only those in sight are in the page. Arrow keys walk through it. */
export function TruckRows({ trucks, nowMs, notes, selectedId, onSelect }: TruckRowsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ topPx: 0, heightPx: 800 });
  const selectedRow = trucks.findIndex(({ truckId }) => truckId === selectedId);

  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const measure = (): void => setView({ topPx: element.scrollTop, heightPx: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  // A truck picked on the map comes into sight. Only then: rows that move past must not drag the list along.
  useEffect(() => {
    const element = list.current;
    if (!element || selectedRow < 0) return;
    element.scrollTop = scrollToRow(selectedRow, rowPx, element.scrollTop, element.clientHeight);
  }, [selectedId]);

  const walk = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowDown: selectedRow + 1,
      ArrowUp: selectedRow < 0 ? 0 : selectedRow - 1,
      Home: 0,
      End: trucks.length - 1,
    };
    const row = steps[event.key];
    if (row === undefined) return;
    event.preventDefault();
    const truck = trucks[Math.min(trucks.length - 1, Math.max(0, row))];
    if (truck) onSelect(truck.truckId);
  };

  const { first, last } = visibleRows(trucks.length, rowPx, view.topPx, view.heightPx);
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Trucks found"
      tabIndex={0}
      aria-activedescendant={selectedRow >= first && selectedRow < last ? optionId(selectedId) : undefined}
      onKeyDown={walk}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: trucks.length * rowPx }}>
        {trucks.slice(first, last).map((truck, i) => (
          <Row
            key={truck.truckId}
            truck={truck}
            ageSeconds={ageSecondsOf(truck, nowMs)}
            note={notes?.get(truck.truckId)}
            selected={truck.truckId === selectedId}
            place={{ row: first + i, of: trucks.length }}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  );
}

type RowProps = {
  truck: LiveTruck;
  ageSeconds: number;
  note: string | undefined;
  selected: boolean;
  place: { row: number; of: number };
  onSelect: (truckId: string) => void;
};

function Row({ truck, ageSeconds, note, selected, place, onSelect }: RowProps) {
  return (
    <div
      role="option"
      id={optionId(truck.truckId)}
      aria-selected={selected}
      aria-posinset={place.row + 1}
      aria-setsize={place.of}
      data-truck={truck.number}
      data-version={truck.version}
      data-latitude={truck.latitude}
      data-longitude={truck.longitude}
      onClick={() => onSelect(truck.truckId)}
      style={{ top: place.row * rowPx, height: rowPx }}
      className={classNames(
        'absolute inset-x-0 grid grid-cols-[auto_1fr_auto_3.75rem] items-center gap-2.5 border-b border-line/70 px-3',
        selected ? 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-sunken',
      )}
    >
      <MotionMark motion={truck.motion} headingDegrees={truck.headingDegrees} />
      <span className="min-w-0">
        <span className="block truncate font-medium">{truck.number}</span>
        {note !== undefined && (
          <span title={note} className="block truncate text-2xs text-muted">
            {note}
          </span>
        )}
      </span>
      <span className="text-right text-xs text-muted">
        {truck.motion === 'moving' ? formatSpeed(truck.speedKmh) : motionNames[truck.motion]}
      </span>
      <span
        className={classNames(
          'text-right text-xs',
          ageSeconds > agedSeconds ? 'text-outdated-text' : 'text-muted',
        )}
        title="Since its last fix"
      >
        {formatAge(ageSeconds)}
      </span>
    </div>
  );
}

const optionId = (truckId: string | null): string => `truck-${truckId}`;
