import type { Motion } from '@watch-tower/contracts';
import { classNames } from './ui/class-names.js';

export const motionNames: Record<Motion, string> = {
  moving: 'Moving',
  idling: 'Idling',
  stationary: 'Stationary',
  outdated: 'Outdated',
};

const grounds: Record<Motion, string> = {
  moving: 'bg-moving-soft text-moving-text',
  idling: 'bg-idling-soft text-idling-text',
  stationary: 'bg-stationary-soft text-stationary-text',
  outdated: 'bg-outdated-soft text-outdated-text',
};

const colours: Record<Motion, string> = {
  moving: 'text-moving',
  idling: 'text-idling',
  stationary: 'text-stationary',
  outdated: 'text-outdated',
};

/** The mark that a truck has on the map, small; an arrow turns to where the truck heads. */
export function MotionMark({
  motion,
  headingDegrees = null,
}: {
  motion: Motion;
  headingDegrees?: number | null;
}) {
  return (
    <svg
      aria-hidden
      viewBox="-12 -12 24 24"
      className={classNames('size-4 shrink-0', colours[motion])}
      style={{ rotate: `${headingDegrees ?? 0}deg` }}
    >
      {motion === 'moving' ? (
        <path d="M0-10 7.5 9Q0 4-7.5 9Z" fill="currentColor" />
      ) : motion === 'outdated' ? (
        <circle r="5.5" fill="none" stroke="currentColor" strokeWidth="3" />
      ) : (
        <>
          <circle r="6.5" fill="currentColor" />
          {motion === 'idling' && <path d="M0-11 4.6-4.6h-9.2Z" fill="currentColor" />}
        </>
      )}
    </svg>
  );
}

export function MotionBadge({ motion }: { motion: Motion }) {
  return (
    <span className={classNames('rounded px-1.5 py-0.5 text-xs font-medium', grounds[motion])}>
      {motionNames[motion]}
    </span>
  );
}
