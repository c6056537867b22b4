import { z } from 'zod';
import { LoconavError } from './loconav-error.js';
import type { Call, LoconavTransport } from './loconav-transport.js';

const count = z.coerce.number().int().min(0).nullish();

/** Where a list stands in an answer, by endpoint. */
const listNames = ['vehicles', 'values', 'alerts', 'polygons', 'trips', 'timeline'] as const;

/** What the four shapes of a page say of themselves; each says some of it. */
const paging = z.looseObject({
  /** Whether there is another page. */
  more: z.boolean().nullish(),
  /** Of all pages. */
  total: count,
  totalCount: count,
  dataCount: count,
});

const page = z.looseObject({
  data: z.union([z.array(z.unknown()).transform((values) => ({ values })), z.looseObject({})]),
});

const pagesMax = 1_000;

type ListCall = Omit<Call<unknown>, 'answer' | 'beforeRetry'>;

/**
 * All elements of a list that comes in pages, in whichever of the shapes. A page size is always asked for: LocoNav
 * gives 10 in silence where it is not.
 * @throws LoconavError `unreadable` where no list is found, or an element is not one.
 */
export const readPages = async <T>(
  transport: LoconavTransport,
  call: ListCall,
  element: z.ZodType<T>,
  perPage: number,
): Promise<T[]> => {
  const found: T[] = [];
  let before: string | undefined;
  for (let nth = 1; nth <= pagesMax; nth += 1) {
    const query = { ...call.query, page: nth, perPage };
    const { items, says } = await transport.call({ ...call, query, answer: pageOf(element) });
    // Who knows no pages answers the same again.
    const first = JSON.stringify(items[0]);
    if (first === before) return found;
    before = first;
    found.push(...items);
    if (isLast(says, items.length, found.length, perPage)) return found;
  }
  throw new LoconavError('unreadable', `${call.endpoint}: more than ${pagesMax} pages`);
};

/** The one page of a list that does not come in pages. */
export const readList = async <T>(
  transport: LoconavTransport,
  call: ListCall,
  element: z.ZodType<T>,
): Promise<T[]> => (await transport.call({ ...call, answer: pageOf(element) })).items;

type Page<T> = { readonly items: T[]; readonly says: z.output<typeof paging> };

const pageOf = <T>(element: z.ZodType<T>): z.ZodType<Page<T>> =>
  page.transform(({ data }, context): Page<T> => {
    const fields: Readonly<Record<string, unknown>> = data;
    const name = listNames.find((one) => Array.isArray(fields[one]));
    const items = z.array(element).safeParse(name === undefined ? undefined : fields[name]);
    const says = paging.safeParse(fields['pagination'] ?? fields);
    if (items.success && says.success) return { items: items.data, says: says.data };
    for (const issue of [...(items.error?.issues ?? []), ...(says.error?.issues ?? [])]) {
      context.addIssue({
        code: 'custom',
        message: issue.message,
        path: ['data', name ?? 'values', ...issue.path],
      });
    }
    return z.NEVER;
  });

const isLast = (
  { more, total, totalCount, dataCount }: z.output<typeof paging>,
  got: number,
  gotInAll: number,
  perPage: number,
): boolean => {
  if (got === 0) return true;
  if (more !== undefined && more !== null) return !more;
  const all = total ?? totalCount ?? dataCount;
  // One that says nothing is the last unless it is exactly full.
  return all === undefined || all === null ? got !== perPage : gotInAll >= all;
};
