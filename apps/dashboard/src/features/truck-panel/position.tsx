import { Check, Copy, Navigation } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Instant } from '../../components/instant.js';
import { classNames } from '../../components/ui/class-names.js';
import { useNow } from '../../components/use-now.js';
import { formatAge, formatCoordinates, formatHeading } from '../../format/quantities.js';
import { ageSecondsOf, type LiveTruck } from '../live-trucks/live-trucks.js';

/** Where a truck is, how it moves, and how old that knowledge is, or was at `atMs`. */
export function Position({ truck, atMs }: { truck: LiveTruck; atMs: number | null }) {
  const nowMs = useNow(1_000);
  const age = ageSecondsOf(truck, atMs ?? nowMs);
  return (
    <>
      <div className="grid grid-cols-[1fr_1.25fr_1fr] divide-x divide-line border-y border-line bg-sunken text-center">
        <Figure label="Speed">
          {truck.speedKmh === null ? '–' : Math.round(truck.speedKmh)}
          <Unit>km/h</Unit>
        </Figure>
        <Figure label="Heading">
          {truck.headingDegrees !== null && (
            <Navigation
              aria-hidden
              className="mr-1.5 size-3.5 shrink-0 self-center text-accent"
              style={{ rotate: `${truck.headingDegrees - 45}deg` }}
              fill="currentColor"
            />
          )}
          <span className="text-base whitespace-nowrap">{formatHeading(truck.headingDegrees)}</span>
        </Figure>
        <Figure label="Age of the fix">
          <span data-testid="age" className={classNames(age > 300 && 'text-outdated-text')}>
            {formatAge(age)}
          </span>
        </Figure>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 px-4 py-3 text-sm">
        <Fact name="Last seen">
          <Instant at={truck.deviceTime} show="second" />
        </Fact>
        <Fact name="Received">
          <Received truck={truck} />
        </Fact>
        <Fact name="Ignition">{truck.ignition === null ? '–' : truck.ignition ? 'On' : 'Off'}</Fact>
        <Fact name="Position">
          <Coordinates truck={truck} />
        </Fact>
      </dl>
    </>
  );
}

function Received({ truck }: { truck: LiveTruck }) {
  const lagSeconds = Math.max(0, (Date.parse(truck.receivedAt) - Date.parse(truck.deviceTime)) / 1_000);
  return (
    <>
      <Instant at={truck.receivedAt} show="clock" />{' '}
      <span className="text-muted">{formatAge(lagSeconds)} after the fix</span>
    </>
  );
}

function Coordinates({ truck }: { truck: LiveTruck }) {
  const text = formatCoordinates(truck.latitude, truck.longitude);
  const [copied, setCopied] = useState(false);
  return (
    <span className="flex items-center justify-end gap-1">
      <span data-testid="coordinates">{text}</span>
      <button
        type="button"
        aria-label={copied ? 'Copied' : 'Copy the coordinates'}
        className="grid size-6 place-items-center rounded text-faint hover:text-ink"
        onClick={() => {
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            // Not allowed, or no secure page: the text can still be selected by hand.
            () => setCopied(false),
          );
        }}
        onBlur={() => setCopied(false)}
      >
        {copied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
      </button>
    </span>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="px-2 py-2.5">
      <div className="flex h-7 items-baseline justify-center text-xl font-semibold">{children}</div>
      <div className="text-2xs text-muted">{label}</div>
    </div>
  );
}

function Unit({ children }: { children: string }) {
  return <span className="ml-1 text-xs font-normal text-muted">{children}</span>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </>
  );
}
