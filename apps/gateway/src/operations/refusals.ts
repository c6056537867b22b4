import type { CommandOutcome, Operation, Refusal } from '@watch-tower/contracts';
import { ProblemError, type ErrorKind } from '@watch-tower/errors';

type RefusalKind = Refusal['kind'];

/** What a refusal is over HTTP, decided once: well-formed but invalid, and a reused key, are 422. */
const answers: Record<
  RefusalKind,
  { readonly kind: ErrorKind; readonly status: number; readonly title: string }
> = {
  invalid: { kind: 'key_reused', status: 422, title: 'Not processable' },
  not_found: { kind: 'not_found', status: 404, title: 'Not found' },
  conflict: { kind: 'conflict', status: 409, title: 'In conflict with the present state' },
  stale: { kind: 'stale', status: 412, title: 'Changed in the meantime' },
  key_reused: { kind: 'key_reused', status: 422, title: 'Not processable' },
};

/** The owner's refusal as the answer to the request that asked. */
export const refusalError = (refusal: Refusal): ProblemError =>
  new ProblemError(answers[refusal.kind].kind, refusal.code, refusal.message, {
    errors: refusal.field === undefined ? undefined : [{ field: refusal.field, message: refusal.message }],
  });

/** A fault on the owner's side: whoever asked can only be told so. */
export const failedError = (): ProblemError =>
  new ProblemError('internal', 'command_failed', 'The command could not be carried out: a fault of ours.');

/** What an operation shows of an outcome that is no success. */
export const problemOf = (outcome: CommandOutcome): Operation['problem'] => {
  switch (outcome.result) {
    case 'succeeded':
      return null;
    case 'failed':
      return {
        type: 'urn:watch-tower:problem:command_failed',
        title: 'A fault of ours',
        status: 500,
        code: 'command_failed',
      };
    case 'refused': {
      const { kind, code, message, field } = outcome.refusal;
      return {
        type: `urn:watch-tower:problem:${code}`,
        title: answers[kind].title,
        status: answers[kind].status,
        code,
        detail: message,
        ...(field === undefined ? {} : { errors: [{ field, message }] }),
      };
    }
  }
};
