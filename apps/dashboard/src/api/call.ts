import { renewSession, signOut, usableAccessToken } from '../session/session.js';
import { ApiError } from './api-error.js';
import { request, type Answer, type Reply, type RequestOptions } from './request.js';
import type { RouteName } from './routes.js';

/** A request as the signed-in person. Fails with ApiError. */
export async function call<Name extends RouteName>(
  name: Name,
  options: RequestOptions<Name> = {},
): Promise<Answer<Name>> {
  return (await replyTo(name, options)).body as Answer<Name>;
}

/** The same with the status. A 401 renews the session and asks once more; a second one signs out. */
export async function replyTo<Name extends RouteName>(
  name: Name,
  options: RequestOptions<Name>,
): Promise<Reply> {
  try {
    return await request(name, options, await usableAccessToken());
  } catch (error) {
    if (!isUnauthorised(error)) throw error;
  }
  const renewed = await renewSession();
  try {
    return await request(name, options, renewed);
  } catch (error) {
    if (isUnauthorised(error)) signOut('Your session has ended. Please sign in again.');
    throw error;
  }
}

const isUnauthorised = (error: unknown): boolean => error instanceof ApiError && error.status === 401;
