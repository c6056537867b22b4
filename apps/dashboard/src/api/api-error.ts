import type { Problem } from '@watch-tower/contracts';

/** A request that did not succeed. `status` is 0 when no answer came: the gateway is away, or the network is. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    /** For people: what happened, and what to do where that is known. */
    message: string,
    readonly problem: Problem | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What to tell a person about any error. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The error in an answer that is not 2xx: its problem+json, or its bare status where something else answered. */
export async function errorOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false;
  const problem = isProblem ? ((await response.json()) as Problem) : null;
  const message = problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`;
  return new ApiError(response.status, message, problem);
}

/** What is wrong with which field, as the server says; empty where it names none. */
export function faultsOf(error: unknown): ReadonlyMap<string, string> {
  const errors = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  return new Map(errors.map(({ field, message }) => [field, message]));
}

/** The first fault of one of the fields, or of a part of it: `place` has that of `place.latitude` too. */
export function faultAt(faults: ReadonlyMap<string, string>, ...fields: string[]): string | undefined {
  const isOf = (name: string) => (field: string) => name === field || name.startsWith(`${field}.`);
  return [...faults].find(([name]) => fields.some(isOf(name)))?.[1];
}
