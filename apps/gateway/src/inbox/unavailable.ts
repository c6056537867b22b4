import { ProblemError } from '@watch-tower/errors';

/** Nothing was accepted, or nobody can tell whether it was: whoever sends must send again. */
export const inboxUnavailable = (cause?: unknown): ProblemError =>
  new ProblemError(
    'unavailable',
    'inbox_unavailable',
    'Nothing can be accepted for the moment; send it again.',
    {
      retryAfterSeconds: 5,
      cause,
    },
  );
