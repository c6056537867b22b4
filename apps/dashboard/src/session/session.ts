import type { Tokens } from '@watch-tower/contracts';
import { create } from 'zustand';
import { ApiError } from '../api/api-error.js';
import { request } from '../api/request.js';
import { isDueForRenewal, parseSession, renewBeforeExpiryMs, sessionOf, type Session } from './tokens.js';

const storageKey = 'watch-tower.session';
const retryMs = 5_000;

/** Who is signed in. `notice` says at the sign-in page why it is shown. */
export const useSession = create<{ session: Session | null; notice: string | null }>(() => ({
  session: parseSession(localStorage.getItem(storageKey)),
  notice: null,
}));

/** Keeps the session fresh, and the same in all tabs. Call once. */
export function startSession(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = (waitAtLeastMs: number): void => {
    clearTimeout(timer);
    const { session } = useSession.getState();
    if (!session) return;
    const dueInMs = session.expiresAtMs - renewBeforeExpiryMs - Date.now();
    timer = setTimeout(
      () => {
        // Without an answer the session may still be good: ask again, and let the pages show what is away.
        renewSession().catch(() => schedule(retryMs));
      },
      Math.max(waitAtLeastMs, dueInMs),
    );
  };
  useSession.subscribe((now, before) => {
    if (now.session !== before.session) schedule(0);
  });
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === storageKey) useSession.setState({ session: parseSession(newValue) });
  });
  schedule(0);
}

/** Fails with ApiError when the e-mail and password are not right. */
export async function signIn(email: string, password: string): Promise<void> {
  const { body } = await request('login', { body: { email, password } }, null);
  remember(sessionOf(body as Tokens, Date.now()));
}

export function signOut(notice: string | null = null): void {
  localStorage.removeItem(storageKey);
  useSession.setState({ session: null, notice });
}

/** A token that works for a while, renewed first where need be; null when nobody is signed in. */
export async function usableAccessToken(): Promise<string | null> {
  const { session } = useSession.getState();
  if (!session) return null;
  return isDueForRenewal(session, Date.now()) ? renewSession() : session.accessToken;
}

let renewal: Promise<string | null> | undefined;

/** New tokens for the old ones, asked for once however many need them; signs out when they are refused. */
export function renewSession(): Promise<string | null> {
  renewal ??= inOneTabAtATime(renew).finally(() => {
    renewal = undefined;
  });
  return renewal;
}

async function renew(): Promise<string | null> {
  const mine = useSession.getState().session;
  // Another tab may have traded this refresh token already, and it may be good only once.
  const stored = parseSession(localStorage.getItem(storageKey));
  if (!stored) return null;
  if (stored.refreshToken !== mine?.refreshToken && !isDueForRenewal(stored, Date.now())) {
    useSession.setState({ session: stored });
    return stored.accessToken;
  }
  try {
    const { refreshToken } = stored;
    const { body } = await request('refresh', { body: { refreshToken } }, null);
    const session = sessionOf(body as Tokens, Date.now());
    remember(session);
    return session.accessToken;
  } catch (error) {
    const refused =
      error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
    if (!refused) throw error;
    signOut('Your session has ended. Please sign in again.');
    return null;
  }
}

function remember(session: Session): void {
  localStorage.setItem(storageKey, JSON.stringify(session));
  useSession.setState({ session, notice: null });
}

/** Browsers offer locks only in secure contexts; without, tabs take their chance. */
function inOneTabAtATime<Value>(work: () => Promise<Value>): Promise<Value> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(storageKey, work);
}
