import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ProblemError } from '@watch-tower/errors';
import type { FastifyRequest } from 'fastify';

/** What the headers of a command say beside its body. */
export type Conditions = {
  readonly idempotencyKey: string | undefined;
  /** The version the client has seen; the owner refuses any other. */
  readonly expectedVersion: number | undefined;
  /** The body before anything was made of it, as JSON. */
  readonly received: string;
};

const malformed = (header: string, allowed: string): ProblemError =>
  new ProblemError('invalid', 'invalid_header', `${header}: ${allowed}.`, {
    errors: [{ field: header, message: allowed }],
  });

const keyPattern = /^[\x21-\x7e]{1,200}$/;
const etagPattern = /^(?:W\/)?"(\d{1,15})"$/;

/** @throws ProblemError 400 that says what is allowed. */
export const readConditions = (headers: Readonly<Record<string, unknown>>): Omit<Conditions, 'received'> => {
  const key = headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !keyPattern.test(key))) {
    throw malformed('Idempotency-Key', 'must be 1 to 200 visible ASCII characters');
  }
  const etag = headers['if-match'];
  const match = typeof etag === 'string' ? etagPattern.exec(etag) : null;
  if (etag !== undefined && etag !== '*' && match === null) {
    throw malformed('If-Match', 'must be the ETag of an earlier answer, e.g. "3"');
  }
  return { idempotencyKey: key, expectedVersion: match === null ? undefined : Number(match[1]) };
};

/** The conditions of the running request. */
export const ConditionsOf = createParamDecorator((_data: unknown, context: ExecutionContext): Conditions => {
  const { headers, body } = context.switchToHttp().getRequest<FastifyRequest>();
  return { ...readConditions(headers), received: JSON.stringify(body ?? null) };
});
