import { useState, type FormEvent } from 'react';
import { Navigate, useLocation } from 'react-router';
import { CoastDrawing } from '../components/coast-drawing.js';
import { Logo } from '../components/logo.js';
import { ThemeSwitch } from '../components/theme-switch.js';
import { Button } from '../components/ui/button.js';
import { TextField } from '../components/ui/field.js';
import { ErrorNotice } from '../components/ui/notice.js';
import { signIn, useSession } from '../session/session.js';
import { usePageTitle } from './use-page-title.js';

export function SignInPage() {
  usePageTitle('Sign in');
  const { session, notice } = useSession();
  const from = pathToReturnTo(useLocation().state);
  const [error, setError] = useState<unknown>(null);
  const [waiting, setWaiting] = useState(false);
  if (session) return <Navigate to={from} replace />;

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    setWaiting(true);
    setError(null);
    signIn(field('email'), field('password'))
      .catch(setError)
      .finally(() => setWaiting(false));
  };

  return (
    <div className="grid h-full lg:grid-cols-[minmax(26rem,2fr)_3fr]">
      <div className="flex flex-col bg-surface px-6 py-5 sm:px-10">
        <div className="flex justify-end">
          <ThemeSwitch />
        </div>
        <main id="main" className="m-auto w-full max-w-sm pb-16">
          <Logo className="mb-6 size-11" />
          <h1 className="text-2xl font-semibold tracking-tight">Watch Tower</h1>
          <p className="mt-1 mb-7 text-muted">Every truck, every trip, as it happens.</p>
          <form className="space-y-4" onSubmit={submit} aria-busy={waiting}>
            {notice && (
              <p role="status" className="rounded-md bg-accent-soft px-3 py-2 text-accent-strong">
                {notice}
              </p>
            )}
            <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
            <TextField
              label="Password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
            {error !== null && <ErrorNotice title="Signing in did not work" error={error} />}
            <Button type="submit" look="primary" className="h-10 w-full" disabled={waiting}>
              {waiting ? 'Signing in…' : 'Sign in'}
            </Button>
          </form>
        </main>
      </div>
      <CoastDrawing className="hidden h-full w-full lg:block" />
    </div>
  );
}

/** Where the person was on the way to when asked to sign in. */
function pathToReturnTo(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null;
  return typeof from === 'string' && from.startsWith('/') ? from : '/map';
}
