import type { Stack, StackOptions } from '@watch-tower/stack';

/** What a check is run with. */
export type Session = {
  readonly say: (line: string) => void;
  /** Of whatever chance decides in the check; printed, so that a run can be told again. */
  readonly seed: number;
  /** How many of the recorded cabs are taken. */
  readonly cabs: number;
  /** The round of CI: less of everything. */
  readonly short: boolean;
  /** A whole system of the check's own, in a folder that is emptied first; stopped when the check has ended. */
  readonly startStack: (options: Pick<StackOptions, 'demo' | 'env'>) => Promise<Stack>;
};

/** One promise of the issue, put to the test. */
export type Check = {
  readonly name: string;
  readonly what: string;
  /** Says what it counts. @returns whether the promise holds. */
  readonly run: (session: Session) => Promise<boolean>;
};
