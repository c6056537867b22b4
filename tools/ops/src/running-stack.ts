import { readFileSync } from 'node:fs';

/** What `.local/stack.json` says, as far as it is looked at here. */
type RunningStack = {
  readonly kafka: { readonly brokers: string[] };
  readonly services: Readonly<Record<string, { readonly env: Readonly<Record<string, string>> }>>;
};

/** The system that runs in this clone; undefined where none does. */
export const runningStack = (): RunningStack | undefined => {
  try {
    return JSON.parse(readFileSync('.local/stack.json', 'utf8')) as RunningStack;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};
