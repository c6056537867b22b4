import type { AlertView, VisitView } from '@watch-tower/contracts';
import { useRef, type PointerEvent } from 'react';
import { formatClock, formatInstant } from '../../format/instants.js';
import { formatSpeed } from '../../format/quantities.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { kindInWords } from '../alerts/alert-words.js';
import { shareOf, ticksOf } from './time-axis.js';
import type { TrackWindow } from './track-window.js';
import { overspeedKmh, type Moment, type PlayedTrack } from './track.js';

const width = 1_000;
const height = 120;
const speedMaxKmh = 100;
const yOf = (speedKmh: number): number => height - (Math.min(speedKmh, speedMaxKmh) / speedMaxKmh) * height;
const keyStepMs = 60_000;
const dayMs = 86_400_000;

/** Speed over time with what happened meanwhile; the line to drag is the instant that is shown on the map. */
export function SpeedGraph({
  window,
  track,
  visits,
  alerts,
  atMs,
  moment,
  onSeek,
}: {
  window: TrackWindow;
  track: PlayedTrack;
  visits: readonly VisitView[];
  alerts: readonly AlertView[];
  atMs: number;
  moment: Moment | null;
  onSeek: (ms: number) => void;
}) {
  const graph = useRef<HTMLDivElement>(null);
  const xOf = (ms: number): number => shareOf(window, ms) * width;
  const seekTo = ({ clientX, buttons }: PointerEvent): void => {
    const box = graph.current?.getBoundingClientRect();
    if (!box || buttons === 0) return;
    onSeek(window.fromMs + ((clientX - box.left) / box.width) * (window.toMs - window.fromMs));
  };
  const long = window.toMs - window.fromMs > dayMs;
  const tickText = (ms: number): string =>
    long
      ? formatInstant(new Date(ms).toISOString(), operatorTimeZone, Date.now())
      : formatClock(ms, operatorTimeZone).slice(0, 5);

  return (
    <div className="px-4 pt-3 pb-2 select-none">
      <div
        ref={graph}
        role="slider"
        tabIndex={0}
        aria-label="Time on the track"
        aria-valuemin={window.fromMs}
        aria-valuemax={window.toMs}
        aria-valuenow={Math.round(atMs)}
        aria-valuetext={`${formatClock(atMs, operatorTimeZone)}, ${formatSpeed(moment?.fix.speedKmh ?? null)}`}
        className="relative h-28 cursor-ew-resize touch-none rounded-md bg-sunken"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={seekTo}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -keyStepMs, ArrowRight: keyStepMs }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          onSeek(atMs + step * (event.shiftKey ? 10 : 1));
        }}
      >
        <svg
          aria-hidden
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="size-full overflow-hidden rounded-md"
        >
          <defs>
            <pattern
              id="silence"
              width="8"
              height="8"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line y2="8" className="stroke-outdated" strokeWidth="3" opacity="0.35" />
            </pattern>
          </defs>
          {visits.map(({ id, startedAt, endedAt }) => {
            const x = xOf(Date.parse(startedAt));
            const end = xOf(endedAt === null ? window.toMs : Date.parse(endedAt));
            return (
              <rect key={id} x={x} width={end - x} height={height} className="fill-accent" opacity="0.14" />
            );
          })}
          {track.gaps.map(({ fromMs, toMs }) => (
            <rect
              key={fromMs}
              x={xOf(fromMs)}
              width={xOf(toMs) - xOf(fromMs)}
              height={height}
              fill="url(#silence)"
            />
          ))}
          <line
            x2={width}
            y1={yOf(overspeedKmh)}
            y2={yOf(overspeedKmh)}
            className="stroke-outdated"
            strokeDasharray="4 4"
            vectorEffect="non-scaling-stroke"
            opacity="0.6"
          />
          <path
            d={pathOf(track, xOf)}
            fill="none"
            className="stroke-accent"
            strokeWidth="1.75"
            vectorEffect="non-scaling-stroke"
            strokeLinejoin="round"
          />
        </svg>
        {alerts.map((alert) => (
          <span
            key={alert.id}
            title={`${kindInWords(alert.kind)}, ${formatClock(alert.openedAt, operatorTimeZone)}`}
            className="absolute top-0 size-2 -translate-x-1/2 rotate-45 bg-idling"
            style={{ left: `${shareOf(window, Date.parse(alert.openedAt)) * 100}%` }}
          />
        ))}
        <span
          aria-hidden
          className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink"
          style={{ left: `${shareOf(window, atMs) * 100}%` }}
        />
        <span aria-hidden className="absolute top-1 left-1.5 text-2xs text-muted">
          km/h
        </span>
      </div>
      <div aria-hidden className="relative mt-1 h-4 text-2xs text-muted">
        {ticksOf(window).map((ms) => (
          <span
            key={ms}
            className="absolute -translate-x-1/2 whitespace-nowrap"
            style={{ left: `${shareOf(window, ms) * 100}%` }}
          >
            {tickText(ms)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Cut where nothing was heard, and where the device did not say how fast it was. */
function pathOf({ accepted, gaps }: PlayedTrack, xOf: (ms: number) => number): string {
  const gapEnds = new Set(gaps.map(({ toMs }) => toMs));
  let drawing = false;
  return accepted
    .map(({ atMs, speedKmh }) => {
      if (speedKmh === null) {
        drawing = false;
        return '';
      }
      const step = drawing && !gapEnds.has(atMs) ? 'L' : 'M';
      drawing = true;
      return `${step}${xOf(atMs).toFixed(1)} ${yOf(speedKmh).toFixed(1)}`;
    })
    .join('');
}
