/** What came of one attempt to deliver. `status` is absent when there was no answer at all. */
export type Answer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly status: number }
  | {
      readonly kind: 'retry';
      readonly status?: number;
      readonly reason: string;
      readonly retryAfterMs?: number;
    };

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 15_000;
const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * What an HTTP answer means to a sender that drops nothing. Only an answer about the message itself ends its delivery;
 * every other one (429, 5xx, a wrong secret, a wrong address) is a fault that someone mends while the device waits.
 */
export function readAnswer(status: number, retryAfter: string | undefined, nowMs: number): Answer {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  if (status === 400 || status === 413 || status === 415 || status === 422)
    return { kind: 'refused', status };
  const retryAfterMs = retryAfter === undefined ? undefined : readRetryAfter(retryAfter, nowMs);
  return {
    kind: 'retry',
    status,
    reason: `HTTP ${status}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** How long to wait before attempt `attempt` (the first retry is 1): exponential with jitter, never before Retry-After. */
export function backoffMs(attempt: number, retryAfterMs: number | undefined, chance: number): number {
  const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.max(retryAfterMs ?? 0, ceiling * (0.5 + 0.5 * chance));
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3); undefined when it is neither. */
function readRetryAfter(value: string, nowMs: number): number | undefined {
  const waitMs = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, waitMs));
}
