import { z } from 'zod';
import { instant, uuid } from '../values.js';

/** RFC 9457, with a stable `code` and the correlation id of the request. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  correlationId: z.string(),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .describe('The fields at fault, each with what is allowed'),
});
export type Problem = z.infer<typeof problem>;

/** Keyset pages: `nextCursor` is null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export type Page<Item> = { items: Item[]; nextCursor: string | null };

/** Query fields of every list. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
};

/** Query fields of what can be asked of the past. */
export const pastMoment = {
  asOf: instant.optional().describe('What was true then, in event time, by all that is known to this day'),
  knownAt: instant.optional().describe('By no more than what was known then'),
};

/** Yes or no in a query. */
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

export const operationStatus = z.enum(['accepted', 'published', 'succeeded', 'refused', 'failed']);

/** A command on its way: what became of it, and where its result is. */
export const operation = z.object({
  id: uuid,
  status: operationStatus,
  kind: z.string().describe('The message type of the command'),
  subject: z.object({ kind: z.string(), id: uuid }),
  resultUrl: z.string().nullable(),
  problem: problem.omit({ instance: true, correlationId: true }).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Operation = z.infer<typeof operation>;
