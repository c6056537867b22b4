import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@watch-tower/contracts';
import { ProblemError, severityOf, type ErrorKind } from '@watch-tower/errors';
import type { Logger } from '@watch-tower/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { correlationIdOf } from './request-trace.js';

const titles: Record<ErrorKind, string> = {
  invalid: 'The request is not valid',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'In conflict with the present state',
  stale: 'Changed in the meantime',
  key_reused: 'Not processable',
  unprocessable: 'Not processable',
  too_large: 'Too large',
  too_many: 'Too many requests',
  unavailable: 'Unavailable for the moment',
  internal: 'A fault of ours',
};

/** Statuses that the framework itself answers with, and what they mean here. */
const frameworkFaults: Record<number, { kind: ErrorKind; code: string }> = {
  400: { kind: 'invalid', code: 'malformed_request' },
  401: { kind: 'unauthenticated', code: 'unauthenticated' },
  403: { kind: 'forbidden', code: 'forbidden' },
  404: { kind: 'not_found', code: 'route_not_found' },
  405: { kind: 'not_found', code: 'method_not_allowed' },
  413: { kind: 'too_large', code: 'body_too_large' },
  415: { kind: 'invalid', code: 'unsupported_media_type' },
  429: { kind: 'too_many', code: 'too_many_requests' },
  503: { kind: 'unavailable', code: 'unavailable' },
};

const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode;
  return undefined;
};

/** Any thrown value as an expected failure; what nobody foresaw is `internal` and says nothing of itself. */
export const toProblemError = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error;
  const status = statusOf(error);
  const known = status === undefined ? undefined : frameworkFaults[status];
  if (known !== undefined && error instanceof Error) {
    return new ProblemError(known.kind, known.code, error.message, { cause: error });
  }
  if (severityOf(error) === 'outage') {
    return new ProblemError('unavailable', 'unavailable', 'A part of the system is away; try again soon.', {
      retryAfterSeconds: 5,
      cause: error,
    });
  }
  return new ProblemError('internal', 'internal', 'Something went wrong on our side.', { cause: error });
};

/** Writes a failure as problem+json (RFC 9457) and logs it at the level it owns. */
export const sendProblem = (
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): void => {
  const problem = toProblemError(error);
  const status = statusOf(error) ?? problem.status;
  const body: Problem = {
    type: `urn:watch-tower:problem:${problem.code}`,
    title: titles[problem.kind],
    status,
    code: problem.code,
    detail: problem.message,
    instance: request.url.split('?')[0] ?? request.url,
    correlationId: correlationIdOf(request),
    ...(problem.details.errors === undefined ? {} : { errors: problem.details.errors }),
  };
  if (problem.logLevel === 'error' || problem.logLevel === 'warn') {
    logger[problem.logLevel]({ err: problem.details.cause ?? problem, code: problem.code }, 'request failed');
  }
  if (problem.details.retryAfterSeconds !== undefined) {
    reply.header('retry-after', String(Math.ceil(problem.details.retryAfterSeconds)));
  }
  reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
};

/** Everything that leaves a controller, or that the framework refuses before one, ends here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.logger);
  }
}
