import type { z } from 'zod';
import type { Role } from './sign-in.js';

export type RouteDefinition = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** `secret`: the webhook's shared secret; a list of roles: a signed-in person with one of them. */
  readonly access: 'open' | 'secret' | readonly Role[];
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Takes a file as its body, of one of these media types. */
  readonly file?: readonly string[];
  /** A command: takes `Idempotency-Key`, may answer 202 with an operation. */
  readonly command?: boolean;
  /** Takes `If-Match` with the version the client has seen. */
  readonly conditional?: boolean;
  /** What is answered 422, for it is more than one answer may hold. */
  readonly bounded?: string;
  /** Further refusals by their status, beside those that follow from the rest. */
  readonly refusals?: Readonly<Record<number, string>>;
  /** `files`: further media types in which the same is to be had. */
  readonly answer: {
    readonly status: 200 | 201 | 202 | 204;
    readonly schema?: z.ZodType;
    readonly files?: readonly string[];
  };
};

/** Who may: the roles of `access`. */
export const everyone = ['admin', 'dispatcher', 'viewer'] as const;
export const dispatchers = ['admin', 'dispatcher'] as const;
export const admins = ['admin'] as const;

/** What people do to one of a collection: commands with a verb, answered with how it stands then. */
export const actionsOn =
  <Answer extends z.ZodType>(collection: string, tag: string, schema: Answer) =>
  <Body extends z.ZodType>(verb: string, summary: string, body: Body) =>
    ({
      method: 'POST',
      path: `/api/v1/${collection}/{id}/actions/${verb}`,
      tag,
      summary,
      access: dispatchers,
      body,
      command: true,
      conditional: true,
      answer: { status: 200, schema },
    }) as const;
