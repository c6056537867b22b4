import type { Routes } from '@watch-tower/contracts';
import type { z } from 'zod';
import { ApiError, errorOf } from './api-error.js';
import { routes, type RouteName } from './routes.js';
import { urlOf } from './url.js';

type Query<Route> = Route extends { query: infer Schema extends z.ZodType }
  ? Partial<z.infer<Schema>>
  : never;
type Body<Route> = Route extends { body: infer Schema extends z.ZodType } ? z.input<Schema> : never;

/** Answers are trusted to be what the contract says: both come from one repository and one deployment. */
export type Answer<Name extends RouteName> = Routes[Name]['answer'] extends {
  schema: infer Schema extends z.ZodType;
}
  ? z.infer<Schema>
  : undefined;

export type RequestOptions<Name extends RouteName> = {
  path?: Record<string, string>;
  query?: Query<Routes[Name]>;
  body?: Body<Routes[Name]>;
  /** Sent as it is, under its own media type. */
  file?: Routes[Name] extends { file: readonly string[] } ? Blob : never;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
};

/** What came back with 2xx: an answer, or with 202 the operation that will come to one. */
export type Reply = { status: number; body: unknown };

const timeoutMs = 20_000;

/** One request, as whoever `accessToken` is of. Fails with ApiError, or with the signal's AbortError. */
export async function request<Name extends RouteName>(
  name: Name,
  { path, query, body, file, headers: moreHeaders, signal }: RequestOptions<Name>,
  accessToken: string | null,
): Promise<Reply> {
  const [method, template] = routes[name];
  const headers = new Headers({ accept: 'application/json', ...moreHeaders });
  if (accessToken !== null) headers.set('authorization', `Bearer ${accessToken}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (file !== undefined) headers.set('content-type', file.type);
  const response = await fetch(urlOf(template, path, query), {
    method,
    headers,
    body: file ?? (body === undefined ? null : JSON.stringify(body)),
    signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, 'The server cannot be reached. Check the connection and try again.', null, {
      cause,
    });
  });
  if (!response.ok) throw await errorOf(response);
  return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
}
