import type { Operation, Routes } from '@watch-tower/contracts';
import { ApiError } from './api-error.js';
import { call, replyTo } from './call.js';
import type { Answer, RequestOptions } from './request.js';
import type { RouteName } from './routes.js';

type CommandName = {
  [Name in RouteName]: Routes[Name] extends { command: true } ? Name : never;
}[RouteName];

type CommandOptions<Name extends RouteName> = Omit<RequestOptions<Name>, 'headers' | 'query'> & {
  /** The version that was shown: if it has changed since, the command is refused with 412. */
  version?: number;
  /** One per intention: sent again with the same key, a command is carried out once. */
  key?: string;
};

const askEveryMs = 500;
const patienceMs = 20_000;

/**
 * A command as the signed-in person. Where its owner is away the gateway keeps it; then its operation is followed
 * for a while, and `readBack` reads what came of it.
 * @throws ApiError with the owner's reason where it refused; with status 202 where it has not answered yet.
 */
export async function carryOut<Name extends CommandName>(
  name: Name,
  { version, key = newKey(), ...options }: CommandOptions<Name>,
  readBack: (id: string) => Promise<Answer<Name>>,
): Promise<Answer<Name>> {
  const headers = {
    'idempotency-key': key,
    ...(version !== undefined && { 'if-match': `"${version}"` }),
  };
  const { status, body } = await replyTo(name, { ...(options as RequestOptions<Name>), headers });
  return status === 202 ? readBack(await settled(body as Operation)) : (body as Answer<Name>);
}

/** Random also where the page came without TLS from another machine, where browsers offer no `randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Waits until an operation has ended well. @returns the id of what it was about. */
async function settled({ id, subject }: Operation): Promise<string> {
  const giveUpAtMs = Date.now() + patienceMs;
  while (Date.now() < giveUpAtMs) {
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    const { status, problem } = await call('getOperation', { path: { id } });
    if (status === 'succeeded') return subject.id;
    if (status === 'refused' || status === 'failed')
      throw new ApiError(
        problem?.status ?? 500,
        problem?.detail ?? problem?.title ?? `The command ${status}.`,
        problem && { ...problem, correlationId: id },
      );
  }
  throw new ApiError(
    202,
    'It is accepted and not lost, but the service that carries it out is away. It will be done once that is back.',
  );
}
