import type { RunningInfrastructure, Stack } from '@watch-tower/stack';

export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
  /** Beside the figure: what it was made of. */
  readonly detail?: string;
  /** The control run was outside 0.9–1.1: the figure says nothing. */
  readonly isVoid?: boolean;
};

/** What every benchmark gets. */
export type Session = {
  readonly say: (line: string) => void;
  /** So much work as this run is to do: all of it, or with `--short` a tenth. */
  readonly scale: (count: number) => number;
  /** How often the sides of a comparison have their turn. */
  readonly rounds: number;
  /** Aborted when the run is to end before its time. */
  readonly signal: AbortSignal;
};

/**
 * One line of `measured.md`: how ours compares with a named floor, in one run on one machine. What measures
 * libraries runs before any service does; what measures a start, after all of them.
 */
export type Bench = { readonly id: string; readonly title: string } & (
  | {
      readonly needs: 'infrastructure';
      readonly run: (infrastructure: RunningInfrastructure, session: Session) => Promise<Figure[]>;
    }
  | { readonly needs: 'stack'; readonly run: (stack: Stack, session: Session) => Promise<Figure[]> }
  | { readonly needs: 'nothing'; readonly run: (session: Session) => Promise<Figure[]> }
);

/** Undefined where a figure has no aim, or says nothing. */
export const holds = ({ value, aim, isVoid }: Figure): boolean | undefined => {
  if (aim === undefined || isVoid === true) return undefined;
  return 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost;
};
