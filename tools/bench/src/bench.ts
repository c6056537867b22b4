import type { Stack } from '@watch-tower/stack';

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

/** One line of `measured.md`: how ours compares with a named floor, in one run on one machine. */
export type Bench = {
  readonly id: string;
  readonly title: string;
  readonly run: (stack: Stack, say: (line: string) => void) => Promise<Figure[]>;
};

export const holds = ({ value, aim, isVoid }: Figure): boolean | undefined => {
  if (aim === undefined || isVoid === true) return undefined;
  return 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost;
};
