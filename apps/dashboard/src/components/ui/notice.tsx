import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, sentenceOf } from '../../api/api-error.js';
import { Button } from './button.js';
import { classNames } from './class-names.js';

/** An error where it matters: what happened, the way on, and the id by which the logs know it. */
export function ErrorNotice({
  title,
  error,
  onRetry,
  className,
}: {
  title: string;
  error: unknown;
  onRetry?: (() => void) | undefined;
  className?: string;
}) {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div
      role="alert"
      className={classNames(
        'flex items-start gap-2.5 rounded-lg border border-danger/35 bg-danger-soft px-3 py-2.5 text-sm',
        className,
      )}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{title}</p>
        <p className="text-muted">{sentenceOf(error)}</p>
        {problem?.errors?.map(({ field, message }) => (
          <p key={field} className="text-muted">
            <span className="font-mono text-xs">{field}</span> {message}
          </p>
        ))}
        {problem && (
          <p className="mt-0.5 truncate font-mono text-2xs text-muted" title={problem.correlationId}>
            {problem.code} · {problem.correlationId}
          </p>
        )}
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** In place of a list or page that has nothing to show, with the reason. */
export function EmptyState({
  icon: Icon,
  title,
  children,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center justify-center gap-1 px-6 py-12 text-center">
      <span className="mb-2 grid size-10 place-items-center rounded-full bg-sunken text-faint">
        <Icon aria-hidden className="size-5" />
      </span>
      <p className="font-medium">{title}</p>
      <div className="max-w-sm text-muted">{children}</div>
    </div>
  );
}

/** A grey bar where text is awaited. Hidden from readers: the region around it says that it is busy. */
export function Awaited({ className }: { className: string }) {
  return <span aria-hidden className={classNames('block animate-pulse rounded bg-line', className)} />;
}
