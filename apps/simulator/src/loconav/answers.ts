import { hash32 } from '@watch-tower/simulator-domain';

/** LocoNav's no: with a sentence alone, or with a sentence and a code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    message: string,
    readonly code?: 'bad_request' | 'not_found' | 'unprocessable_entity' | 'technical_issue',
  ) {
    super(message);
  }

  body(): object {
    const error = this.code === undefined ? this.message : { message: this.message, code: this.code };
    return { success: false, data: { errors: [error] } };
  }
}

const DEFAULT_PAGE_SIZE = 10;
const PAGE_SIZE_MAX = 500;

export interface Asked {
  readonly page?: string | undefined;
  readonly perPage?: string | undefined;
}

/**
 * One page of a list. Every endpoint keeps to one of LocoNav's shapes, which one follows from the seed; `own` is the name
 * under which an endpoint's own shape has the list. Ten elements, in silence, where no size is asked for.
 */
export function pageOf<T>(
  items: readonly T[],
  asked: Asked,
  { seed, endpoint, own }: { readonly seed: number; readonly endpoint: string; readonly own?: string },
): object {
  const page = wholeNumber(asked.page, 1, Number.MAX_SAFE_INTEGER);
  const perPage = wholeNumber(asked.perPage, DEFAULT_PAGE_SIZE, PAGE_SIZE_MAX);
  const values = items.slice((page - 1) * perPage, page * perPage);
  const more = page * perPage < items.length;
  const shapes = [
    { values, page, perPage, count: values.length, more },
    { values, page, perPage, more, total: items.length },
    { values, page, perPage: null, dataCount: items.length },
    ...(own === undefined ? [] : [{ [own]: values, perPage, totalCount: items.length, currentPage: page }]),
  ];
  return { success: true, data: shapes[hash32(`${seed} ${endpoint}`) % shapes.length] };
}

function wholeNumber(written: string | undefined, standard: number, most: number): number {
  const number = written === undefined ? standard : Number(written);
  if (!Number.isInteger(number) || number < 1) throw new Refusal(400, 'Invalid page', 'bad_request');
  return Math.min(number, most);
}

const DAY_MS = 86_400_000;
const HISTORY_MS = 184 * DAY_MS;

/** A window of history in epoch ms: given in epoch seconds, shorter than a day, six months back at most. */
export function windowOf(
  asked: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): { fromMs: number; toMs: number } {
  const fromMs = Number(asked['startTime']) * 1000;
  const toMs = Number(asked['endTime']) * 1000;
  if (!(fromMs < toMs)) throw new Refusal(400, 'startTime and endTime are epoch seconds', 'bad_request');
  if (toMs - fromMs >= DAY_MS) throw new Refusal(400, 'Duration must be less than a day', 'bad_request');
  if (fromMs < nowMs - HISTORY_MS) throw new Refusal(400, 'Only six months of history', 'bad_request');
  return { fromMs, toMs };
}
